import { describe, expect, it } from 'vitest';
import {
  aucOf,
  averagePrecisionAt,
  coverageAt,
  f1At,
  hitRateAt,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRankAt,
} from './metrics.ts';

const ranked = [7, 3, 9, 1, 5];
const relevant = new Set([3, 1, 8]);

describe('metrics of one list, by hand', () => {
  it('recall: two of three', () => {
    expect(recallAt(ranked, relevant, 5)).toBeCloseTo(2 / 3, 12);
    expect(recallAt(ranked, relevant, 3)).toBeCloseTo(1 / 3, 12);
    expect(recallAt(ranked, relevant, 1)).toBe(0);
  });

  it('hit rate: any is enough', () => {
    expect(hitRateAt(ranked, relevant, 1)).toBe(0);
    expect(hitRateAt(ranked, relevant, 2)).toBe(1);
  });

  it('NDCG: places 2 and 4 of an ideal 1, 2, 3', () => {
    const gain = 1 / Math.log2(3) + 1 / Math.log2(5);
    const best = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(ndcgAt(ranked, relevant, 5)).toBeCloseTo(gain / best, 12);
    // With two places only two can be found, so that the ideal is shorter too.
    expect(ndcgAt(ranked, relevant, 2)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
    expect(ndcgAt([3, 1, 8], relevant, 20)).toBeCloseTo(1, 12);
  });

  it('average precision: (1/2 + 2/4) / 3, and /k where more is relevant than k holds', () => {
    expect(averagePrecisionAt(ranked, relevant, 12)).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
    expect(averagePrecisionAt([1, 2], new Set([1, 2, 3, 4]), 2)).toBe(1);
    expect(averagePrecisionAt([9, 1], new Set([1, 2, 3, 4]), 2)).toBeCloseTo(1 / 2 / 2, 12);
  });

  it('precision: two of five places, and places left empty count', () => {
    expect(precisionAt(ranked, relevant, 5)).toBeCloseTo(2 / 5, 12);
    expect(precisionAt(ranked, relevant, 2)).toBeCloseTo(1 / 2, 12);
    expect(precisionAt(ranked, relevant, 10)).toBeCloseTo(2 / 10, 12);
  });

  it('F1: of precision 2/5 and recall 2/3', () => {
    expect(f1At(ranked, relevant, 5)).toBeCloseTo((2 * (2 / 5) * (2 / 3)) / (2 / 5 + 2 / 3), 12);
    expect(f1At(ranked, relevant, 1)).toBe(0);
  });

  it('reciprocal rank: the first relevant one is second', () => {
    expect(reciprocalRankAt(ranked, relevant)).toBe(1 / 2);
    expect(reciprocalRankAt(ranked, relevant, 1)).toBe(0);
    expect(reciprocalRankAt([1], relevant, 20)).toBe(1);
  });

  it('an empty list finds nothing, and nothing relevant is no division by zero', () => {
    for (const metric of [
      recallAt,
      hitRateAt,
      ndcgAt,
      averagePrecisionAt,
      precisionAt,
      f1At,
      reciprocalRankAt,
    ]) {
      expect(metric([], relevant, 20)).toBe(0);
      expect(metric(ranked, new Set(), 20)).toBe(0);
      expect(metric(ranked, relevant, 0)).toBe(0);
    }
  });

  it('a perfect list is 1 by every metric', () => {
    const all = [recallAt, hitRateAt, ndcgAt, averagePrecisionAt, precisionAt, f1At, reciprocalRankAt];
    for (const metric of all) {
      expect(metric([8, 3, 1, 2], relevant, 3)).toBeCloseTo(1, 12);
    }
  });
});

describe('coverage', () => {
  it('counts each item once, among the first k', () => {
    expect(
      coverageAt(
        [
          [1, 2, 3],
          [2, 4],
        ],
        10,
        2,
      ),
    ).toBeCloseTo(0.3, 12);
    expect(coverageAt([], 10, 20)).toBe(0);
    expect(coverageAt([], 0, 20)).toBe(0);
  });
});

describe('AUC', () => {
  it('is the share of pairs in the right order, a tie counting half', () => {
    // Relevant .9 and .4 against .5, .4 and .1: right in 3 + 1 pairs, tied in one.
    expect(aucOf([0.9, 0.5, 0.4, 0.4, 0.1], new Set([0, 2]))).toBeCloseTo(4.5 / 6, 12);
    expect(aucOf([3, 2, 1], new Set([0]))).toBe(1);
    expect(aucOf([3, 2, 1], new Set([2]))).toBe(0);
    expect(aucOf([1, 1, 1, 1], new Set([1, 3]))).toBe(0.5);
  });

  it('puts what has no score last, and is a coin’s where there is nothing to tell apart', () => {
    expect(aucOf([Number.NaN, -Infinity, 0], new Set([2]))).toBe(1);
    expect(aucOf([Number.NaN, -Infinity, 0], new Set([0]))).toBeCloseTo(0.5 / 2, 12);
    expect(aucOf([1, 2], new Set())).toBe(0.5);
    expect(aucOf([1, 2], new Set([0, 1]))).toBe(0.5);
    expect(aucOf([], new Set())).toBe(0.5);
  });
});
