import { add, multiply } from '../../tensor/ops/arithmetic.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { glorot, zeros } from '../../tensor/parameters.ts';
import type { Fusion } from './fusion.ts';
import { maskOf, presentOnly, sharesOf, sumOf } from './masking.ts';

/**
 * Concatenation: h = [h_1; …; h_n; m] W, the modalities side by side with the mask m, through one linear layer. The
 * mask's rows of W are the biases, so that nothing comes of nothing. W is kept in blocks of one modality, whose
 * products are what each contributed; weights are the shares of their mean absolute sizes.
 */
export const concatenationFusion: Fusion = {
  name: 'concatenation',
  build(graph, parameters, vectors, mask, width) {
    const contributions = presentOnly(vectors, mask).map((vector, i) => {
      const block = parameters.use(graph, `fusion.block ${i}`, [vector.shape[1], width], glorot());
      const bias = parameters.use(graph, `fusion.bias ${i}`, [1, width], zeros());
      return add(matmul(vector, block), multiply(maskOf(mask, i), bias)); // (rows, width)
    });
    return { fused: sumOf(contributions), weights: sharesOf(contributions) };
  },
};
