import { describe, expect, it } from 'vitest';
import { itemSchema, knownCategories } from './contracts/item.ts';
import { countForSale, neverShown } from './retired-items.ts';

const items = [false, true, false, true].map((retired, i) =>
  itemSchema.parse({ id: `${i}`, title: {}, categories: ['Unknown'], retired }),
);

describe('items that are no longer sold', () => {
  it('are hidden from scores, and nothing else is', () => {
    const hidden = neverShown(items);
    expect([...hidden.items]).toEqual([1, 3]);
    expect([0, 1, 2, 3, 4].map((item) => hidden.has(item))).toEqual([false, true, false, true, false]);
    const scores = Float32Array.of(1, Infinity, Number.NaN, 4);
    expect(hidden.hide(scores)).toBe(scores);
    expect(scores).toEqual(Float32Array.of(1, -Infinity, Number.NaN, -Infinity));
    expect(countForSale(items)).toBe(2);
    expect(countForSale([])).toBe(0);
  });

  it('are of no kind where only a log tells of them', () => {
    expect(knownCategories(items[0])).toEqual(['Unknown']);
    expect(knownCategories(items[1])).toEqual([]);
    expect(knownCategories({ categories: ['Home', 'Mugs'], retired: true })).toEqual(['Home', 'Mugs']);
  });
});
