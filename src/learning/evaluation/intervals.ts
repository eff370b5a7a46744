import type { Random } from '../../core/random.ts';

/** A mean and the range in which it lies with 95 % confidence, over other shoppers drawn from the same crowd. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** With more values than twice this, so many groups of them are drawn in their place. */
const GROUPS = 2000;

/**
 * Percentile bootstrap of a mean (Efron, 1979): shoppers are drawn with replacement `resamples` times. For a paired
 * comparison give each shopper's difference. An empty list gives zeros.
 *
 * Above 4,000 values, 2,000 groups of shoppers (every 2,000th one) are drawn instead: the spread of a mean is the same
 * whether independent shoppers are drawn one by one or in groups, and takes a tenth of the time.
 */
export function bootstrapInterval(values: ArrayLike<number>, random: Random, resamples = 1000): Interval {
  const count = values.length;
  if (count === 0) return { mean: 0, low: 0, high: 0 };
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i];
  const groups = count > 2 * GROUPS ? GROUPS : count;
  const sums = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  for (let i = 0; i < count; i++) {
    sums[i % groups] += values[i];
    sizes[i % groups]++;
  }
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let total = 0;
    let size = 0;
    for (let draw = 0; draw < groups; draw++) {
      const drawn = random.integer(groups);
      total += sums[drawn];
      size += sizes[drawn];
    }
    means[resample] = total / size;
  }
  means.sort();
  const at = (share: number): number => means[Math.min(resamples - 1, Math.floor(share * resamples))];
  return { mean: sum / count, low: at(0.025), high: at(0.975) };
}
