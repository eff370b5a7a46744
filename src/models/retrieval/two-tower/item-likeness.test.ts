import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../../core/contracts/dataset.ts';
import { EVENT_TYPES, type EventType } from '../../../core/contracts/event.ts';
import { ItemLikeness } from './item-likeness.ts';

const deed = (item: number, type: EventType = 'view_item'): HistoryEvent => ({
  item,
  type: EVENT_TYPES.indexOf(type),
  time: 0,
});

/** Items 0 and 1 are alike in the first modality and at right angles in the second; item 2 has only the second. */
const likeness = new ItemLikeness({
  widths: [2, 2, 0],
  vectors: Int8Array.of(127, 0, 127, 0, 127, 0, 0, 127, 0, 0, 0, -127),
  spreads: Float32Array.of(0.5, 0.25, 0),
});

const signsOf = (...history: readonly HistoryEvent[]): number[] => [
  ...likeness.of([{ history, now: 0, scene: -1 }], 1),
];

const close = (...values: readonly number[]): unknown => values.map((value) => expect.closeTo(value, 5));

describe('ItemLikeness', () => {
  it('adds up the cosines of pairs, over what chance would bring about', () => {
    // One pair: cosine 1 over 0.5, and cosine 0 over 0.25.
    expect(signsOf(deed(0), deed(1))).toEqual(close(Math.log(3), 0, 0, Math.log(3)));
    // Three items: one pair in the first modality; cosines 0, 0 and -1 in the second, over 0.25 × √3.
    const against = -Math.log1p(1 / (0.25 * Math.sqrt(3)));
    expect(signsOf(deed(0), deed(1), deed(2))).toEqual(close(Math.log(3), against, 0, Math.log(4)));
  });

  it('counts an item once, and only what tells taste', () => {
    const two = signsOf(deed(0), deed(1));
    expect(signsOf(deed(0), deed(1), deed(0, 'purchase'), deed(-1), deed(2, 'view_promotion'))).toEqual(two);
  });

  it('says nothing of fewer than two items', () => {
    expect(signsOf()).toEqual([0, 0, 0, 0]);
    expect(signsOf(deed(0))).toEqual(close(0, 0, 0, Math.log(2)));
  });

  it('leaves nothing of the shopper before, and reads very long pasts', () => {
    const long = Array.from({ length: 50_000 }, (_, i) => deed(i % 3));
    const query = (history: readonly HistoryEvent[]) => ({ history, now: 0, scene: -1 });
    const rows = likeness.of([query(long), query([]), query([deed(0), deed(1)])], 4);
    expect([...rows.subarray(0, 4)]).toEqual(signsOf(deed(0), deed(1), deed(2)));
    expect([...rows.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect([...rows.subarray(8, 12)]).toEqual(signsOf(deed(0), deed(1)));
    expect([...rows.subarray(12)]).toEqual([0, 0, 0, 0]);
  });
});
