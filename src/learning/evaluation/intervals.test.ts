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
    const { mean, low, high } = bootstrapInterval(values, createRandom(2), 2000);
    // 1.96 / √900 = .0653 to each side.
    expect(high - mean).toBeGreaterThan(0.055);
    expect(high - mean).toBeLessThan(0.076);
    expect(mean - low).toBeGreaterThan(0.055);
    expect(mean - low).toBeLessThan(0.076);
  });
});
