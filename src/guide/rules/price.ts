import type { Item } from '../../core/contracts/item.ts';
import type { PriceRange } from '../../core/contracts/rules.ts';
import type { FilterRule } from './rule.ts';

/** What costs less or more than asked for, or has no price. */
export function price(range: PriceRange): FilterRule {
  return {
    kind: 'filter',
    name: 'price',
    placement: 'hide',
    passes: ({ item }, { items }) => isInPriceRange(items[item], range),
    why: { en: 'outside the price range', zh: '不在价格区间内' },
  };
}

/** Both ends are included. */
export function isInPriceRange(
  item: Pick<Item, 'price'>,
  { min = 0, max = Infinity, currency }: PriceRange,
): boolean {
  if (item.price === null) return false;
  if (currency !== undefined && item.price.currency !== currency) return false;
  return item.price.amount >= min && item.price.amount <= max;
}
