/** Attention with several heads, with its projections. */
import type { Graph, Tensor } from '../graph.ts';
import { attention, type AttentionMasks } from '../ops/attention.ts';
import { reshape, split, transpose } from '../ops/shape.ts';
import type { ParameterStore } from '../parameters.ts';
import { failOnShapes } from '../shapes.ts';
import { linearLayer } from './linear.ts';

export interface AttentionLayerOptions extends AttentionMasks {
  readonly heads: number;
  /** [rows, keys, any width]: what is looked at; default x itself. */
  readonly context?: Tensor;
}

/**
 * x [rows, length, width] → the same shape, with parameters NAME.joint (queries, keys and values side by side; with
 * a context NAME.queries and NAME.joint) and NAME.out, each .weight and .bias.
 * @throws shape-mismatch when the width cannot be divided by the heads or a part has not three axes.
 */
export function attentionLayer(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  options: AttentionLayerOptions,
): Tensor {
  const { heads, context, ...masks } = options;
  checkWidth(x, context, heads);
  const [rows, length, width] = x.shape;
  const project = (part: string, of: Tensor, copies: number): Tensor => {
    const joint = linearLayer(graph, store, `${name}.${part}`, of, copies * width);
    const perHead = reshape(joint, [rows, of.shape[1], copies * heads, width / heads]);
    return transpose(perHead, [0, 2, 1, 3]); // (rows, copies · heads, length, width / heads)
  };
  const [queries, keys, values] = context
    ? [project('queries', x, 1), ...split(project('joint', context, 2), 1, [heads, heads])]
    : split(project('joint', x, 3), 1, [heads, heads, heads]);
  const mixed = transpose(attention(queries, keys, values, masks), [0, 2, 1, 3]);
  return linearLayer(graph, store, `${name}.out`, reshape(mixed, [rows, length, width]), width);
}

function checkWidth(x: Tensor, context: Tensor | undefined, heads: number): void {
  const shapes = [x.shape, ...(context ? [context.shape] : [])];
  const fits =
    shapes.every((shape) => shape.length === 3 && shape[0] === x.shape[0]) &&
    Number.isInteger(heads) &&
    heads > 0 &&
    x.shape[2] % heads === 0;
  if (fits) return;
  failOnShapes(
    'attentionLayer',
    `the parts do not fit ${heads} heads`,
    shapes,
    'Give x [rows, length, width], a width that the heads divide, and a context [rows, keys, any width].',
  );
}
