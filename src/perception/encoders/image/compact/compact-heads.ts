/** What stands on the compact network's features: the shared space of pictures and texts, and the labels. */
import type { Graph, Tensor } from '../../../../tensor/graph.ts';
import { linearLayer } from '../../../../tensor/layers/linear.ts';
import { relu } from '../../../../tensor/ops/activation.ts';
import { l2Normalise } from '../../../../tensor/ops/normalise.ts';
import { normal, type ParameterStore } from '../../../../tensor/parameters.ts';

/** Width of the space that pictures and texts share. */
export const COMPACT_WIDTH = 128;
/** Rows of the table that pieces of words are hashed into, and the width of a row. */
export const PIECES = { buckets: 8_192, shortest: 3, longest: 5, maximumPieces: 120 } as const;
export const PIECE_WIDTH = 64;
const HIDDEN_WIDTH = 128;

/** [rows, features] → [rows, COMPACT_WIDTH], each row of length 1. */
export function pictureVector(graph: Graph, store: ParameterStore, features: Tensor): Tensor {
  return l2Normalise(linearLayer(graph, store, 'picture.vector', features, COMPACT_WIDTH));
}

/** Means of pieces [rows, PIECE_WIDTH] → [rows, COMPACT_WIDTH], each row of length 1. */
export function textVector(graph: Graph, store: ParameterStore, bags: Tensor): Tensor {
  const hidden = relu(linearLayer(graph, store, 'text.hidden', bags, HIDDEN_WIDTH));
  return l2Normalise(linearLayer(graph, store, 'text.vector', hidden, COMPACT_WIDTH));
}

/** [rows, features] → [rows, classes], before softmax. */
export function labelLogits(
  graph: Graph,
  store: ParameterStore,
  task: string,
  features: Tensor,
  classes: number,
): Tensor {
  // Small at first: many classes, and none should look certain before anything was seen.
  return linearLayer(graph, store, `label.${task}`, features, classes, { initialise: normal(0.01) });
}
