import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError, toError } from '../../../core/errors.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import { ort } from '../../../tensor/onnx-runtime.ts';
import {
  findOnnxFile,
  openOnnxFile,
  pictureInput,
  preprocessorConfigOf,
  refused,
  type PictureInput,
} from './onnx-image-file.ts';
import type { PictureFrame } from './picture-frame.ts';
import { arrangePicture, processPicture, type PictureProcessing } from './picture-processing.ts';
import { readProcessing } from './preprocessor-config.ts';

export interface OnnxImageOptions {
  /** Name of the output to take. Default: the last with two axes; else the last with three or four, averaged. */
  readonly output?: string;
  /** Replaces what `preprocessor_config.json` says, or ImageNet's ways where there is none. */
  readonly processing?: Partial<PictureProcessing>;
  /** Threads that share one operation; default 1. */
  readonly threads?: number;
  /** Pictures read at once where the network takes any number; default 16. */
  readonly rows?: number;
}

const USUAL_ROWS = 16;

/**
 * Any ONNX network that reads pictures. Its inputs are planes as `decodePicture(file, encoder.frame)` gives them;
 * no bytes at all stand for no picture and give zeros. Runs in the thread that calls it.
 *
 * Size, crop and normalisation come from the `preprocessor_config.json` beside the file; without one, as ImageNet's
 * networks are tested: the shorter edge scaled to 8/7 of the network's side (224 where it says none), the middle
 * cropped, mean (.485, .456, .406) and spread (.229, .224, .225). An input of bytes is fed with bytes as they are.
 */
export class OnnxImageEncoder implements Encoder<Uint8Array> {
  readonly name = 'onnx-image';
  readonly modality = 'image';
  readonly width: number;
  readonly processing: PictureProcessing;
  readonly #session: ort.InferenceSession;
  readonly #input: PictureInput;
  readonly #output: PickedOutput;
  readonly #rows: number;

  private constructor(
    session: ort.InferenceSession,
    input: PictureInput,
    processing: PictureProcessing,
    output: PickedOutput,
    rows: number,
  ) {
    this.#session = session;
    this.#input = input;
    this.#output = output;
    this.#rows = rows;
    this.processing = processing;
    this.width = output.width;
  }

  /** The frame that its pictures are to be decoded into. */
  get frame(): PictureFrame {
    return this.processing.frame;
  }

  /**
   * Opens an ONNX file, or the one in a folder.
   *
   * Throws `not-found` without a file or without its weights; `unsupported-format` for what is no ONNX, takes other
   * inputs than one batch of pictures, or gives no vector for each; `model-mismatch` for a `preprocessor_config.json`
   * that does not fit; `invalid-input` for an output that is not there.
   */
  static async open(path: string, options: OnnxImageOptions = {}): Promise<OnnxImageEncoder> {
    const file = await findOnnxFile(path);
    const session = await openOnnxFile(file, options.threads ?? 1);
    try {
      const input = pictureInput(file, session);
      const processing = {
        ...(await readProcessing(preprocessorConfigOf(file), input.size)),
        ...options.processing,
      };
      checkSize(file, input, processing.frame);
      const wanted = input.rows ?? Math.max(1, options.rows ?? USUAL_ROWS);
      const { output, rows } = await tryOut(file, session, input, processing.frame, wanted, options.output);
      return new OnnxImageEncoder(session, input, processing, output, rows);
    } catch (thrown) {
      await session.release();
      throw thrown;
    }
  }

