import { describe, expect, it } from 'vitest';
import { averagePrecisionAt, coverageAt, hitRateAt, ndcgAt, recallAt } from './metrics.ts';

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

  it('an empty list finds nothing, and nothing relevant is no division by zero', () => {
    for (const metric of [recallAt, hitRateAt, ndcgAt, averagePrecisionAt]) {
      expect(metric([], relevant, 20)).toBe(0);
      expect(metric(ranked, new Set(), 20)).toBe(0);
      expect(metric(ranked, relevant, 0)).toBe(0);
    }
  });

  it('a perfect list is 1 by every metric', () => {
    for (const metric of [recallAt, hitRateAt, ndcgAt, averagePrecisionAt]) {
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
