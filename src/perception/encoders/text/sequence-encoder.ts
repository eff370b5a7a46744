import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { Graph } from '../../../tensor/graph.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession, type Session } from '../../../tensor/session.ts';
import { PieceVocabulary } from './piece-vocabulary.ts';
import { SEQUENCE_KINDS, sequenceNetwork, type SequenceKind } from './sequence-network.ts';

/** Texts that the network reads at once. */
const ROWS = 16;

const aboutSchema = z.object({ kind: z.enum(SEQUENCE_KINDS), pieces: z.array(z.string()).min(2) });

/**
 * Text by the order of its pieces: a GRU or a small Transformer that was trained on the shop's own items
 * (`trainTextEncoder`), as it serves. Reads the beginning of a longer text. Runs in the thread that calls it.
 */
export class SequenceEncoder implements Encoder<string> {
  readonly name: SequenceKind;
  readonly modality = 'text';
  readonly width: number;
  /** Pieces that are read of a text. */
  readonly longest: number;
  readonly #vocabulary: PieceVocabulary;
  readonly #onnx: Uint8Array;
  readonly #session: Session;

  private constructor(kind: SequenceKind, vocabulary: PieceVocabulary, onnx: Uint8Array, session: Session) {
    this.name = kind;
    this.#vocabulary = vocabulary;
    this.#onnx = onnx;
    this.#session = session;
    this.width = session.outputs.get('vectors')?.shape[1] ?? 0;
    this.longest = session.inputs.get('ids')?.shape[1] ?? 0;
  }

  /** @param longest pieces that are read of a text: as many as in training, where a Transformer learned its places. */
  static async fromParameters(
    kind: SequenceKind,
    vocabulary: PieceVocabulary,
    parameters: ParameterStore,
    { longest, width }: { readonly longest: number; readonly width: number },
  ): Promise<SequenceEncoder> {
    const graph = new Graph();
    const ids = graph.input('ids', [ROWS, longest], 'int32');
    const mask = graph.input('mask', [ROWS, longest]);
    const pieces = vocabulary.pieces.length;
    const vectors = sequenceNetwork(graph, parameters, ids, mask, { kind, pieces, width });
    graph.output('vectors', l2Normalise(vectors));
    return SequenceEncoder.#fromOnnx(kind, vocabulary, graph.toOnnx({ frozen: parameters.frozen() }));
  }

  static async load(artifacts: ArtifactReader): Promise<SequenceEncoder> {
    const { kind, pieces } = aboutSchema.parse(await artifacts.readJson('text-pieces'));
    return SequenceEncoder.#fromOnnx(
      kind,
      new PieceVocabulary(pieces),
      await artifacts.readBytes('text-encoder.onnx'),
    );
  }

  static async #fromOnnx(
    kind: SequenceKind,
    vocabulary: PieceVocabulary,
    onnx: Uint8Array,
  ): Promise<SequenceEncoder> {
    return new SequenceEncoder(kind, vocabulary, onnx, await createSession(onnx, { threads: 1 }));
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeJson('text-pieces', { kind: this.name, pieces: this.#vocabulary.pieces });
    await artifacts.writeBytes('text-encoder.onnx', this.#onnx);
  }

  async encode(batch: readonly string[]): Promise<Float32Array> {
    const { longest, width } = this;
    const result = new Float32Array(batch.length * width);
    for (let start = 0; start < batch.length; start += ROWS) {
      const texts = batch.slice(start, start + ROWS).map((text) => this.#vocabulary.ids(text, longest));
      const ids = new Int32Array(ROWS * longest);
      const mask = new Float32Array(ROWS * longest);
      for (const [row, pieces] of texts.entries()) {
        ids.set(pieces, row * longest);
        mask.fill(1, row * longest, row * longest + pieces.length);
      }
      const { vectors } = await this.#session.run({ ids, mask });
      for (const [row, { length }] of texts.entries()) {
        // A text without a word says nothing: its row stays zero, and not the bias of the network.
        if (length === 0) continue;
        result.set(vectors.subarray(row * width, (row + 1) * width), (start + row) * width);
      }
    }
    return result;
  }
}
