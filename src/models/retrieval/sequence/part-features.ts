/**
 * What a part's scores are: log-probabilities, as a network gives them, or shares of 1, as transitions are, which enter a
 * sum of logarithms as log(1 + share / softening).
 */
export type PartScores = 'log-probabilities' | 'shares';

/** Scores in the unit that they are summed in. Log-probabilities are given back as they came. */
export function partFeatures(scores: Float32Array, unit: PartScores, softening: number): Float32Array {
  return unit === 'shares' ? scores.map((share) => Math.log1p(share / softening)) : scores;
}

export function addWeighted(out: Float32Array, features: Float32Array, weight: number): void {
  for (let item = 0; item < out.length; item++) out[item] += weight * features[item];
}
