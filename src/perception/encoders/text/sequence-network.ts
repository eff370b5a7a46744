import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { embeddingLayer, positionLayer } from '../../../tensor/layers/embedding.ts';
import { gruLayer } from '../../../tensor/layers/gru.ts';
import { layerNormLayer } from '../../../tensor/layers/layer-norm.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { transformerBlock } from '../../../tensor/layers/transformer-block.ts';
import { add, divide, multiply } from '../../../tensor/ops/arithmetic.ts';
import { sum } from '../../../tensor/ops/reduce.ts';
import { reshape } from '../../../tensor/ops/shape.ts';
import { normal, type ParameterStore } from '../../../tensor/parameters.ts';

export const SEQUENCE_KINDS = ['gru', 'transformer'] as const;
export type SequenceKind = (typeof SEQUENCE_KINDS)[number];

export interface SequenceNetworkOptions {
  readonly kind: SequenceKind;
  /** Size of the vocabulary. */
  readonly pieces: number;
  /** Of the result. */
  readonly width: number;
}

/** Width inside the network. */
const INNER = 64;
const BLOCKS = 2;
const HEADS = 4;
/** Keeps a text without a piece from dividing by zero. */
const SMALLEST_COUNT = 1e-6;

/**
 * Pieces of texts → one vector a text, by a GRU (Cho et al., 2014) or a Transformer of two blocks (Vaswani et al.,
 * 2017); either ends with the mean over a text's own pieces and one linear layer. The pieces themselves are added to
 * the GRU's states, as a Transformer does within: titles tell most by which words they have.
 *
 * @param ids int32 `(rows, length)`
 * @param mask `(rows, length)`: 1 for a piece, 0 for padding
 * @returns `(rows, width)`, not normalised
 */
export function sequenceNetwork(
  graph: Graph,
  parameters: ParameterStore,
  ids: Tensor,
  mask: Tensor,
  { kind, pieces, width }: SequenceNetworkOptions,
): Tensor {
  const embedded = embeddingLayer(graph, parameters, 'text.pieces', ids, {
    rows: pieces,
    width: INNER,
    initialise: normal(0.1),
  }); // (rows, length, inner)
  const states =
    kind === 'gru'
      ? add(gruLayer(graph, parameters, 'text.gru', embedded, { width: INNER, mask }).states, embedded)
      : transformer(graph, parameters, embedded, mask);
  const [rows, length] = ids.shape;
  const present = reshape(mask, [rows, length, 1]);
  const total = sum(multiply(states, present), [1]); // (rows, inner)
  const count = add(sum(mask, [1], true), graph.scalar(SMALLEST_COUNT)); // (rows, 1)
  return linearLayer(graph, parameters, 'text.projection', divide(total, count), width);
}

function transformer(graph: Graph, parameters: ParameterStore, embedded: Tensor, padding: Tensor): Tensor {
  let states = positionLayer(graph, parameters, 'text.positions', embedded);
  for (let block = 0; block < BLOCKS; block++) {
    states = transformerBlock(graph, parameters, `text.block${block}`, states, {
      heads: HEADS,
      hidden: 2 * INNER,
      padding,
    });
  }
  return layerNormLayer(graph, parameters, 'text.norm', states);
}
