import type { Placement } from '../../core/contracts/rules.ts';
import type { FilterRule } from './rule.ts';

/** What the shopper bought before. */
export function owned(placement: Exclude<Placement, 'show'>): FilterRule {
  return {
    kind: 'filter',
    name: 'owned',
    placement,
    passes: ({ item }, { past }) => past.get(item) !== 'bought',
    why: { en: 'bought before', zh: '已购买过' },
  };
}
