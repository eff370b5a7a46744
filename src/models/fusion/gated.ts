import { add, multiply } from '../../tensor/ops/arithmetic.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { mean, sum } from '../../tensor/ops/reduce.ts';
import { concat, reshape } from '../../tensor/ops/shape.ts';
import { softmax } from '../../tensor/ops/softmax.ts';
import type { Fusion } from './fusion.ts';
import { presentOnly, sunkWhereMissing } from './masking.ts';

/**
 * Gated fusion: every element of every modality has a gate that all modalities set together, h = sum z_i ⊙ h_i with
 * z = softmax_i([h_1; …; h_n; m] W). With two modalities these are the z and 1 - z of the gated multimodal unit
 * (Arevalo et al., 2017). A modality's weight is the mean of its gates.
 */
export const gatedFusion: Fusion = {
  name: 'gated',
  build(graph, parameters, vectors, mask, width) {
    const [rows, count] = mask.shape;
    const present = presentOnly(vectors, mask);
    const all = concat([...present, mask], 1); // (rows, count × width + count)
    const logits = reshape(linearLayer(graph, parameters, 'fusion.gate', all, count * width), [
      rows,
      count,
      width,
    ]);
    const there = reshape(mask, [rows, count, 1]);
    const gates = multiply(softmax(add(logits, sunkWhereMissing(there)), 1), there); // (rows, count, width)
    const stacked = reshape(concat(present, 1), [rows, count, width]);
    return { fused: sum(multiply(gates, stacked), [1]), weights: mean(gates, [2]) };
  },
};
