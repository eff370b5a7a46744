import { minimise } from './minimise.ts';

/** One question as the ranker learns it: what was taken, and some of what was not. */
export interface ListSample {
  /** (positives + negatives) rows of `width` standardised features, the positives first. */
  readonly rows: Float32Array;
  readonly width: number;
  readonly positives: number;
  /** For each negative, −log of the probability with which it was drawn. */
  readonly corrections: Float32Array;
  readonly weight: number;
}

export interface ListwiseOptions {
  /** The weights that are believed before any sample, and from which the samples have to argue them away. */
  readonly prior: Float64Array<ArrayBuffer>;
  /** How strongly: penalty is strength/2 · (w − prior)², in units of one taken item. One entry a feature. */
  readonly strength: Float64Array;
  readonly iterations?: number;
}

/**
 * Weights of a linear ranker under which what was taken stands before what was not: softmax per positive,
 * −log(e^s⁺ / (e^s⁺ + Σ e^(s⁻ − log q))), negatives corrected for how they were drawn (Bengio and Senécal, 2003),
 * with a Gaussian prior around given weights. The problem is convex, so there is one answer.
 */
export function fitListwise(
  samples: readonly ListSample[],
  options: ListwiseOptions,
): Float64Array<ArrayBuffer> {
  const { prior, strength, iterations = 60 } = options;
  return minimise(
    (weights, gradient) => {
      let loss = 0;
      for (let f = 0; f < weights.length; f++) {
        const away = weights[f] - prior[f];
        loss += 0.5 * strength[f] * away * away;
        gradient[f] = strength[f] * away;
      }
      for (const sample of samples) loss += addSample(sample, weights, gradient);
      return loss;
    },
    prior,
    { iterations },
  );
}

function addSample(sample: ListSample, weights: Float64Array, gradient: Float64Array): number {
  const { rows, width, positives, corrections, weight } = sample;
  const count = positives + corrections.length;
  const scores = new Float64Array(count);
  let highest = -Infinity;
  for (let row = 0; row < count; row++) {
    let score = row < positives ? 0 : corrections[row - positives];
    const start = row * width;
    for (let f = 0; f < width; f++) score += weights[f] * rows[start + f];
    scores[row] = score;
    if (score > highest) highest = score;
  }
  let others = 0;
  for (let row = 0; row < count; row++) {
    scores[row] = Math.exp(scores[row] - highest);
    if (row >= positives) others += scores[row];
  }
  let loss = 0;
  // Each negative's share of the blame is its e^s times the sum over positives of 1 / (e^s⁺ + Σ e^s⁻).
  let blame = 0;
  for (let row = 0; row < positives; row++) {
    const total = scores[row] + others;
    loss -= Math.log(Math.max(scores[row] / total, 1e-300));
    blame += 1 / total;
    scores[row] = scores[row] / total - 1;
  }
  for (let row = positives; row < count; row++) scores[row] *= blame;
  for (let row = 0; row < count; row++) {
    const share = weight * scores[row];
    const start = row * width;
    for (let f = 0; f < width; f++) gradient[f] += share * rows[start + f];
  }
  return weight * loss;
}
