import { array, assert, constantFrom, integer, oneof, property, constant, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facetsSchema } from '../../core/contracts/api.ts';
import { itemSchema, type Item } from '../../core/contracts/item.ts';
import { facetsOf, fits, type FacetChoice } from './facets.ts';

const NOTHING_CHOSEN: FacetChoice = { category: undefined, price: undefined };

const ANY = itemSchema.parse({ id: 'any', title: {}, categories: ['Home'] });
const itemOf = (category: string, amount: number | null, currency = 'CNY'): Item => ({
  ...ANY,
  categories: ['Home', category],
  price: amount === null ? null : { amount, currency },
});
const shop = array(
  record({
    category: constantFrom('Mugs', 'Bowls', 'Vases'),
    amount: oneof(constant(null), integer({ min: 0, max: 100_000 })),
  }).map(({ category, amount }) => itemOf(category, amount)),
  { maxLength: 60 },
);

describe('facets', () => {
  it('count the most particular category, and prices by quarters at round amounts', () => {
    const items = [100, 120, 900, 950, 2_000, 2_100, 5_000, 9_000, 9_900, 20_000, 21_000, 40_000].map(
      (amount, i) => itemOf(i < 8 ? 'Mugs' : 'Bowls', amount),
    );
    expect(facetsOf(items, NOTHING_CHOSEN)).toEqual({
      categories: [
        { name: 'Mugs', items: 8 },
        { name: 'Bowls', items: 4 },
      ],
      prices: [
        { min: 100, max: 999, currency: 'CNY', items: 4 },
        { min: 1_000, max: 4_999, currency: 'CNY', items: 2 },
        { min: 5_000, max: 19_999, currency: 'CNY', items: 3 },
        { min: 20_000, max: 40_000, currency: 'CNY', items: 3 },
      ],
    });
  });

  it('count what a search with that choice would find', () => {
    assert(
      property(shop, constantFrom(undefined, 'Mugs', 'Home'), (items, category) => {
        const choice = { category, price: { min: 500, max: 50_000 } };
        const facets = facetsOf(items, choice);
        expect(facetsSchema.parse(facets)).toEqual(facets);
        for (const { name, items: count } of facets.categories) {
          expect(items.filter((item) => fits(item, { ...choice, category: name })).length).toBe(count);
        }
        for (const { items: count, ...price } of facets.prices) {
          expect(items.filter((item) => fits(item, { category, price })).length).toBe(count);
        }
      }),
    );
  });

  it('put every price into one band', () => {
    assert(
      property(shop, (items) => {
        const { prices } = facetsOf(items, NOTHING_CHOSEN);
        const priced = items.filter(({ price }) => price !== null).length;
        const counted = prices.reduce((sum, { items: count }) => sum + count, 0);
        expect(counted).toBe(prices.length === 0 ? 0 : priced);
        for (const [i, { min }] of prices.slice(1).entries()) expect(min).toBe(prices[i].max + 1);
      }),
    );
  });

  it('speak of the currency that most have, and of no prices where there are hardly any', () => {
    const items = [...Array(6).keys()].map((i) => itemOf('Mugs', 100 * (i + 1)));
    const { prices } = facetsOf([...items, itemOf('Mugs', 7, 'EUR')], NOTHING_CHOSEN);
    expect(new Set(prices.map(({ currency }) => currency))).toEqual(new Set(['CNY']));
    expect(facetsOf(items.slice(0, 2), NOTHING_CHOSEN).prices).toEqual([]);
    expect(facetsOf([], NOTHING_CHOSEN)).toEqual({ categories: [], prices: [] });
  });
});
