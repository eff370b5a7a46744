import { topIndices } from '../../core/maths.ts';
import type { Feature } from './features/feature-group.ts';

/** Items that the first guess lets through to the learned weights: these were trained on such items alone. */
export const CANDIDATES = 150;

/** Weights of raw features; a feature's share in a score is weight × value. */
export interface LinearRanker {
  readonly features: readonly Feature[];
  /** One a feature. */
  readonly weights: Float64Array<ArrayBuffer>;
}

/** What is believed before any purchase: the features' own priors. */
export function guessScores(features: readonly Feature[], columns: readonly Float32Array[]): Float32Array {
  return weightedSum(
    columns,
    features.map(({ prior }) => prior),
  );
}

/**
 * Scores by the learned weights for the best candidates of the first guess; all others follow below them in the
 * guess's order.
 */
export function rankedScores(ranker: LinearRanker, columns: readonly Float32Array[]): Float32Array {
  const guess = guessScores(ranker.features, columns);
  const learned = weightedSum(columns, ranker.weights);
  const candidates = topIndices(guess, CANDIDATES);
  const last = candidates.at(-1);
  if (last === undefined) return guess;
  let lowest = Infinity;
  for (const item of candidates) lowest = Math.min(lowest, learned[item]);
  // The last candidate has the lowest guess of all of them, so the others come out below `lowest`.
  const shift = lowest - guess[last] - 1;
  for (let item = 0; item < guess.length; item++) guess[item] += shift;
  for (const item of candidates) guess[item] = learned[item];
  return guess;
}

function weightedSum(columns: readonly Float32Array[], weights: ArrayLike<number>): Float32Array {
  const sum = new Float32Array(columns[0]?.length ?? 0);
  for (const [f, column] of columns.entries()) {
    const weight = weights[f];
    if (weight === 0) continue;
    for (let item = 0; item < sum.length; item++) sum[item] += weight * column[item];
  }
  return sum;
}
