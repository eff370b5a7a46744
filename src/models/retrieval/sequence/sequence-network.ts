import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { gruLayer } from '../../../tensor/layers/gru.ts';
import { layerNormLayer } from '../../../tensor/layers/layer-norm.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { transformerBlock } from '../../../tensor/layers/transformer-block.ts';
import { add } from '../../../tensor/ops/arithmetic.ts';
import { gather } from '../../../tensor/ops/gather.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import { reshape, slice, transpose } from '../../../tensor/ops/shape.ts';
import { normal, zeros, type ParameterStore } from '../../../tensor/parameters.ts';
import { GAP_BUCKETS } from './gap-buckets.ts';
import type { SequenceShape } from './options.ts';

/** Standard deviation of embeddings at first. */
export const EMBEDDING_SPREAD = 0.05;

export interface SequenceNetwork {
  /** [rows · length, width]: what is expected after each place, in the space of item vectors. */
  readonly states: Tensor;
}

/** Applied to what goes in, and to what each layer adds. */
export type SequenceDropout = (x: Tensor, where: 'input' | 'residual') => Tensor;

/**
 * Declares the inputs of `SequenceRows` and reads the sequences.
 * @param table [items, width], the vectors of all items.
 * @param dropout none when serving.
 */
export function sequenceNetwork(
  graph: Graph,
  store: ParameterStore,
  table: Tensor,
  rows: number,
  shape: SequenceShape,
  dropout: SequenceDropout = (x) => x,
): SequenceNetwork {
  const { gaps, length, reader, temperature, width } = shape;
  const places = rows * length;
  const use = (name: string, count: number): Tensor =>
    store.use(graph, name, [count, width], normal(EMBEDDING_SPREAD));
  let x = gather(table, graph.input('items', [places], 'int32')); // (rows · length, width)
  if (reader === 'attention') {
    x = add(x, gather(use('positions.table', length), graph.input('positions', [places], 'int32')));
  }
  if (gaps) x = add(x, gather(use('gaps.table', GAP_BUCKETS), graph.input('gaps', [places], 'int32')));
  x = reshape(dropout(x, 'input'), [rows, length, width]);
  const readAll = reader === 'attention' ? attend : recur;
  const read = readAll(graph, store, x, shape, dropout);
  const states = reshape(layerNormLayer(graph, store, 'final-norm', read), [places, width]);
  return { states: temperature === null ? states : l2Normalise(states) };
}

/** Blocks of causal self-attention (Kang and McAuley, 2018). x [rows, length, width] → the same shape. */
function attend(
  graph: Graph,
  store: ParameterStore,
  x: Tensor,
  shape: SequenceShape,
  dropout: SequenceDropout,
): Tensor {
  const { heads, hidden, layers, width } = shape;
  const biases = attentionBiases(graph, store, x.shape[0], shape);
  let read = x;
  for (let layer = 0; layer < layers; layer++) {
    read = transformerBlock(graph, store, `block-${layer}`, read, {
      heads,
      hidden: hidden * width,
      bias: biases[layer],
      dropout: (addition) => dropout(addition, 'residual'),
    });
  }
  return read;
}

/**
 * What is added to the scores of each layer, [rows, heads, length, length] or broadcast to it: who sees whom, and
 * learned biases by the steps and the time between two places (after Raffel et al., 2020, and Li, Wang and McAuley,
 * 2020).
 */
function attentionBiases(
  graph: Graph,
  store: ParameterStore,
  rows: number,
  { gaps, heads, layers, length, relative }: SequenceShape,
): Tensor[] {
  const mask = graph.input('mask', [rows, 1, length, length]);
  if (!relative) return Array.from({ length: layers }, () => mask);
  const all = layers * heads;
  const apart = Int32Array.from({ length: length * length }, (_, pair) =>
    Math.max(0, Math.floor(pair / length) - (pair % length)),
  );
  const byDistance = gather(
    store.use(graph, 'distance-bias', [length, all], zeros()),
    graph.constant(apart, [length, length]),
  ); // (length, length, layers · heads)
  let bias = transpose(reshape(byDistance, [1, length, length, all]), [0, 3, 1, 2]); // (1, layers · heads, length, length)
  if (gaps) {
    const pairs = graph.input('pair gaps', [rows * length * length], 'int32');
    const byGap = gather(store.use(graph, 'gap-bias', [GAP_BUCKETS, all], zeros()), pairs);
    bias = add(transpose(reshape(byGap, [rows, length, length, all]), [0, 3, 1, 2]), bias); // (rows, layers · heads, length, length)
  }
  return Array.from({ length: layers }, (_, layer) =>
    add(slice(bias, 1, layer * heads, (layer + 1) * heads), mask),
  );
}

/** Gated recurrent units one over the other, and a last layer into the space of items. */
function recur(
  graph: Graph,
  store: ParameterStore,
  x: Tensor,
  { layers, width }: SequenceShape,
  dropout: SequenceDropout,
): Tensor {
  const mask = graph.input('filled', [x.shape[0], x.shape[1]]);
  let read = x;
  for (let layer = 0; layer < layers; layer++) {
    read = dropout(gruLayer(graph, store, `gru-${layer}`, read, { width, mask }).states, 'residual');
  }
  return linearLayer(graph, store, 'gru-out', read, width);
}
