import type { ProductWeights } from './product-score.ts';

/**
 * Made by `trainScreenProducts` on screens that were rendered from two catalogues of fashion in one half of the
 * looks, once with all items and once with half of them left out, for what is not in a catalogue; the other half of the
 * looks measures them.
 */
export const PRODUCT_WEIGHTS: ProductWeights = {
  rank: [13.88, 6.02, 6.94, 3.23, 4.79],
  trust: [5.74, 2.6, 2.25, -0.64, 2.65, 0.74, -8.16],
};
