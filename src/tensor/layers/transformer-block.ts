import type { Graph, Tensor } from '../graph.ts';
import { gelu } from '../ops/activation.ts';
import { add } from '../ops/arithmetic.ts';
import type { AttentionMasks } from '../ops/attention.ts';
import type { ParameterStore } from '../parameters.ts';
import { attentionLayer } from './attention.ts';
import { layerNormLayer } from './layer-norm.ts';
import { linearLayer } from './linear.ts';

export interface TransformerBlockOptions extends AttentionMasks {
  readonly heads: number;
  /** Width between the two layers of the feed-forward part; default 4 times that of x. */
  readonly hidden?: number;
  /** Between those two; gelu by default. */
  readonly activation?: (x: Tensor) => Tensor;
  /** Applied to what each half adds to x, as `(y) => dropout(y, mask)` in training; default nothing. */
  readonly dropout?: (addition: Tensor, half: 'attention' | 'feed-forward') => Tensor;
}

/**
 * A Transformer block that normalises first (Xiong et al., 2020): x + attention(norm(x)), then the same with a
 * feed-forward part. x [rows, length, width] → the same shape, with parameters NAME.attention-norm, NAME.attention,
 * NAME.feed-forward-norm, NAME.wide and NAME.narrow. A model ends with a `layerNormLayer` of its own.
 */
export function transformerBlock(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  options: TransformerBlockOptions,
): Tensor {
  const { hidden, activation = gelu, dropout = (addition) => addition, ...attention } = options;
  const width = x.shape.at(-1) ?? 0;
  const seen = attentionLayer(
    graph,
    store,
    `${name}.attention`,
    layerNormLayer(graph, store, `${name}.attention-norm`, x),
    attention,
  );
  const mixed = add(x, dropout(seen, 'attention'));
  const normed = layerNormLayer(graph, store, `${name}.feed-forward-norm`, mixed);
  const wide = activation(linearLayer(graph, store, `${name}.wide`, normed, hidden ?? 4 * width));
  return add(mixed, dropout(linearLayer(graph, store, `${name}.narrow`, wide, width), 'feed-forward'));
}
