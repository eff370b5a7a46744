import type { z } from 'zod';
import type { Item } from '../../core/contracts/item.ts';
import type { categoryCapSchema } from '../../core/contracts/rules.ts';
import type { CapRule } from './rule.ts';

/**
 * The best `most` items of each category. Where all candidates are of one category there is nothing to balance, and
 * all stay: a category's own page would else be nearly empty.
 */
export function categoryCap({ most, level }: z.infer<typeof categoryCapSchema>): CapRule {
  return {
    kind: 'cap',
    name: 'mostPerCategory',
    keep(candidates, { items }) {
      const categoryOf = ({ categories }: Item): string | undefined =>
        categories.at(level === 'first' ? 0 : -1);
      const counts = new Map<string | undefined, number>();
      const kept = candidates.filter(({ item }) => {
        const category = categoryOf(items[item]);
        const count = (counts.get(category) ?? 0) + 1;
        counts.set(category, count);
        return count <= most;
      });
      return counts.size > 1 ? kept : [...candidates];
    },
    why: { en: 'enough of their kind', zh: '同类已足够' },
  };
}
