import type { Random } from '../../core/random.ts';

/** A mean and the range in which it lies with 95 % confidence, over other shoppers drawn from the same crowd. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** With more groups than twice this, so many groups of groups are drawn in their place. */
const GROUPS = 2000;

/**
 * Percentile bootstrap of a mean (Efron, 1979): shoppers are drawn with replacement `resamples` times. For a paired
 * comparison give each shopper's difference. An empty list gives zeros.
 *
 * Where several values belong to one shopper or session, `groupOf` numbers the groups from 0 (one entry a value), and
 * whole groups are drawn: values of one group are not independent of each other.
 *
 * Above 4,000 groups, 2,000 groups of groups (every 2,000th one) are drawn instead: the spread of a mean is the same
 * whether independent shoppers are drawn one by one or some at a time, and it takes a tenth of the time.
 */
export function bootstrapInterval(
  values: ArrayLike<number>,
  random: Random,
  { resamples = 1000, groupOf }: { readonly resamples?: number; readonly groupOf?: Int32Array } = {},
): Interval {
  const count = values.length;
  if (count === 0) return { mean: 0, low: 0, high: 0 };
  const named = groupOf === undefined ? count : groupOf.reduce((most, group) => Math.max(most, group), 0) + 1;
  const groups = named > 2 * GROUPS ? GROUPS : named;
  const sums = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const group = (groupOf === undefined ? i : groupOf[i]) % groups;
    sums[group] += values[i];
    sizes[group]++;
    sum += values[i];
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
    means[resample] = size === 0 ? 0 : total / size;
  }
  means.sort();
  const at = (share: number): number => means[Math.min(resamples - 1, Math.floor(share * resamples))];
  return { mean: sum / count, low: at(0.025), high: at(0.975) };
}
