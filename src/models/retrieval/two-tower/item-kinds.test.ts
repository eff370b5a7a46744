import { describe, expect, it } from 'vitest';
import { itemSchema } from '../../../core/contracts/item.ts';
import { itemKinds } from './item-kinds.ts';

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
});
