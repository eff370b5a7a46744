import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { bootstrapInterval } from './intervals.ts';

describe('bootstrapInterval', () => {
  it('is the same for the same seed', () => {
    const values = [0, 1, 0, 0, 1, 1, 0];
    expect(bootstrapInterval(values, createRandom(1))).toEqual(bootstrapInterval(values, createRandom(1)));
  });

  it('has no width where all are equal, and zeros where there is nobody', () => {
    expect(bootstrapInterval([0.5, 0.5, 0.5], createRandom(1))).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
    expect(bootstrapInterval([], createRandom(1))).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it('is as wide as the normal approximation says for many shoppers', () => {
    const random = createRandom('normal');
    const values = Float64Array.from({ length: 900 }, () => random.normal());
    const { mean, low, high } = bootstrapInterval(values, createRandom(2), { resamples: 2000 });
    // 1.96 / √900 = .0653 to each side.
    expect(high - mean).toBeGreaterThan(0.055);
    expect(high - mean).toBeLessThan(0.076);
    expect(mean - low).toBeGreaterThan(0.055);
    expect(mean - low).toBeLessThan(0.076);
  });

  it('is as wide for a crowd so large that groups are drawn', () => {
    const random = createRandom('crowd');
    const values = Float64Array.from({ length: 10_000 }, () => random.normal());
    const { mean, low, high } = bootstrapInterval(values, createRandom(3));
    // 1.96 / √10,000 = .0196 to each side.
    expect(high - mean).toBeGreaterThan(0.016);
    expect(high - mean).toBeLessThan(0.023);
    expect(mean - low).toBeGreaterThan(0.016);
    expect(mean - low).toBeLessThan(0.023);
  });

  it('draws whole groups: a hundred copies of one value say no more than one', () => {
    const copies = (list: readonly number[]): number[] =>
      list.flatMap((value) => Array.from({ length: 100 }, () => value));
    const values = [0, 1, 0, 0, 1, 1, 0];
    const groupOf = Int32Array.from(copies([0, 1, 2, 3, 4, 5, 6]));
    const grouped = bootstrapInterval(copies(values), createRandom(4), { groupOf });
    const alone = bootstrapInterval(values, createRandom(4));
    expect(grouped.low).toBeCloseTo(alone.low, 12);
    expect(grouped.high).toBeCloseTo(alone.high, 12);
    expect(grouped.high - grouped.low).toBeGreaterThan(0.5);
  });
});