  /** Throws `shape-mismatch` for a picture of another size than the frame's. */
  async encode(batch: readonly Uint8Array[]): Promise<Float32Array> {
    const size = picturesSize(this.frame);
    for (const { length } of batch) checkLength(length, size, this.frame);
    const result = new Float32Array(batch.length * this.width);
    for (let start = 0; start < batch.length; start += this.#rows) {
      const pictures = batch.slice(start, start + this.#rows);
      const rows = this.#input.rows ?? pictures.length;
      const tensor = this.#write(pictures, rows, size);
      const outputs = await this.#session.run({ [this.#input.name]: tensor });
      const vectors = pooled(outputs[this.#output.name], this.#output, pictures.length);
      for (const [row, { length }] of pictures.entries()) {
        if (length === 0) continue;
        const vector = vectors.subarray(row * this.width, (row + 1) * this.width);
        result.set(normaliseInPlace(vector), (start + row) * this.width);
      }
    }
    return result;
  }

  /** Frees the memory of the runtime; the encoder cannot be used any more. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  #write(pictures: readonly Uint8Array[], rows: number, size: number): ort.Tensor {
    const { dtype, layout } = this.#input;
    const shape = inputShape(this.#input, this.frame, rows);
    if (dtype === 'uint8') {
      const bytes = new Uint8Array(rows * size);
      for (const [row, planes] of pictures.entries()) {
        arrangePicture(planes, this.processing, layout, bytes, row * size);
      }
      return new ort.Tensor('uint8', bytes, shape);
    }
    const numbers = new Float32Array(rows * size);
    for (const [row, planes] of pictures.entries()) {
      processPicture(planes, this.processing, layout, numbers, row * size);
    }
    return new ort.Tensor('float32', numbers, shape);
  }
}

interface PickedOutput {
  readonly name: string;
  readonly width: number;
  /**
   * How its numbers of one row become a vector: as they are; the mean over places where the channels come first
   * (a feature map); the mean where they come last (tokens, or a feature map of TensorFlow).
   */
  readonly pooling: 'none' | 'channels-first' | 'channels-last';
}

/**
 * Runs it once on blank pictures, since what a file says of its outputs is often incomplete. Some files say that
 * they take any number of pictures and then take one.
 */
async function tryOut(
  file: string,
  session: ort.InferenceSession,
  input: PictureInput,
  frame: PictureFrame,
  wanted: number,
  name: string | undefined,
): Promise<{ output: PickedOutput; rows: number }> {
  let failure: unknown;
  for (const rows of new Set(input.rows === undefined ? [Math.min(2, wanted), 1] : [input.rows])) {
    const shape = inputShape(input, frame, rows);
    const size = rows * picturesSize(frame);
    const blank =
      input.dtype === 'uint8'
        ? new ort.Tensor('uint8', new Uint8Array(size), shape)
        : new ort.Tensor('float32', new Float32Array(size), shape);
    try {
      const outputs = await session.run({ [input.name]: blank });
      const output = pickOutput(file, outputs, session.outputNames, rows, input, name);
      return { output, rows: rows === 1 ? 1 : wanted };
    } catch (thrown) {
      failure = thrown;
    }
  }
  if (failure instanceof DaogouError) throw failure;
  throw refused(
    file,
    `it fails on pictures of ${frame.width} × ${frame.height}: ${toError(failure).message}`,
    frame,
  );
}

function pickOutput(
  file: string,
  outputs: ort.InferenceSession.OnnxValueMapType,
  names: readonly string[],
  rows: number,
  { layout }: PictureInput,
  wanted: string | undefined,
): PickedOutput {
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new DaogouError('invalid-input', `${file} has no output ${wanted}`, {
      received: wanted,
      remedy: `Choose one of ${names.join(', ')}.`,
    });
  }
  const shapeOf = (name: string): readonly number[] =>
    outputs[name].type === 'float32' && outputs[name].dims[0] === rows ? outputs[name].dims : [];
  const candidates = wanted === undefined ? names : [wanted];
  for (const axes of [2, 3, 4]) {
    const name = candidates.findLast((candidate) => shapeOf(candidate).length === axes);
    if (name === undefined) continue;
    const shape = shapeOf(name);
    if (axes === 2) return { name, width: shape[1], pooling: 'none' };
    const pooling = axes === 4 && layout === 'channels-first' ? 'channels-first' : 'channels-last';
    return { name, width: pooling === 'channels-first' ? shape[1] : shape[axes - 1], pooling };
  }
  const found = candidates.map((name) => `${name} ${outputs[name].type} [${outputs[name].dims.join(', ')}]`);
  throw refused(
    file,
    `no output is a vector or a feature map for each of ${rows} pictures: ${found.join('; ')}`,
    found,
  );
}

/** A row of `width` numbers for each picture; a view of the output where nothing is to be averaged. */
function pooled(value: ort.OnnxValue, { pooling, width }: PickedOutput, rows: number): Float32Array {
  const data = value.data as Float32Array;
  if (pooling === 'none') return data;
  const places = value.dims.slice(1).reduce((product, size) => product * size, 1) / width;
  const [channelStep, placeStep] = pooling === 'channels-first' ? [places, 1] : [1, width];
  const means = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let channel = 0; channel < width; channel++) {
      const start = row * width * places + channel * channelStep;
      let sum = 0;
      for (let place = 0; place < places; place++) sum += data[start + place * placeStep];
      means[row * width + channel] = sum / places;
    }
  }
  return means;
}

function inputShape({ layout }: PictureInput, { width, height }: PictureFrame, rows: number): number[] {
  return layout === 'channels-first' ? [rows, 3, height, width] : [rows, height, width, 3];
}

function picturesSize({ width, height }: PictureFrame): number {
  return 3 * width * height;
}

function checkSize(file: string, { size }: PictureInput, { width, height }: PictureFrame): void {
  if (!size || (size.width === width && size.height === height)) return;
  throw new DaogouError('invalid-input', `${file} takes ${size.width} × ${size.height} pixels`, {
    received: { width, height },
    remedy: 'Give a frame of the size that the network takes.',
  });
}

function checkLength(length: number, size: number, { width, height }: PictureFrame): void {
  if (length === size || length === 0) return;
  throw new DaogouError('shape-mismatch', `A picture of ${length} bytes is not 3 × ${height} × ${width}`, {
    received: length,
    remedy: 'Decode pictures with decodePicture(file, encoder.frame).',
  });
}
