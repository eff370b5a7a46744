import type { Random } from '../../core/random.ts';
import type { Interval } from './intervals.ts';

/** What a model said of each moment, beside what came. */
export interface ToldMoments {
  readonly classes: number;
  /** `count × classes`. */
  readonly probabilities: Float32Array;
  /** The class that was named, one a moment. */
  readonly named: Int32Array;
  readonly truth: Int32Array;
  /** Whose moment it was, numbered from 0. */
  readonly groupOf: Int32Array;
}

/** Counts of truth (row) by what was named (column), `classes × classes`. */
export function confusionOf({ classes, named, truth }: ToldMoments): Float64Array {
  const counts = new Float64Array(classes * classes);
  for (let i = 0; i < truth.length; i++) counts[truth[i] * classes + named[i]]++;
  return counts;
}

export interface ConfusionScores {
  readonly accuracy: number;
  /** The mean of `f1` over the classes that occur. */
  readonly macroF1: number;
  /** One a class; 0 for one that is never named rightly. */
  readonly f1: readonly number[];
}

export function scoresOf(counts: Float64Array, classes: number): ConfusionScores {
  const f1: number[] = [];
  let right = 0;
  let total = 0;
  let sum = 0;
  let occurring = 0;
  for (let own = 0; own < classes; own++) {
    let there = 0;
    let said = 0;
    for (let other = 0; other < classes; other++) {
      there += counts[own * classes + other];
      said += counts[other * classes + own];
    }
    const hits = counts[own * classes + own];
    f1.push(there + said === 0 ? 0 : (2 * hits) / (there + said));
    right += hits;
    total += there;
    if (there === 0) continue;
    occurring++;
    sum += f1[own];
  }
  return { accuracy: right / Math.max(1, total), macroF1: sum / Math.max(1, occurring), f1 };
}

/** Percentile intervals (95 %) of accuracy and macro-F1 over shoppers drawn with replacement. */
export function confusionIntervals(
  told: readonly ToldMoments[],
  measure: (scores: readonly ConfusionScores[]) => Readonly<Record<string, number>>,
  random: Random,
  resamples = 500,
): Record<string, Interval> {
  const { classes, groupOf } = told[0];
  const groups = groupOf.reduce((most, group) => Math.max(most, group), -1) + 1;
  const size = classes * classes;
  const counts = told.map(({ named, truth }) => {
    const own = new Float64Array(groups * size);
    for (let i = 0; i < truth.length; i++) own[groupOf[i] * size + truth[i] * classes + named[i]]++;
    return own;
  });
  const values = new Map<string, number[]>();
  for (let resample = 0; resample < resamples; resample++) {
    const draws = Int32Array.from({ length: groups }, () => random.integer(groups));
    const scores = counts.map((own) => scoresOf(summed(own, draws, size), classes));
    for (const [name, value] of Object.entries(measure(scores)))
      values.set(name, [...(values.get(name) ?? []), value]);
  }
  const means = measure(told.map((own) => scoresOf(confusionOf(own), classes)));
  return Object.fromEntries(
    Object.entries(means).map(([name, mean]) => {
      const sorted = Float64Array.from(values.get(name) ?? []).sort();
      const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? mean;
      return [name, { mean, low: at(0.025), high: at(0.975) }];
    }),
  );
}

function summed(counts: Float64Array, draws: Int32Array, size: number): Float64Array {
  const sum = new Float64Array(size);
  for (const group of draws)
    for (let place = 0; place < size; place++) sum[place] += counts[group * size + place];
  return sum;
}

/**
 * Expected calibration error of the likeliest class's probability, in bins of equal width (Naeini et al., 2015; Guo et
 * al., 2017): by how much, on average, what is said with 80 % comes true more or less often than in 80 %.
 */
export function calibrationError({ classes, probabilities, truth }: ToldMoments, bins = 15): number {
  const sums = new Float64Array(bins);
  for (let i = 0; i < truth.length; i++) {
    const { likeliest, probability } = surest(probabilities, i * classes, classes);
    const bin = Math.min(bins - 1, Math.floor(probability * bins));
    sums[bin] += probability - Number(likeliest === truth[i]);
  }
  return sums.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, truth.length);
}

export interface CurvePoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
}

/** Recalls at which a curve is told. */
const RECALLS = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);

/**
 * How well one class is told from all others by its probability: average precision (the mean of the precision at each
 * true moment, likeliest first), and the points at which a share of them has been found. Null where none is true.
 */
export function precisionRecall(
  { classes, probabilities, truth }: ToldMoments,
  own: number,
): { averagePrecision: number; curve: CurvePoint[] } | null {
  const order = Array.from(truth, (_, i) => i).sort(
    (a, b) => probabilities[b * classes + own] - probabilities[a * classes + own] || a - b,
  );
  const total = truth.filter((one) => one === own).length;
  if (total === 0) return null;
  const curve: CurvePoint[] = [];
  let found = 0;
  let sum = 0;
  for (const [place, i] of order.entries()) {
    if (truth[i] !== own) continue;
    const precision = ++found / (place + 1);
    sum += precision;
    while (curve.length < RECALLS.length && found / total >= RECALLS[curve.length])
      curve.push({ threshold: probabilities[i * classes + own], precision, recall: found / total });
  }
  return { averagePrecision: sum / total, curve };
}

/** How often the likeliest class came true among the surest moments: one point each tenth of the moments answered. */
export function abstentionCurve({ classes, probabilities, truth }: ToldMoments): {
  answered: number;
  accuracy: number;
  leastProbability: number;
}[] {
  const told = Array.from(truth, (own, i) => {
    const { likeliest, probability } = surest(probabilities, i * classes, classes);
    return { probability, right: Number(likeliest === own) };
  }).sort((a, b) => b.probability - a.probability);
  if (told.length === 0) return [];
  return Array.from({ length: 10 }, (_, i) => {
    const kept = told.slice(0, Math.max(1, Math.round((told.length * (i + 1)) / 10)));
    return {
      answered: (i + 1) / 10,
      accuracy: kept.reduce((sum, { right }) => sum + right, 0) / kept.length,
      leastProbability: kept[kept.length - 1].probability,
    };
  });
}

function surest(
  probabilities: Float32Array,
  from: number,
  classes: number,
): { likeliest: number; probability: number } {
  let likeliest = 0;
  for (let own = 1; own < classes; own++)
    if (probabilities[from + own] > probabilities[from + likeliest]) likeliest = own;
  return { likeliest, probability: probabilities[from + likeliest] };
}
