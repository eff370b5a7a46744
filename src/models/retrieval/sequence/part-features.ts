/**
 * What a part's scores are: log-probabilities, as a network gives them, or parts of a whole, from 0, as what is counted
 * gives, which enter a sum of logarithms as log(1 + share / softening).
 */
export type PartScores = 'log-probabilities' | 'shares';

/** Scores brought to their unit: shares add up to 1 over all items, unless all are 0. */
export function inUnit(scores: Float32Array, unit: PartScores): Float32Array {
  if (unit !== 'shares') return scores;
  const total = scores.reduce((sum, score) => sum + score, 0);
  return total > 0 ? scores.map((score) => score / total) : scores;
}

/** Scores in their unit, of some items or all, as they are summed. */
export function partFeatures(scores: Float32Array, unit: PartScores, softening: number): Float32Array {
  return unit === 'shares' ? scores.map((share) => Math.log1p(share / softening)) : scores;
}

export function addWeighted(out: Float32Array, features: Float32Array, weight: number): void {
  for (let item = 0; item < out.length; item++) out[item] += weight * features[item];
}
