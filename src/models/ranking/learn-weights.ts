import type { Feature } from './features/feature-group.ts';
import { fitListwise } from './listwise.ts';
import type { PastList } from './past-lists.ts';
import { fitStandardiser, standardise } from './standardiser.ts';

export interface WeightBelief {
  /** Weight of each standardised feature before the lists are seen; given the features' scales. */
  readonly prior: (scales: Float64Array) => Float64Array<ArrayBuffer>;
  /** How strongly, in questions' worth of evidence against a standard deviation; one a feature. */
  readonly strength: Float64Array<ArrayBuffer>;
}

/** How much less a window counts than the one after it: tastes and times change. */
export const FADING = 0.95;

/**
 * Weights of raw features under which the taken candidates stand before the others, with a Gaussian prior around
 * what was believed. Each question of a window counts the same however much was taken,
 * as in Recall.
 */
export function learnWeights(
  features: readonly Feature[],
  lists: readonly PastList[],
  { prior, strength }: WeightBelief,
): Float64Array<ArrayBuffer> {
  const width = features.length;
  const samples = lists.map(({ rows, positives, taken, age }) => ({
    rows: rows.slice(),
    width,
    positives,
    corrections: new Float32Array(rows.length / width - positives),
    weight: FADING ** age / taken,
  }));
  const standardiser = fitStandardiser(
    samples.map(({ rows }) => rows),
    width,
  );
  for (const { rows } of samples) standardise(rows, standardiser);
  const { scales } = standardiser;
  const weights = fitListwise(samples, {
    prior: prior(scales),
    strength,
  });
  // What never varied taught nothing, and its scale is no measure: the first guess stands.
  return weights.map((weight, f) =>
    samples.some((sample) => varies(sample.rows, f, width)) ? weight / scales[f] : features[f].guess,
  );
}

function varies(rows: Float32Array, f: number, width: number): boolean {
  for (let at = f; at < rows.length; at += width) if (Math.abs(rows[at]) > 1e-4) return true;
  return false;
}
