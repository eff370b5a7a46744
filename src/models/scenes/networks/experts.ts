import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { silu } from '../../../tensor/ops/activation.ts';
import { multiply } from '../../../tensor/ops/arithmetic.ts';
import { sum } from '../../../tensor/ops/reduce.ts';
import { concat, reshape } from '../../../tensor/ops/shape.ts';
import { softmax } from '../../../tensor/ops/softmax.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';

/** `(rows, experts, width)`: each expert's own view of `x` `(rows, inputs)`. */
export function experts(
  graph: Graph,
  parameters: ParameterStore,
  name: string,
  x: Tensor,
  sizes: { readonly experts: number; readonly width: number },
): Tensor {
  const wide = silu(linearLayer(graph, parameters, name, x, sizes.experts * sizes.width));
  return reshape(wide, [x.shape[0], sizes.experts, sizes.width]);
}

/**
 * `(rows, width)`: the experts' views `(rows, experts, width)`, mixed by weights that `x` and the scene decide: softmax
 * over the experts, so that together they are 1.
 */
export function mixture(
  graph: Graph,
  parameters: ParameterStore,
  name: string,
  views: Tensor,
  { x, scenes }: { readonly x: Tensor; readonly scenes: Tensor },
): Tensor {
  const [rows, count] = views.shape;
  const gate = linearLayer(graph, parameters, name, concat([x, scenes], 1), count); // (rows, experts)
  const weights = reshape(softmax(gate), [rows, count, 1]);
  return sum(multiply(views, weights), [1]); // (rows, width)
}

/** `(rows, 1)`: what one task makes of its mixture. */
export function tower(graph: Graph, parameters: ParameterStore, name: string, mixed: Tensor): Tensor {
  const hidden = silu(linearLayer(graph, parameters, `${name}.hidden`, mixed, mixed.shape[1]));
  return linearLayer(graph, parameters, `${name}.out`, hidden, 1);
}
