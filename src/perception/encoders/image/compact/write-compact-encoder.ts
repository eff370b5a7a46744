/** From trained parameters to the two files that ship: the network for pictures, and the one for words. */
import { Graph } from '../../../../tensor/graph.ts';
import type { EmbeddingTable } from '../../../../tensor/embedding-table.ts';
import { gather } from '../../../../tensor/ops/gather.ts';
import { matmul } from '../../../../tensor/ops/matmul.ts';
import { reshape } from '../../../../tensor/ops/shape.ts';
import { softmax } from '../../../../tensor/ops/softmax.ts';
import type { ParameterStore } from '../../../../tensor/parameters.ts';
import { labelLogits, PIECE_WIDTH, PIECES, pictureVector, textVector } from './compact-heads.ts';
import { compactNetwork, type CompactArchitecture } from './compact-network.ts';
import { foldedWeights, foldWeights } from './compact-weights.ts';

/** Pictures or texts that a file takes at once. */
export const COMPACT_ROWS = 8;
export const COMPACT_SIDE = 64;

export interface CompactDescription {
  /** Changes with every training that ships. */
  readonly version: string;
  /** Names of tasks, each with its classes in the order of the outputs. */
  readonly tasks: readonly { readonly name: string; readonly classes: readonly string[] }[];
}

/**
 * ONNX with input `pixels` [COMPACT_ROWS, 3, COMPACT_SIDE, COMPACT_SIDE] (bytes brought to mean 0 by `normalisePixels`) and outputs
 * `vector` [COMPACT_ROWS, 128], of length 1, and `label TASK` [COMPACT_ROWS, classes], probabilities. Weights are
 * stored in 16 bits; names of classes and the version travel within the file.
 */
export async function writePictureNetwork(
  trained: ParameterStore,
  architecture: CompactArchitecture,
  description: CompactDescription,
): Promise<Uint8Array> {
  const store = await foldWeights(trained, architecture);
  for (const [name, { data, shape }] of trained) if (isHead(name)) store.set(name, data, shape);
  const graph = new Graph();
  const pixels = graph.input('pixels', [COMPACT_ROWS, 3, COMPACT_SIDE, COMPACT_SIDE]);
  const features = compactNetwork(pixels, foldedWeights(store), architecture);
  graph.output('vector', pictureVector(graph, store, features));
  for (const { name, classes } of description.tasks) {
    graph.output(`label ${name}`, softmax(labelLogits(graph, store, name, features, classes.length)));
  }
  return graph.toOnnx({
    frozen: store.frozen(),
    halfPrecision: true,
    metadata: { compact: JSON.stringify(description) },
  });
}

/**
 * ONNX with inputs `pieces` [COMPACT_ROWS, PIECES.maximumPieces], rows of the table of pieces, and `shares` of the
 * same shape, how much each counts (1 / their number; 0 beyond the text's end), and the output `vector`
 * [COMPACT_ROWS, 128], of length 1.
 */
export function writeTextNetwork(
  trained: ParameterStore,
  table: EmbeddingTable,
  { version }: CompactDescription,
): Uint8Array {
  const graph = new Graph();
  const places = [COMPACT_ROWS, PIECES.maximumPieces];
  const pieces = gather(
    graph.parameter('pieces table', [table.rows, table.width]),
    graph.input('pieces', places, 'int64'),
  );
  const shares = reshape(graph.input('shares', places), [COMPACT_ROWS, 1, PIECES.maximumPieces]);
  const bags = reshape(matmul(shares, pieces), [COMPACT_ROWS, PIECE_WIDTH]);
  graph.output('vector', textVector(graph, trained, bags));
  const frozen = new Map([...trained.frozen(), ['pieces table', table.data] as const]);
  return graph.toOnnx({
    frozen,
    halfPrecision: true,
    metadata: { compact: JSON.stringify({ version, tasks: [] }) },
  });
}

function isHead(name: string): boolean {
  return name.startsWith('picture.') || name.startsWith('label.');
}
