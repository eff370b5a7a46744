import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitRateAt, ndcgAt } from './metrics.ts';
import { hitAtPlace, ndcgAtPlace, placeOf, reciprocalRankAtPlace } from './place.ts';

const scores = Float32Array.of(0.5, 2, 0.5, -1, 2, 0.5);

describe('the place of one item, by hand', () => {
  it('is one more than the number of better ones', () => {
    expect(placeOf(Float32Array.of(3, 1, 2), 0)).toBe(1);
    expect(placeOf(Float32Array.of(3, 1, 2), 2)).toBe(2);
    expect(placeOf(scores, 3)).toBe(6);
  });

  it('counts ties against the model: the last of those that are alike', () => {
    expect(placeOf(scores, 1)).toBe(2);
    expect(placeOf(scores, 4)).toBe(2);
    expect(placeOf(scores, 0)).toBe(5);
    // A model that knows nothing finds nothing.
    expect(placeOf(new Float32Array(100), 0)).toBe(100);
  });

  it('is 0 for what is never shown, and nothing that is never shown stands before another', () => {
    expect(placeOf(Float32Array.of(-Infinity, 1), 0)).toBe(0);
    expect(placeOf(Float32Array.of(Number.NaN, 1), 0)).toBe(0);
    expect(placeOf(Float32Array.of(Number.NaN, 1, -Infinity), 1)).toBe(1);
    expect(placeOf(new Float32Array(5).fill(-Infinity), 2)).toBe(0);
  });

  it('passes over hidden items, and never shows a hidden target', () => {
    expect(placeOf(scores, 0, Uint8Array.of(0, 1, 0, 0, 0, 0))).toBe(4);
    expect(placeOf(scores, 0, Uint8Array.of(0, 1, 1, 0, 1, 1))).toBe(1);
    expect(placeOf(scores, 0, Uint8Array.of(1, 0, 0, 0, 0, 0))).toBe(0);
  });

  it('gives HR, NDCG and MRR', () => {
    expect([1, 5, 6, 0].map((place) => hitAtPlace(place, 5))).toEqual([1, 1, 0, 0]);
    expect(ndcgAtPlace(1, 10)).toBe(1);
    expect(ndcgAtPlace(3, 10)).toBeCloseTo(0.5, 12);
    expect(ndcgAtPlace(10, 10)).toBeCloseTo(1 / Math.log2(11), 12);
    expect(ndcgAtPlace(11, 10)).toBe(0);
    expect(ndcgAtPlace(0, 10)).toBe(0);
    expect([1, 4, 0].map((place) => reciprocalRankAtPlace(place))).toEqual([1, 0.25, 0]);
    expect([20, 21].map((place) => reciprocalRankAtPlace(place, 20))).toEqual([0.05, 0]);
  });
});

describe('the place of one item', () => {
  it('agrees with sorting and with the measures of lists, where no two scores are alike', () => {
    const lists = fc.uniqueArray(fc.float({ noNaN: true, noDefaultInfinity: true }).map(Math.fround), {
      minLength: 1,
      maxLength: 40,
      comparator: (a, b) => a === b,
    });
    fc.assert(
      fc.property(lists, fc.nat(), (values, pick) => {
        const row = Float32Array.from(values);
        const target = pick % row.length;
        const ranked = [...row.keys()].sort((a, b) => row[b] - row[a]);
        const place = placeOf(row, target);
        expect(place).toBe(ranked.indexOf(target) + 1);
        expect(hitAtPlace(place, 10)).toBe(hitRateAt(ranked, new Set([target]), 10));
        expect(ndcgAtPlace(place, 10)).toBeCloseTo(ndcgAt(ranked, new Set([target]), 10), 12);
      }),
    );
  });
});
