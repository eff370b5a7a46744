import { linearLayer } from '../../tensor/layers/linear.ts';
import { exp } from '../../tensor/ops/activation.ts';
import { add, multiply, scale } from '../../tensor/ops/arithmetic.ts';
import { l2Normalise } from '../../tensor/ops/normalise.ts';
import { concat } from '../../tensor/ops/shape.ts';
import { logSoftmax } from '../../tensor/ops/softmax.ts';
import { zeros } from '../../tensor/parameters.ts';
import type { Fusion } from './fusion.ts';
import { maskedSoftmax, maskOf, presentOnly, sunkWhereMissing } from './masking.ts';

/**
 * Late fusion: each modality has a tower of its own and scores alone; scores are added with learned weights
 * w = softmax(θ), none below 0. The vectors hold the scores apart in one part a modality, [√w_1 u_1; …; √w_n u_n] with
 * u_i of length 1, so that the product of two of them is the sum of w_i times the cosine in modality i. Where an item
 * lacks a modality its weight goes to the others.
 */
export const lateFusion: Fusion = {
  name: 'late',
  build(graph, parameters, vectors, mask, width) {
    const count = vectors.length;
    const part = Math.ceil(width / count);
    const relevance = parameters.use(graph, 'fusion.relevance', [1, count], zeros());
    // Half the logarithm and not the root, whose gradient at 0 is not finite.
    const halves = scale(logSoftmax(add(relevance, sunkWhereMissing(mask))), 0.5);
    const roots = multiply(exp(halves), mask); // (rows, count)
    const parts = presentOnly(vectors, mask).map((vector, i) => {
      const tower = linearLayer(graph, parameters, `fusion.tower ${i}`, vector, part, { bias: false });
      return multiply(l2Normalise(tower), maskOf(roots, i)); // (rows, part)
    });
    return { fused: concat(parts, 1), weights: maskedSoftmax(relevance, mask) };
  },
};
