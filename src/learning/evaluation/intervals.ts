import type { Random } from '../../core/random.ts';

/** A mean and the range in which it lies with 95 % confidence, over other shoppers drawn from the same crowd. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap of a mean (Efron, 1979): shoppers are drawn with replacement `resamples` times. For a paired
 * comparison give each shopper's difference. An empty list gives zeros.
 */
export function bootstrapInterval(values: ArrayLike<number>, random: Random, resamples = 1000): Interval {
  const count = values.length;
  if (count === 0) return { mean: 0, low: 0, high: 0 };
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let total = 0;
    for (let draw = 0; draw < count; draw++) total += values[random.integer(count)];
    means[resample] = total / count;
  }
  means.sort();
  const at = (share: number): number => means[Math.min(resamples - 1, Math.floor(share * resamples))];
  return { mean: sum / count, low: at(0.025), high: at(0.975) };
}
