import { divide, maximum } from '../../tensor/ops/arithmetic.ts';
import { sum } from '../../tensor/ops/reduce.ts';
import type { Fusion } from './fusion.ts';
import { presentOnly, sumOf } from './masking.ts';

/**
 * Element-wise addition, as the mean of the modalities that are there: h = sum m_i h_i / sum m_i. A plain sum would make
 * an item with fewer modalities a shorter vector. Nothing is learned here; what is there counts alike.
 */
export const additionFusion: Fusion = {
  name: 'addition',
  build(graph, _parameters, vectors, mask) {
    const count = maximum(sum(mask, [1], true), graph.scalar(1)); // (rows, 1)
    return { fused: divide(sumOf(presentOnly(vectors, mask)), count), weights: divide(mask, count) };
  },
};
