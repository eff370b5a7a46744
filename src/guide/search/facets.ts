import type { Facets } from '../../core/contracts/api.ts';
import type { Item } from '../../core/contracts/item.ts';
import type { PriceRange } from '../../core/contracts/rules.ts';
import { isInPriceRange } from '../rules/price.ts';

/** What a search was narrowed down to. */
export interface FacetChoice {
  readonly category: string | undefined;
  readonly price: PriceRange | undefined;
}

const CATEGORIES = 20;
const BANDS = 4;
/** Fewer items than this in a band are not worth a click. */
const LEAST_IN_BAND = 3;

/** Whether an item is of the chosen category, at whichever level, and of the chosen price. */
export function fits(item: Item, { category, price }: FacetChoice): boolean {
  return (
    (category === undefined || item.categories.includes(category)) &&
    (price === undefined || isInPriceRange(item, price))
  );
}

/**
 * Counts what was found by category and by price. A choice of one kind does not count against its own kind, so that
 * a shopper sees what another choice would find.
 */
export function facetsOf(found: readonly Item[], choice: FacetChoice): Facets {
  return {
    categories: categoriesOf(found.filter((item) => fits(item, { ...choice, category: undefined }))),
    prices: priceBandsOf(found.filter((item) => fits(item, { ...choice, price: undefined }))),
  };
}

function categoriesOf(items: readonly Item[]): Facets['categories'] {
  const counts = new Map<string, number>();
  for (const { categories } of items) {
    const name = categories[categories.length - 1];
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, items: count }))
    .sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1))
    .slice(0, CATEGORIES);
}

/** Bands between round amounts near the quartiles; items of one price never fall into two. */
function priceBandsOf(items: readonly Item[]): Facets['prices'] {
  const currency = commonCurrency(items);
  const amounts = items
    .flatMap(({ price }) => (price && price.currency === currency ? [price.amount] : []))
    .sort((a, b) => a - b);
  if (currency === undefined || amounts.length < 2 * LEAST_IN_BAND) return [];
  const bands = Math.min(BANDS, Math.floor(amounts.length / LEAST_IN_BAND));
  const cuts = Array.from({ length: bands - 1 }, (_, i) =>
    roundAmount(amounts[Math.floor(((i + 1) * amounts.length) / bands)]),
  );
  const starts = [amounts[0], ...new Set(cuts)].filter((start, i) => i === 0 || start > amounts[0]);
  return starts.flatMap((min, i) => {
    const max = i + 1 < starts.length ? starts[i + 1] - 1 : amounts[amounts.length - 1];
    const count = amounts.filter((amount) => amount >= min && amount <= max).length;
    return count === 0 ? [] : [{ min, max, currency, items: count }];
  });
}

function commonCurrency(items: readonly Item[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { price } of items) {
    if (price) counts.set(price.currency, (counts.get(price.currency) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** To one digit and a half: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten. */
function roundAmount(amount: number): number {
  if (amount < 10) return amount;
  const power = 10 ** Math.floor(Math.log10(amount));
  const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  const nearest = steps.reduce((best, step) =>
    Math.abs(step * power - amount) < Math.abs(best * power - amount) ? step : best,
  );
  return Math.round(nearest * power);
}
