import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema, type Item } from '../../core/contracts/item.ts';
import type { SceneStrategy } from '../../core/contracts/scene.ts';
import { StrategyFacets } from './strategy-facets.ts';

const NONE: SceneStrategy = { price: 0, brand: 0, novelty: 0, repeatPurchase: 0, visualTaste: 0 };
const NOW = Date.UTC(2026, 5, 1);
const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** Five mugs from cheap to dear, the last two of a brand that asks much; a sofa dearer than any of them, and a sheet without a price. */
const ITEMS: Item[] = [
  ...[100, 200, 400, 800, 1600].map((amount, i) =>
    itemSchema.parse({
      id: `mug-${i}`,
      title: { en: 'Mug' },
      categories: ['Home', 'Mugs'],
      brand: i > 2 ? 'Fine' : 'Plain',
      price: cny(amount),
      availableFrom: new Date(NOW - i * 60 * 86_400_000).toISOString(),
    }),
  ),
  itemSchema.parse({ id: 'sofa', title: { en: 'Sofa' }, categories: ['Home', 'Sofas'], price: cny(900_000) }),
  itemSchema.parse({ id: 'sheet', title: { en: 'Sheet' }, categories: ['Home', 'Sheets'] }),
];
const COUNT = ITEMS.length;

function scored(
  strategy: Partial<SceneStrategy>,
  history: readonly [item: number, type: string][] = [],
  pictures?: Float32Array,
): number[] {
  const facets = new StrategyFacets(ITEMS, pictures && { vectors: pictures, width: 2 });
  const query: Query = {
    history: history.map(([item, type]) => ({
      item,
      type: EVENT_TYPES.findIndex((one) => one === type),
      time: NOW - 1_000,
    })),
    now: NOW,
    scene: -1,
  };
  const scores = new Float32Array(COUNT);
  facets.apply(scores, { ...NONE, ...strategy }, query);
  return [...scores];
}

describe('a strategy', () => {
  it('weighs the price among the items of a kind, in deviations', () => {
    // Logarithms a factor of two apart: -√2, -√½, 0, √½, √2 deviations.
    const prices = scored({ price: 1 });
    for (const [i, expected] of [-Math.SQRT2, -Math.SQRT1_2, 0, Math.SQRT1_2, Math.SQRT2, 0, 0].entries()) {
      expect(prices[i]).toBeCloseTo(expected, 1);
    }
    const thrifty = scored({ price: -0.5 });
    for (const [i, price] of prices.entries()) expect(thrifty[i]).toBeCloseTo(-0.5 * price, 5);
  });

  it('weighs brands that ask more, and those that the shopper chose', () => {
    const [plain, , , fine] = scored({ brand: 1 });
    expect(fine).toBeGreaterThan(plain);
    const [chosen, , , other] = scored({ brand: 1 }, [[0, 'view_item']]);
    expect(chosen).toBeCloseTo(plain + 1, 5);
    expect(other).toBeCloseTo(fine, 5);
  });

  it('weighs what is new: half as much after sixty days, and nothing where the day is not known', () => {
    const news = scored({ novelty: 1 });
    for (const [i, expected] of [1, 0.5, 0.25, 0.125, 0.0625, 0, 0].entries())
      expect(news[i]).toBeCloseTo(expected, 4);
  });

  it('weighs what was bought before, and not what was looked at', () => {
    const again = scored({ repeatPurchase: 1 }, [
      [1, 'purchase'],
      [2, 'view_item'],
    ]);
    expect(again).toEqual([0, 1, 0, 0, 0, 0, 0]);
  });

  it('weighs looks by the pictures of what was looked at', () => {
    const pictures = Float32Array.from([1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0]);
    const looks = scored({ visualTaste: 1 }, [[0, 'view_item']], pictures);
    expect(looks[1]).toBeGreaterThan(looks[2]);
    expect(looks[1]).toBeCloseTo(looks[0], 5);
    expect(scored({ visualTaste: 1 }, [], pictures)).toEqual(ITEMS.map(() => 0));
    expect(scored({ visualTaste: 1 }, [[0, 'view_item']])).toEqual(ITEMS.map(() => 0));
  });

  it('adds up over its weights, whatever the past', () => {
    const weight = fc.double({ min: -3, max: 3, noNaN: true });
    const past = fc.array(
      fc.tuple(fc.integer({ min: -1, max: COUNT - 1 }), fc.constantFrom(...EVENT_TYPES)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(weight, weight, past, (price, novelty, history) => {
        const both = scored({ price, novelty }, history);
        const [one, other] = [scored({ price }, history), scored({ novelty }, history)];
        for (const [i, value] of both.entries()) expect(value).toBeCloseTo(one[i] + other[i], 3);
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing where it weighs nothing, and bears an empty shop', () => {
    expect(scored({})).toEqual(ITEMS.map(() => 0));
    new StrategyFacets([]).apply(
      new Float32Array(),
      { ...NONE, price: 1, brand: 1 },
      { history: [], now: NOW, scene: -1 },
    );
  });
});
