import type { Tensor } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { exp, log } from '../../tensor/ops/activation.ts';
import { add, divide, maximum, multiply, scale, subtract } from '../../tensor/ops/arithmetic.ts';
import { mean, sum } from '../../tensor/ops/reduce.ts';
import { concat, expand, reshape } from '../../tensor/ops/shape.ts';
import { softmax } from '../../tensor/ops/softmax.ts';
import { zeros } from '../../tensor/parameters.ts';
import type { Fusion } from './fusion.ts';
import { lateFusion } from './late.ts';

const TINY = 1e-6;

/**
 * Late fusion whose weights depend on the shopper: alpha(u) = softmax(θ + q(u)), attention with a query for each
 * shopper in place of one for all. What q(u) is read from is how alike the shopper's items are in each modality:
 * whoever goes by looks chooses things that look alike and differ in the rest.
 */
export const shopperAttentionFusion: Fusion = {
  ...lateFusion,
  name: 'shopper-attention',
  attend: (graph, parameters, history, mask, count) => {
    const [rows, , width] = history.shape;
    const signals = likeness(history, mask, count); // (rows, 2 × count + 1)
    const query = linearLayer(graph, parameters, 'fusion.shopper', signals, count, { initialise: zeros() });
    const shared = parameters.use(graph, 'fusion.relevance', [1, count], zeros());
    // What all modalities have in common says nothing: the factors' logarithms have mean 0.
    const factors = exp(subtract(query, mean(query, [1], true))); // (rows, count)
    const parts = expand(reshape(factors, [rows, count, 1]), [rows, count, width / count]);
    return { factors: reshape(parts, [rows, width]), weights: softmax(add(query, shared)) };
  },
};

/** Mean cosine of the pairs of items in each modality, alone and times how sure that is, and how sure. */
function likeness(history: Tensor, mask: Tensor, count: number): Tensor {
  const { graph } = history;
  const [rows, length, width] = history.shape;
  const there = reshape(mask, [rows, length, 1, 1]);
  const parts = multiply(reshape(history, [rows, length, count, width / count]), there);
  const squares = sum(multiply(parts, parts), [3]); // (rows, length, count)
  const total = sum(parts, [1]); // (rows, count, part)
  const all = sum(multiply(total, total), [2]); // (rows, count)
  const own = sum(squares, [1]); // (rows, count)
  // Each part's length is the root of its weight, so that squares count items by their weight in this modality.
  const items = sum(mask, [1], true); // (rows, 1)
  const pairs = maximum(multiply(own, subtract(items, graph.scalar(1))), graph.scalar(TINY));
  const cosines = divide(subtract(all, own), pairs); // (rows, count)
  const sureness = scale(log(add(items, graph.scalar(1))), 1 / Math.log(1 + length)); // (rows, 1), from 0 to 1
  return concat([cosines, multiply(cosines, sureness), sureness], 1);
}
