import { describe, expect, it } from 'vitest';
import { itemSchema } from '../../../core/contracts/item.ts';
import { averagesOfKinds, itemKinds, kindAverages } from './item-kinds.ts';

const items = [
  ['Food', 'Tea'],
  ['Food', 'Tea'],
  ['Food', 'Egg'],
  ['Alone'],
  ['Home', 'Tea'],
  ['Pot'],
  ['Pot'],
].map((categories, i) => itemSchema.parse({ id: `${i}`, title: {}, categories }));

describe('the kinds of items', () => {
  it('are their last categories, those of a single item aside', () => {
    const { count, kindOf } = itemKinds(items);
    expect(count).toBe(2);
    expect([...kindOf]).toEqual([0, 0, 2, 2, 0, 1, 1]);
    expect(itemKinds([])).toEqual({ count: 0, kindOf: new Int32Array() });
  });

  it('are averaged over the rows that are there', () => {
    const rows = Int32Array.of(5, 0, 3, 1);
    const averages = kindAverages(itemKinds(items), rows, new Float32Array(12).fill(9));
    expect([...averages]).toEqual([0, 0.5, 0, 0.5, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('have average vectors, and no kind has zeros', () => {
    const vectors = Float32Array.of(1, 1, 2, 1, 7, 7, 8, 8, 6, 1, 0, 4, 0, 2);
    expect([...averagesOfKinds(vectors, 2, itemKinds(items))]).toEqual([3, 1, 0, 3, 0, 0]);
  });
});
