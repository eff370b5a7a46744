/** The encoder that ships with Daogou, as it serves: pictures and words as vectors of one space. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Encoder } from '../../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../../core/errors.ts';
import { readOnnxMetadata } from '../../../../tensor/onnx/metadata.ts';
import { createSession, type Session } from '../../../../tensor/session.ts';
import { normalisePixels } from '../pixels.ts';
import { subwordIds } from '../../text/subwords.ts';
import { PIECES } from './compact-heads.ts';
import { COMPACT_ROWS, COMPACT_SIDE, type CompactDescription } from './write-compact-encoder.ts';

export interface CompactOptions {
  /** Threads of the runtime; default 1. */
  readonly threads?: number;
}

/** What a look at a picture says, such as `{ task: 'colour', label: 'Red', probability: 0.8 }`. */
export interface PictureLabel {
  readonly task: string;
  readonly label: string;
  /** In [0, 1]. */
  readonly probability: number;
}

const PICTURE_FILE = new URL('./compact-picture.onnx', import.meta.url);
const TEXT_FILE = new URL('./compact-text.onnx', import.meta.url);
const PIXELS = 3 * COMPACT_SIDE * COMPACT_SIDE;

const descriptionSchema = z.object({
  version: z.string(),
  tasks: z.array(z.object({ name: z.string(), classes: z.array(z.string()) })),
});

/**
 * Pictures as `decodePicture(file, encoder.side)` gives them, `3 × side × side` bytes; no bytes at all stand for no picture and
 * give zeros. Made by `npm run pretrain`; what it can and cannot do is in MODEL_CARD.md beside it. Runs in the thread
 * that calls it.
 */
export class CompactEncoder implements Encoder<Uint8Array> {
  readonly name = 'compact';
  readonly modality = 'image';
  readonly width: number;
  readonly version: string;
  /** Of the square pictures that it takes, in pixels. */
  readonly side = COMPACT_SIDE;
  private readonly tasks: CompactDescription['tasks'];
  private readonly session: Session;

  private constructor(session: Session, { version, tasks }: CompactDescription) {
    this.session = session;
    this.version = version;
    this.tasks = tasks;
    this.width = session.outputs.get('vector')?.shape[1] ?? 0;
  }

  /** The one that ships. */
  static async open(options: CompactOptions = {}): Promise<CompactEncoder> {
    return CompactEncoder.fromOnnx(await readFile(PICTURE_FILE), options);
  }

  /** @throws model-mismatch for a file that `writePictureNetwork` did not write. */
  static async fromOnnx(onnx: Uint8Array, { threads = 1 }: CompactOptions = {}): Promise<CompactEncoder> {
    const description = readDescription(onnx);
    return new CompactEncoder(await createSession(onnx, { threads }), description);
  }

  /** @throws shape-mismatch for a picture of another size. */
  async encode(batch: readonly Uint8Array[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * this.width);
    await this.look(batch, (picture, outputs, row) => {
      result.set(outputs.vector.subarray(row * this.width, (row + 1) * this.width), picture * this.width);
    });
    return result;
  }

  /**
   * The likeliest label of each task for each picture; none for a picture without bytes.
   * @throws shape-mismatch for a picture of another size.
   */
  async describe(batch: readonly Uint8Array[]): Promise<PictureLabel[][]> {
    const result: PictureLabel[][] = batch.map(() => []);
    await this.look(batch, (picture, outputs, row) => {
      result[picture] = this.tasks.map(({ name, classes }) => {
        const probabilities = outputs[`label ${name}`].subarray(
          row * classes.length,
          (row + 1) * classes.length,
        );
        const best = probabilities.indexOf(Math.max(...probabilities));
        return { task: name, label: classes[best], probability: probabilities[best] };
      });
    });
    return result;
  }

  private async look(
    batch: readonly Uint8Array[],
    use: (picture: number, outputs: Record<string, Float32Array>, row: number) => void,
  ): Promise<void> {
    for (const pixels of batch) checkSize(pixels);
    const pixels = new Float32Array(COMPACT_ROWS * PIXELS);
    for (let start = 0; start < batch.length; start += COMPACT_ROWS) {
      const rows = batch.slice(start, start + COMPACT_ROWS);
      for (const [row, picture] of rows.entries()) normalisePixels(picture, pixels, row * PIXELS);
      const outputs = await this.session.run({ pixels });
      for (const [row, { length }] of rows.entries()) if (length > 0) use(start + row, outputs, row);
    }
  }
}

/** Words in the space of the compact encoder's pictures: what is said is near to what looks like it. */
export class CompactTextEncoder implements Encoder<string> {
  readonly name = 'compact-text';
  readonly modality = 'text';
  readonly width: number;
  readonly version: string;
  private readonly session: Session;

  private constructor(session: Session, version: string) {
    this.session = session;
    this.version = version;
    this.width = session.outputs.get('vector')?.shape[1] ?? 0;
  }

  static async open(): Promise<CompactTextEncoder> {
    return CompactTextEncoder.fromOnnx(await readFile(TEXT_FILE));
  }

  /** @throws model-mismatch for a file that `writeTextNetwork` did not write. */
  static async fromOnnx(onnx: Uint8Array): Promise<CompactTextEncoder> {
    const { version } = readDescription(onnx);
    return new CompactTextEncoder(await createSession(onnx), version);
  }

  async encode(batch: readonly string[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * this.width);
    const most = PIECES.maximumPieces;
    for (let start = 0; start < batch.length; start += COMPACT_ROWS) {
      const texts = batch.slice(start, start + COMPACT_ROWS).map((text) => subwordIds(text, PIECES));
      const pieces = new BigInt64Array(COMPACT_ROWS * most);
      const shares = new Float32Array(COMPACT_ROWS * most);
      for (const [row, ids] of texts.entries()) {
        for (const [i, id] of ids.entries()) pieces[row * most + i] = BigInt(id);
        shares.fill(1 / ids.length, row * most, row * most + ids.length);
      }
      const { vector } = await this.session.run({ pieces, shares });
      for (const [row, { length }] of texts.entries()) {
        // A text without a word says nothing: its row stays zero, and not the bias of the network.
        if (length === 0) continue;
        result.set(vector.subarray(row * this.width, (row + 1) * this.width), (start + row) * this.width);
      }
    }
    return result;
  }
}

function readDescription(onnx: Uint8Array): CompactDescription {
  const { compact } = readOnnxMetadata(onnx);
  if (compact !== undefined) return descriptionSchema.parse(JSON.parse(compact));
  throw new DaogouError('model-mismatch', 'The file is no network of the compact encoder', {
    received: `${onnx.length} bytes`,
    remedy: 'Make one with `npm run pretrain`; other ONNX files open as `onnx:PATH`.',
  });
}

function checkSize({ length }: Uint8Array): void {
  if (length === PIXELS || length === 0) return;
  throw new DaogouError(
    'shape-mismatch',
    `A picture of ${length} bytes is not 3 × ${COMPACT_SIDE} × ${COMPACT_SIDE}`,
    { received: length, remedy: `Decode pictures with decodePicture(file, ${COMPACT_SIDE}).` },
  );
}
