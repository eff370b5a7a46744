import type { Placement } from '../../core/contracts/rules.ts';
import type { FilterRule } from './rule.ts';

/** What the shopper looked at before and did not buy: that is `owned`'s. */
export function seen(placement: Exclude<Placement, 'show'>): FilterRule {
  return {
    kind: 'filter',
    name: 'seen',
    placement,
    passes: ({ item }, { past }) => past.get(item) !== 'seen',
    why: { en: 'looked at before', zh: '已看过' },
  };
}
