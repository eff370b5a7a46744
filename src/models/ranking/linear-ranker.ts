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

/** The order in which a shop without any past questions would show its items. */
export function guessScores(features: readonly Feature[], columns: readonly Float32Array[]): Float32Array {
  return weightedSum(
    columns,
    features.map(({ guess }) => guess),
  );
}

/**
 * Scores by the learned weights for the best candidates of the first guess; all others follow below them in the
 * guess's order.
 */
export function rankedScores(
  ranker: LinearRanker,
  columns: readonly Float32Array[],
  guess: Float32Array,
): Float32Array {
  const learned = weightedSum(columns, ranker.weights);
  const candidates = topIndices(guess, CANDIDATES);
  const last = candidates.at(-1);
  if (last === undefined) return learned;
  let lowest = Infinity;
  for (const item of candidates) lowest = Math.min(lowest, learned[item]);
  // The last candidate has the lowest guess of all of them, so the others come out below `lowest`.
  const shift = lowest - guess[last] - 1;
  const scores = guess.map((score) => score + shift);
  for (const item of candidates) scores[item] = learned[item];
  return scores;
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
