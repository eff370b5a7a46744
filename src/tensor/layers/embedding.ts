import type { Graph, Tensor } from '../graph.ts';
import { add } from '../ops/arithmetic.ts';
import { gather } from '../ops/gather.ts';
import { slice } from '../ops/shape.ts';
import { normal, type Initialiser, type ParameterStore } from '../parameters.ts';
import { failOnShapes } from '../shapes.ts';

export interface EmbeddingLayerOptions {
  /** Size of the vocabulary. */
  readonly rows: number;
  readonly width: number;
  /** Normal with deviation 0.02 by default. */
  readonly initialise?: Initialiser;
}

export interface PositionLayerOptions {
  /** Longest sequence that shares the table; default the length of x. */
  readonly positions?: number;
  /** Normal with deviation 0.02 by default. */
  readonly initialise?: Initialiser;
}

/**
 * Numbers of any shape, int32 or int64 → [..., width], with the table NAME.weight [rows, width] inside the graph.
 * Its gradient is a whole table: vocabularies above some ten thousand belong in an `EmbeddingTable`.
 */
export function embeddingLayer(
  graph: Graph,
  store: ParameterStore,
  name: string,
  numbers: Tensor,
  options: EmbeddingLayerOptions,
): Tensor {
  const { rows, width, initialise = normal(0.02) } = options;
  return gather(store.use(graph, `${name}.weight`, [rows, width], initialise), numbers);
}

/**
 * x [rows, length, width] plus a learnt vector per place, from the table NAME.weight [positions, width].
 * @throws shape-mismatch when x is longer than the table or has not three axes.
 */
export function positionLayer(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  options: PositionLayerOptions = {},
): Tensor {
  const [, length, width] = x.shape;
  const { positions = length, initialise = normal(0.02) } = options;
  if (x.shape.length !== 3 || positions < length) {
    failOnShapes(
      'positionLayer',
      `there are ${positions} positions`,
      [x.shape],
      'Give x [rows, length, width] and at least as many positions as its length.',
    );
  }
  const table = store.use(graph, `${name}.weight`, [positions, width], initialise);
  return add(x, positions === length ? table : slice(table, 0, 0, length));
}
