import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { EmbeddingTable } from '../../../tensor/embedding-table.ts';
import { Graph, type Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession, type Session } from '../../../tensor/session.ts';
import { DEFAULT_SUBWORDS, subwordIds } from './subwords.ts';

/** Texts that the network reads at once. */
const ROWS = 32;
/** Width of the embedding of one piece of a word. */
export const PIECE_WIDTH = 48;

export function createPieceTable(random: Parameters<typeof EmbeddingTable.random>[2]): EmbeddingTable {
  return EmbeddingTable.random({ rows: DEFAULT_SUBWORDS.buckets, width: PIECE_WIDTH }, 0.1, random);
}

/** `(rows, PIECE_WIDTH)` means of pieces → `(rows, width)`, not normalised. */
export function subwordProjection(
  graph: Graph,
  parameters: ParameterStore,
  bags: Tensor,
  width: number,
): Tensor {
  return linearLayer(graph, parameters, 'text.projection', bags, width);
}

/**
 * Text as the mean of its subwords' embeddings, projected: small, fast, forgiving of spelling, and at home in
 * English and Chinese alike (Bojanowski et al., 2017; Joulin et al., 2017). Runs in the thread that calls it.
 */
export class SubwordBagEncoder implements Encoder<string> {
  readonly name = 'subword-bag';
  readonly modality = 'text';
  readonly width: number;
  private readonly table: EmbeddingTable;
  private readonly onnx: Uint8Array;
  private readonly session: Session;

  private constructor(table: EmbeddingTable, onnx: Uint8Array, session: Session) {
    this.table = table;
    this.onnx = onnx;
    this.session = session;
    this.width = session.outputs.get('vectors')?.shape[1] ?? 0;
  }

  static async fromParameters(
    table: EmbeddingTable,
    parameters: ParameterStore,
    width: number,
  ): Promise<SubwordBagEncoder> {
    const graph = new Graph();
    const bags = graph.input('bags', [ROWS, PIECE_WIDTH]);
    graph.output('vectors', l2Normalise(subwordProjection(graph, parameters, bags, width)));
    return SubwordBagEncoder.fromOnnx(table, graph.toOnnx({ frozen: parameters.frozen() }));
  }

  static async load(artifacts: ArtifactReader): Promise<SubwordBagEncoder> {
    const { pieces } = await artifacts.readArrays('text-pieces');
    const table = new EmbeddingTable(
      { rows: DEFAULT_SUBWORDS.buckets, width: PIECE_WIDTH },
      pieces as Float32Array<ArrayBuffer>,
    );
    return SubwordBagEncoder.fromOnnx(table, await artifacts.readBytes('text-encoder.onnx'));
  }

  private static async fromOnnx(table: EmbeddingTable, onnx: Uint8Array): Promise<SubwordBagEncoder> {
    return new SubwordBagEncoder(table, onnx, await createSession(onnx, { threads: 1 }));
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeArrays('text-pieces', { pieces: this.table.data });
    await artifacts.writeBytes('text-encoder.onnx', this.onnx);
  }

  async encode(batch: readonly string[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * this.width);
    for (let start = 0; start < batch.length; start += ROWS) {
      const pieces = batch.slice(start, start + ROWS).map((text) => subwordIds(text));
      const { ids, offsets } = joinBags(pieces);
      const bags = new Float32Array(ROWS * PIECE_WIDTH);
      this.table.bag(ids, offsets, bags);
      const { vectors } = await this.session.run({ bags });
      for (const [row, { length }] of pieces.entries()) {
        // A text without a word says nothing: its row stays zero, and not the bias of the network.
        if (length === 0) continue;
        result.set(vectors.subarray(row * this.width, (row + 1) * this.width), (start + row) * this.width);
      }
    }
    return result;
  }
}

/** Lists of row ids one after another, with where each begins: the form that `EmbeddingTable.bag` reads. */
export function joinBags(bags: readonly Int32Array[]): { ids: Int32Array; offsets: Int32Array } {
  const offsets = new Int32Array(bags.length + 1);
  for (const [i, bag] of bags.entries()) offsets[i + 1] = offsets[i] + bag.length;
  const ids = new Int32Array(offsets[bags.length]);
  for (const [i, bag] of bags.entries()) ids.set(bag, offsets[i]);
  return { ids, offsets };
}
