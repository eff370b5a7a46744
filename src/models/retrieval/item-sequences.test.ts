import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import type { EventColumns } from '../../core/contracts/dataset.ts';
import { eventInterest } from './event-interest.ts';
import { factLikeness } from './fact-likeness.ts';
import { itemFacts, itemsByFact } from './item-facts.ts';
import { itemSequences, sequenceOf } from './item-sequences.ts';
import { itemSchema } from '../../core/contracts/item.ts';

type Row = readonly [user: number, item: number, type: EventType, time: number];

const columns = (rows: readonly Row[]): EventColumns => ({
  count: rows.length,
  time: Float64Array.from(rows, ([, , , time]) => time),
  type: Uint8Array.from(rows, ([, , type]) => EVENT_TYPES.indexOf(type)),
  user: Int32Array.from(rows, ([user]) => user),
  item: Int32Array.from(rows, ([, item]) => item),
  session: new Int32Array(rows.length).fill(-1),
  scene: new Int8Array(rows.length).fill(-1),
});

const rows: readonly Row[] = [
  [0, 5, 'view_item', 1],
  [1, 5, 'view_item', 2],
  [0, 5, 'purchase', 3],
  [0, -1, 'search', 4],
  [0, 6, 'view_item', 5],
  [0, 6, 'refund', 6],
  [2, 3, 'view_item_list', 7],
  [0, 5, 'view_item', 8],
];

describe('sequences of items', () => {
  it('join events in a row about one item, and leave out what shows no interest', () => {
    const { starts, items, times, interests } = itemSequences(columns(rows));
    expect([...starts]).toEqual([0, 3, 4]);
    expect([...items]).toEqual([5, 6, 5, 5]);
    expect([...times]).toEqual([3, 5, 8, 2]);
    expect(interests[0]).toBe(1);
    expect(interests[1]).toBeCloseTo(0.3);
  });

  it('leave out what says nothing by the weights that they are given', () => {
    const interest = eventInterest({ view_item: 0 });
    const { starts, items, times } = itemSequences(columns(rows), interest);
    expect([[...starts], [...items], [...times]]).toEqual([[0, 1], [5], [3]]);
    const history = [
      { item: 5, type: EVENT_TYPES.indexOf('purchase'), time: 1 },
      { item: 6, type: EVENT_TYPES.indexOf('view_item'), time: 2 },
    ];
    expect([...sequenceOf(history, 10, interest).items]).toEqual([5]);
  });

  it('are the same read from a history, of which the newest part is kept', () => {
    const history = rows
      .filter(([user]) => user === 0)
      .map(([, item, type, time]) => ({ item, type: EVENT_TYPES.indexOf(type), time }));
    expect([...sequenceOf(history, 10).items]).toEqual([5, 6, 5]);
    expect([...sequenceOf(history, 10).times]).toEqual([3, 5, 8]);
    expect([...sequenceOf(history, 2).items]).toEqual([6, 5]);
    expect([...sequenceOf([], 2).items]).toEqual([]);
  });
});

describe('facts of items', () => {
  const item = (id: string, categories: string[], brand: string | null = null) =>
    itemSchema.parse({ id, title: {}, categories, brand, attributes: { colour: 'red', colour_zh: '红' } });
  const items = [
    item('a', ['Skin', 'Care']),
    item('b', ['Care', 'Skin'], 'Nyx'),
    item('c', ['Hair', 'Hair'], 'Nyx'),
  ];

  it('are named once an item, wherever in the path a category stands', () => {
    const { starts, facts, count } = itemFacts(items);
    // Skin, Care, red; Nyx; Hair. Chinese wordings are the same facts once more.
    expect(count).toBe(5);
    expect([...starts]).toEqual([0, 3, 7, 10]);
    expect([...facts]).toEqual([0, 1, 2, 1, 0, 3, 2, 4, 3, 2]);
    const byFact = itemsByFact({ starts, facts, count });
    expect([...byFact.items.subarray(byFact.starts[3], byFact.starts[4])]).toEqual([1, 2]);
  });

  it('make items alike: idf-cosine squared × log(1 + popularity), with the sum 1', () => {
    const alike = factLikeness(itemFacts(items), [1, 3, 0], { neighbours: 5, mostCommon: 2 });
    // Red is on too many; a and b share Skin and Care, b has Nyx beside; nobody took c. With b for a: 1 × 1.
    expect([...alike.columns.subarray(alike.starts[0], alike.starts[1])]).toEqual([1]);
    expect(alike.values[0]).toBe(1);
    // c shares Nyx with b alone.
    expect([...alike.columns.subarray(alike.starts[2], alike.starts[3])]).toEqual([1]);
    const both = factLikeness(itemFacts(items), [1, 3, 7], { neighbours: 5, mostCommon: 2 });
    const idf = Math.log(3 / 2) ** 2;
    const rare = Math.log(3) ** 2;
    const toA = ((2 * idf) / Math.sqrt(2 * idf * 3 * idf)) ** 2 * Math.log(2);
    const toC = (idf / Math.sqrt(3 * idf * (idf + rare))) ** 2 * Math.log(8);
    const ofB = both.values.subarray(both.starts[1], both.starts[2]);
    expect(ofB[0]).toBeCloseTo(toA / (toA + toC), 6);
    expect(ofB[1]).toBeCloseTo(toC / (toA + toC), 6);
  });
});
