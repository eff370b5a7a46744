import { multiply } from '../../tensor/ops/arithmetic.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { concat } from '../../tensor/ops/shape.ts';
import { normal } from '../../tensor/parameters.ts';
import type { Fusion } from './fusion.ts';
import { maskedSoftmax, maskOf, presentOnly, sumOf } from './masking.ts';

/**
 * Attention over modalities: alpha_i = softmax_i(w · h_i), h = sum alpha_i h_i (Bahdanau et al., 2015, with one
 * learned query `w` in place of a decoder state).
 */
export const attentionFusion: Fusion = {
  name: 'attention',
  build(graph, parameters, vectors, mask, width) {
    const query = parameters.use(graph, 'fusion.query', [width, 1], normal(0.1));
    const present = presentOnly(vectors, mask);
    const relevance = present.map((vector) => matmul(vector, query)); // count × (rows, 1)
    const weights = maskedSoftmax(concat(relevance, 1), mask); // (rows, count)
    return { fused: sumOf(present.map((vector, i) => multiply(vector, maskOf(weights, i)))), weights };
  },
};
