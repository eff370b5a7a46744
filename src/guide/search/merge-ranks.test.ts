import { array, assert, integer, property, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeByReciprocalRank, type Match } from './merge-ranks.ts';

const listOf = (...items: number[]): Match[] => items.map((item, i) => ({ item, score: items.length - i }));
const itemsOf = (matches: readonly Match[]): number[] => matches.map(({ item }) => item);
const ranking = uniqueArray(integer({ min: 0, max: 30 }), { maxLength: 20 });

describe('reciprocal rank fusion', () => {
  it('adds one over sixty and the place', () => {
    const merged = mergeByReciprocalRank([
      { matches: listOf(7, 3), weight: 1 },
      { matches: listOf(3, 9), weight: 0.5 },
    ]);
    const most = 1.5 / 61;
    expect(itemsOf(merged)).toEqual([3, 7, 9]);
    expect(merged[0].score).toBeCloseTo((1 / 62 + 0.5 / 61) / most, 12);
    expect(merged[1].score).toBeCloseTo(1 / 61 / most, 12);
    expect(merged[2].score).toBeCloseTo(0.5 / 62 / most, 12);
  });

  it('has each item once, scores in (0, 1], and leaves one list as it is', () => {
    assert(
      property(array(ranking, { maxLength: 3 }), (rankings) => {
        const lists = rankings.map((items) => ({ matches: listOf(...items), weight: 1 }));
        const merged = mergeByReciprocalRank(lists);
        expect(new Set(itemsOf(merged))).toEqual(new Set(rankings.flat()));
        expect(merged.length).toBe(new Set(rankings.flat()).size);
        expect(merged.every(({ score }) => score > 0 && score <= 1 + 1e-12)).toBe(true);
        const alone = lists.slice(0, 1);
        expect(itemsOf(mergeByReciprocalRank(alone))).toEqual(rankings[0] ?? []);
      }),
    );
  });

  it('does not hear a list without weight, or an empty one', () => {
    const first = { matches: listOf(1, 2), weight: 1 };
    for (const other of [
      { matches: listOf(5, 2), weight: 0 },
      { matches: [], weight: 3 },
    ]) {
      expect(mergeByReciprocalRank([first, other])).toEqual(mergeByReciprocalRank([first]));
    }
    expect(mergeByReciprocalRank([])).toEqual([]);
  });
});
