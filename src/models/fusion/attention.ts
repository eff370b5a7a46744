import type { Graph, Tensor } from '../../tensor/graph.ts';
import { add, multiply, scale, subtract } from '../../tensor/ops/arithmetic.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { sum } from '../../tensor/ops/reduce.ts';
import { concat, reshape, slice } from '../../tensor/ops/shape.ts';
import { softmax } from '../../tensor/ops/softmax.ts';
import { normal, type ParameterStore } from '../../tensor/parameters.ts';
import type { FusedVectors, Fusion } from './fusion.ts';

/** Low enough that a masked modality gets weight 0 in 32-bit floats, high enough to stay finite. */
const MASKED = 1e9;

/**
 * Attention over modalities: alpha_i = softmax_i(w · h_i), h = sum alpha_i h_i (Bahdanau et al., 2015, with one
 * learned query `w` in place of a decoder state).
 */
export const attentionFusion: Fusion = {
  name: 'attention',
  build(graph: Graph, parameters: ParameterStore, vectors: readonly Tensor[], mask: Tensor): FusedVectors {
    const [rows, width] = vectors[0].shape;
    const count = vectors.length;
    const query = parameters.use(graph, 'fusion.query', [width, 1], normal(0.1));
    // Zeros in place of what is missing: numbers large enough there would drown the mask below.
    const present = vectors.map((vector, i) => multiply(vector, slice(mask, 1, i, i + 1)));
    const relevance = present.map((vector) => matmul(vector, query)); // count × (rows, 1)
    const one = graph.constant(new Float32Array([1]), [1]);
    const masked = add(concat(relevance, 1), scale(subtract(mask, one), MASKED)); // (rows, count)
    // A row with nothing at all would share its weight evenly over what is missing; the mask takes that back.
    const weights = multiply(softmax(masked), mask); // (rows, count)
    const weighted = present.map((vector, i) => multiply(vector, slice(weights, 1, i, i + 1)));
    const stacked = concat(
      weighted.map((vector) => reshape(vector, [rows, 1, width])),
      1,
    ); // (rows, count, width)
    return { fused: reshape(sum(stacked, [1]), [rows, width]), weights: reshape(weights, [rows, count]) };
  },
};
