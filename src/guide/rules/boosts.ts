import type { z } from 'zod';
import type { Item } from '../../core/contracts/item.ts';
import type { boostSchema } from '../../core/contracts/rules.ts';
import { byScore, scoreSpread, type OrderRule } from './rule.ts';

type Boost = z.infer<typeof boostSchema>;

/**
 * Lifts or buries items by what they are. Each boost that an item matches adds `weight` times the spread of the
 * scores: a weight of 1 lifts the hundredth best to the height of the best. Values are compared without regard to case.
 */
export function boosts(given: readonly Boost[]): OrderRule {
  return {
    kind: 'order',
    name: 'boosts',
    arrange(candidates, { items }) {
      const spread = scoreSpread(candidates) || 1;
      return byScore(
        candidates.map(({ item, score }) => {
          const weights = given.filter((boost) => matches(items[item], boost)).map(({ weight }) => weight);
          return { item, score: score + spread * weights.reduce((sum, weight) => sum + weight, 0) };
        }),
      );
    },
    why: { en: 'the shop’s choice', zh: '店铺推荐' },
  };
}

function matches(item: Item, { field, value }: Boost): boolean {
  const wanted = value.toLowerCase();
  return valuesOf(item, field).some((one) => one?.toLowerCase() === wanted);
}

function valuesOf(item: Item, field: string): readonly (string | null | undefined)[] {
  switch (field) {
    case 'category':
      return item.categories;
    case 'brand':
      return [item.brand];
    case 'id':
      return [item.id];
    default:
      return [Object.hasOwn(item.attributes, field) ? item.attributes[field] : undefined];
  }
}
