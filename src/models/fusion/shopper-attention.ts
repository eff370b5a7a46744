import { exp } from '../../tensor/ops/activation.ts';
import { add, multiply, subtract } from '../../tensor/ops/arithmetic.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { mean } from '../../tensor/ops/reduce.ts';
import { expand, reshape, slice } from '../../tensor/ops/shape.ts';
import { softmax } from '../../tensor/ops/softmax.ts';
import { zeros, type Initialiser } from '../../tensor/parameters.ts';
import type { Fusion } from './fusion.ts';
import { lateFusion } from './late.ts';

/** Logarithm of how much likeness in a modality speaks for it before anything is learned. */
const SPEAKS = Math.log(0.3);

const speaks: Initialiser = (data) => void data.fill(SPEAKS);

/**
 * Late fusion whose weights depend on the shopper: alpha(u) = softmax(θ + q(u)), attention with a query for each
 * shopper in place of one for all: q_i(u) = exp(a_i) l_i(u) + b_i n(u). l_i is how alike the shopper's items are in
 * modality i in what sets them apart from others of their kind: whoever goes by looks chooses things that look alike,
 * and that differ in the rest. n tells how many items it rests on. Likeness in a modality speaks for that modality and
 * for no other, and never against it; a, b and θ are learned with the rest.
 */
export const shopperAttentionFusion: Fusion = {
  ...lateFusion,
  name: 'shopper-attention',
  attend: (graph, parameters, { likeness, width }) => {
    const [rows, signs] = likeness.shape;
    const count = signs - 1;
    const slopes = exp(parameters.use(graph, 'fusion.shopper.likeness', [1, count], speaks));
    const ofNumber = parameters.use(graph, 'fusion.shopper.number', [1, count], zeros());
    const query = add(
      multiply(slice(likeness, 1, 0, count), slopes),
      matmul(slice(likeness, 1, count, signs), ofNumber),
    ); // (rows, count)
    const shared = parameters.use(graph, 'fusion.relevance', [1, count], zeros());
    // What all modalities have in common says nothing: the factors' logarithms have mean 0.
    const factors = exp(subtract(query, mean(query, [1], true))); // (rows, count)
    const parts = expand(reshape(factors, [rows, count, 1]), [rows, count, width / count]);
    return { factors: reshape(parts, [rows, width]), weights: softmax(add(query, shared)) };
  },
};
