import { linearLayer } from '../../tensor/layers/linear.ts';
import { gelu } from '../../tensor/ops/activation.ts';
import { add, multiply } from '../../tensor/ops/arithmetic.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { he, zeros } from '../../tensor/parameters.ts';
import type { Fusion } from './fusion.ts';
import { anyPresent, maskOf, presentOnly, sharesOf, sumOf } from './masking.ts';

/** The hidden layer is so many times as wide as the result. */
const HIDDEN = 2;

/**
 * Early fusion: the features of all modalities, as the encoders gave them, and the mask enter one network,
 * h = gelu([x_1; …; x_n; m] V) W. It alone can learn what only two modalities together tell, before either is
 * summed up. What a modality put into the hidden layer, before the bend, is its contribution; weights are the shares of
 * the mean absolute sizes.
 */
export const earlyFusion: Fusion = {
  name: 'early',
  reads: 'features',
  build(graph, parameters, vectors, mask, width) {
    const hidden = HIDDEN * width;
    const contributions = presentOnly(vectors, mask).map((vector, i) => {
      const block = parameters.use(graph, `fusion.block ${i}`, [vector.shape[1], hidden], he());
      const bias = parameters.use(graph, `fusion.bias ${i}`, [1, hidden], zeros());
      return add(matmul(vector, block), multiply(maskOf(mask, i), bias)); // (rows, hidden)
    });
    const result = linearLayer(graph, parameters, 'fusion.out', gelu(sumOf(contributions)), width);
    // The last layer's bias would stand for an item of which nothing is known.
    return { fused: multiply(result, anyPresent(mask)), weights: sharesOf(contributions) };
  },
};
