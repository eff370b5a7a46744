import type { Placement } from '../../core/contracts/rules.ts';
import type { FilterRule } from './rule.ts';

/** What has a stock of 0; where the shop does not say, an item counts as there. */
export function soldOut(placement: Exclude<Placement, 'show'>): FilterRule {
  return {
    kind: 'filter',
    name: 'soldOut',
    placement,
    passes: ({ item }, { items }) => items[item].stock !== 0,
    why: { en: 'sold out', zh: '已售罄' },
  };
}
