import type { Tensor } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { exp, sqrt } from '../../tensor/ops/activation.ts';
import { add, divide, maximum, minimum, multiply, scale, subtract } from '../../tensor/ops/arithmetic.ts';
import { mean, sum } from '../../tensor/ops/reduce.ts';
import { concat, expand, reshape } from '../../tensor/ops/shape.ts';
import { softmax } from '../../tensor/ops/softmax.ts';
import { zeros, type Initialiser } from '../../tensor/parameters.ts';
import type { ChosenItems, Fusion } from './fusion.ts';
import { lateFusion } from './late.ts';

const TINY = 1e-6;
/** Brings the mean cosine of pairs, mostly a tenth or two, to the scale of the other signals. */
const COSINE_SCALE = 4;

/**
 * Late fusion whose weights depend on the shopper: alpha(u) = softmax(θ + q(u)), attention with a query for each
 * shopper in place of one for all. What q(u) is read from is how alike the shopper's items are in each modality:
 * whoever goes by looks chooses things that look alike, more so than others of their kind do, and that differ in the
 * rest.
 */
export const shopperAttentionFusion: Fusion = {
  ...lateFusion,
  name: 'shopper-attention',
  attend: (graph, parameters, chosen) => {
    const { count, history } = chosen;
    const [rows, , width] = history.shape;
    const signals = likeness(chosen); // (rows, 2 × count + 1)
    const query = linearLayer(graph, parameters, 'fusion.shopper', signals, count, {
      initialise: likenessSpeaks(count),
    });
    const shared = parameters.use(graph, 'fusion.relevance', [1, count], zeros());
    // What all modalities have in common says nothing: the factors' logarithms have mean 0.
    const factors = exp(subtract(query, mean(query, [1], true))); // (rows, count)
    const parts = expand(reshape(factors, [rows, count, 1]), [rows, count, width / count]);
    return { factors: reshape(parts, [rows, width]), weights: softmax(add(query, shared)) };
  },
};

/** Before anything is learned, likeness in a modality speaks for that modality, the more the more items there are. */
function likenessSpeaks(count: number): Initialiser {
  return (data) => {
    for (let i = 0; i < count; i++) data[(count + i) * count + i] = 1;
  };
}

/** Mean cosine of the pairs of items in each modality, then times the root of how many items there are, then that root. */
function likeness({ averages, count, history, mask }: ChosenItems): Tensor {
  const { graph } = history;
  const [rows, length, width] = history.shape;
  const shape = [rows, length, count, width / count];
  const whole = reshape(history, shape);
  // A part that is missing is zero and has nothing that sets it apart.
  const size = sum(multiply(whole, whole), [3], true); // (rows, length, count, 1)
  const present = minimum(scale(size, 1 / TINY), graph.scalar(1));
  const there = multiply(present, reshape(mask, [rows, length, 1, 1]));
  const parts = multiply(subtract(whole, reshape(averages, shape)), there);
  const total = sum(parts, [1]); // (rows, count, part)
  const all = sum(multiply(total, total), [2]); // (rows, count)
  const own = sum(multiply(parts, parts), [1, 3]); // (rows, count)
  const items = sum(mask, [1], true); // (rows, 1)
  const pairs = maximum(multiply(own, subtract(items, graph.scalar(1))), graph.scalar(TINY));
  const cosines = divide(subtract(all, own), pairs); // (rows, count)
  const roots = sqrt(add(items, graph.scalar(TINY))); // (rows, 1)
  return concat([scale(cosines, COSINE_SCALE), multiply(cosines, roots), scale(roots, 1 / length)], 1);
}
