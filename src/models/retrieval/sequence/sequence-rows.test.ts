import { describe, expect, it } from 'vitest';
import { FIRST_STEP, gapBucket } from './gap-buckets.ts';
import { SequenceRows } from './sequence-rows.ts';

const DAY = 86_400_000;
const steps = { items: Int32Array.of(7, 8, 9, 4, 5), times: Float64Array.of(0, 0, DAY, 0, 40 * DAY) };
const HIDDEN = Math.fround(-1e9);

describe('rows of sequences', () => {
  it('pack sequences where they leave the least room', () => {
    const rows = new SequenceRows(2, { reader: 'attention', length: 4 });
    expect(rows.add(steps, 0, 0, 3)).toBe(0);
    expect(rows.add(steps, 3, 3, 5)).toBe(4);
    // One place is left in the first row, two in the second.
    expect(rows.add(steps, 0, 0, 1)).toBe(3);
    expect([...rows.items]).toEqual([7, 8, 9, 7, 4, 5, 0, 0]);
    expect([...rows.positions]).toEqual([0, 1, 2, 0, 0, 1, 0, 0]);
    expect([...rows.filled]).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
    expect(rows.add(steps, 0, 0, 3)).toBe(-1);
  });

  it('let a place see its own sequence up to itself alone', () => {
    const rows = new SequenceRows(1, { reader: 'attention', length: 4 });
    rows.add(steps, 0, 0, 2);
    rows.add(steps, 3, 3, 4);
    const seen = Array.from({ length: 4 }, (_, row) => [...rows.mask.subarray(4 * row, 4 * row + 4)]);
    expect(seen).toEqual([
      [0, HIDDEN, HIDDEN, HIDDEN],
      [0, 0, HIDDEN, HIDDEN],
      [HIDDEN, HIDDEN, 0, HIDDEN],
      [HIDDEN, HIDDEN, HIDDEN, 0],
    ]);
  });

  it('tell the time before a step, that before the first one read too, and between two steps', () => {
    const rows = new SequenceRows(1, { reader: 'attention', length: 4 });
    rows.add(steps, 0, 1, 3);
    rows.add(steps, 3, 3, 5);
    expect([...rows.gaps]).toEqual([0, 1, FIRST_STEP, gapBucket(40 * DAY)]);
    expect(rows.pairGaps[1 * 4 + 0]).toBe(1);
    expect(rows.pairGaps[3 * 4 + 2]).toBe(gapBucket(40 * DAY));
    expect(rows.pairGaps[3 * 4 + 1]).toBe(0);
  });

  it('take one sequence a row where the reader goes on from place to place', () => {
    const rows = new SequenceRows(2, { reader: 'gru', length: 4 });
    expect([rows.add(steps, 0, 0, 1), rows.add(steps, 3, 3, 4), rows.add(steps, 0, 1, 2)]).toEqual([
      0, 4, -1,
    ]);
  });

  it('are empty after clearing', () => {
    const rows = new SequenceRows(1, { reader: 'attention', length: 4 });
    const empty = structuredClone(rows.feeds());
    rows.add(steps, 0, 0, 3);
    rows.clear();
    expect(rows.feeds()).toEqual(empty);
  });
});

it('times fall into buckets whose bounds are within them', () => {
  expect([0, 1, DAY, DAY + 1, 7 * DAY, 30 * DAY, 365 * DAY, 366 * DAY].map(gapBucket)).toEqual([
    0, 1, 1, 2, 2, 3, 6, 7,
  ]);
});
