import type { Item } from '../../../core/contracts/item.ts';

/**
 * Where each item's price stands among those of its category: 0 the cheapest, 1 the dearest, equal prices in the
 * middle of their ranks, and 0.5 where there is nothing to compare with. The category is the most particular one, and
 * prices compare within a currency only. Undefined without a price.
 */
export function pricePositions(items: readonly Pick<Item, 'categories' | 'price'>[]): (number | undefined)[] {
  const groups = Map.groupBy(items.keys(), (i) => {
    const { categories, price } = items[i];
    return price && JSON.stringify([price.currency, categories]);
  });
  const positions = Array.from<number | undefined>({ length: items.length });
  for (const [group, members] of groups) {
    if (group === null) continue;
    const ordered = members.toSorted((a, b) => amountOf(items[a]) - amountOf(items[b]));
    for (let first = 0, next = 0; first < ordered.length; first = next) {
      const amount = amountOf(items[ordered[first]]);
      while (next < ordered.length && amountOf(items[ordered[next]]) === amount) next++;
      const middle = (first + next - 1) / 2;
      const position = ordered.length === 1 ? 0.5 : middle / (ordered.length - 1);
      for (const i of ordered.slice(first, next)) positions[i] = position;
    }
  }
  return positions;
}

function amountOf({ price }: Pick<Item, 'price'>): number {
  return price?.amount ?? 0;
}
