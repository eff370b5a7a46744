import { readFile } from 'node:fs/promises';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import {
  readSentenceFolder,
  sentenceSettingsSchema,
  type SentenceOptions,
  type SentenceSettings,
} from './sentence-folder.ts';
import { SentenceNetwork } from './sentence-network.ts';
import { poolStates } from './sentence-pooling.ts';
import { SentenceTokeniser } from './sentence-tokeniser.ts';

export interface SentenceEncoderOptions extends SentenceOptions {
  /** Threads that share one operation; default 1. */
  readonly threads?: number;
}

const ROWS = 16;

/**
 * A pretrained sentence encoder (Reimers and Gurevych, 2019) from a local folder with its ONNX file and its
 * tokenizer.json. Texts are read as the model was trained to read them: its own tokeniser normalises, so case and
 * traditional characters are left to it. Runs in the thread that calls it, and blocks it: use a worker.
 */
export class SentenceEncoder implements Encoder<string> {
  readonly name = 'sentence';
  readonly modality = 'text';
  readonly width: number;
  readonly #source: string | Uint8Array;
  readonly #settings: SentenceSettings;
  readonly #tokeniser: SentenceTokeniser;
  readonly #network: SentenceNetwork;

  private constructor(
    source: string | Uint8Array,
    settings: SentenceSettings,
    tokeniser: SentenceTokeniser,
    network: SentenceNetwork,
    width: number,
  ) {
    this.#source = source;
    this.#settings = settings;
    this.#tokeniser = tokeniser;
    this.#network = network;
    this.width = width;
  }

  /**
   * @param path a folder, or the ONNX file in it
   * @throws as `readSentenceFolder` does; unsupported-format when the file is no ONNX, asks for inputs that are not
   * known or gives no vectors.
   */
  static async open(path: string, options: SentenceEncoderOptions = {}): Promise<SentenceEncoder> {
    const { onnxFile, settings } = await readSentenceFolder(path, options);
    return SentenceEncoder.#from(onnxFile, settings, options.threads);
  }

  static async load(artifacts: ArtifactReader, threads?: number): Promise<SentenceEncoder> {
    const settings = sentenceSettingsSchema.parse(await artifacts.readJson('sentence-settings'));
    return SentenceEncoder.#from(await artifacts.readBytes('sentence.onnx'), settings, threads);
  }

  static async #from(
    source: string | Uint8Array,
    settings: SentenceSettings,
    threads = 1,
  ): Promise<SentenceEncoder> {
    const tokeniser = await SentenceTokeniser.open(settings);
    const network = await SentenceNetwork.open(source, threads);
    // Exporters leave the width open now and then: one run tells it, and shows at once whether the network runs.
    const { width } = await network.run([tokeniser.pieces('a')], tokeniser.padding);
    return new SentenceEncoder(source, settings, tokeniser, network, width);
  }

  /** A network that keeps its weights in a second file cannot be read back from artifacts: keep its folder. */
  async save(artifacts: ArtifactWriter): Promise<void> {
    const source = this.#source;
    await artifacts.writeBytes('sentence.onnx', typeof source === 'string' ? await readFile(source) : source);
    await artifacts.writeJson('sentence-settings', this.#settings);
  }

  async encode(batch: readonly string[]): Promise<Float32Array> {
    const { width } = this;
    const result = new Float32Array(batch.length * width);
    for (const rows of this.#batches(batch.map((text) => this.#tokeniser.pieces(text)))) {
      const pieces = rows.map(({ pieces }) => pieces);
      const { isPooled, values } = await this.#network.run(pieces, this.#tokeniser.padding);
      const lengths = pieces.map(({ length }) => length);
      const vectors = isPooled
        ? values
        : poolStates(values, lengths, Math.max(...lengths), width, this.#settings.pooling);
      for (const [i, { row }] of rows.entries()) {
        result.set(normaliseInPlace(vectors.subarray(i * width, (i + 1) * width)), row * width);
      }
    }
    return result;
  }

  release(): Promise<void> {
    return this.#network.release();
  }

  /** Rows of like length together, so that little is padding; of equal length, where the network reads no mask. */
  *#batches(texts: readonly (readonly number[])[]): Generator<{ row: number; pieces: readonly number[] }[]> {
    const rows = texts
      .map((pieces, row) => ({ row, pieces }))
      .filter(({ pieces }) => pieces.length > 0)
      .sort((a, b) => a.pieces.length - b.pieces.length);
    let next: typeof rows = [];
    for (const row of rows) {
      const isUnlike = !this.#network.readsMask && next[0]?.pieces.length !== row.pieces.length;
      if (next.length === ROWS || (next.length > 0 && isUnlike)) {
        yield next;
        next = [];
      }
      next.push(row);
    }
    if (next.length > 0) yield next;
  }
}
