import { join } from 'node:path';
import type { PreTrainedModel, Tensor } from '@huggingface/transformers';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../core/errors.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import { loadTransformers, type TransformersLibrary } from '../transformers-library.ts';
import { openContrastiveFolder, unusableFolder, type ContrastiveFamily } from './contrastive-folder.ts';
import type { PictureFrame } from './picture-frame.ts';
import { processPicture, type PictureProcessing } from './picture-processing.ts';
import { readProcessing } from './preprocessor-config.ts';

export interface ContrastiveOptions {
  /** Threads that share one operation; default 1. */
  readonly threads?: number;
  /** Inputs read at once; default 8. */
  readonly rows?: number;
}

const USUAL_ROWS = 8;

/**
 * The picture side of a CLIP or SigLIP folder: its vectors lie in the same space as those that
 * `ContrastiveTextEncoder` makes of texts with the same folder. Inputs are planes as
 * `decodePicture(file, encoder.frame)` gives them; no bytes at all stand for no picture and give zeros. Runs in the
 * thread that calls it.
 */
export class ContrastiveImageEncoder implements Encoder<Uint8Array> {
  readonly name: `${ContrastiveFamily}-image`;
  readonly modality = 'image';
  readonly width: number;
  readonly processing: PictureProcessing;
  readonly #library: TransformersLibrary;
  readonly #model: PreTrainedModel;
  readonly #rows: number;

  private constructor(
    family: ContrastiveFamily,
    library: TransformersLibrary,
    model: PreTrainedModel,
    processing: PictureProcessing,
    width: number,
    rows: number,
  ) {
    this.name = `${family}-image`;
    this.#library = library;
    this.#model = model;
    this.#rows = rows;
    this.processing = processing;
    this.width = width;
  }

  /** The frame that its pictures are to be decoded into. */
  get frame(): PictureFrame {
    return this.processing.frame;
  }

  /**
   * Opens the local folder of a model.
   *
   * Throws `missing-dependency` without `@huggingface/transformers`; `not-found` where the folder lacks a file;
   * `model-mismatch` for another kind of model; `unsupported-format` where a file is damaged.
   */
  static async open(
    folder: string,
    family: ContrastiveFamily,
    options: ContrastiveOptions = {},
  ): Promise<ContrastiveImageEncoder> {
    const { path, dtype } = await openContrastiveFolder(folder, family, 'vision');
    const library = await loadTransformers();
    const processing = await readProcessing(join(path, 'preprocessor_config.json'), undefined);
    try {
      const Model = family === 'clip' ? library.CLIPVisionModelWithProjection : library.SiglipVisionModel;
      const model = await Model.from_pretrained(path, {
        dtype,
        device: 'cpu',
        local_files_only: true,
        session_options: { intraOpNumThreads: options.threads ?? 1, logSeverityLevel: 4 },
      });
      const { width, height } = processing.frame;
      const blank = new library.Tensor('float32', new Float32Array(3 * width * height), [
        1,
        3,
        height,
        width,
      ]);
      const vector = vectorsOf(await model({ pixel_values: blank }), path);
      const rows = Math.max(1, options.rows ?? USUAL_ROWS);
      return new ContrastiveImageEncoder(family, library, model, processing, vector.dims[1], rows);
    } catch (thrown) {
      throw unusableFolder(path, thrown);
    }
  }

  /** Throws `shape-mismatch` for a picture of another size than the frame's. */
  async encode(batch: readonly Uint8Array[]): Promise<Float32Array> {
    const { width, height } = this.frame;
    const size = 3 * width * height;
    for (const { length } of batch) if (length !== size && length !== 0) throw wrongSize(length, this.frame);
    const result = new Float32Array(batch.length * this.width);
    for (let start = 0; start < batch.length; start += this.#rows) {
      const pictures = batch.slice(start, start + this.#rows);
      const numbers = new Float32Array(pictures.length * size);
      for (const [row, planes] of pictures.entries()) {
        processPicture(planes, this.processing, 'channels-first', numbers, row * size);
      }
      const shape = [pictures.length, 3, height, width];
      const pixels = new this.#library.Tensor('float32', numbers, shape);
      const vectors = vectorsOf(await this.#model({ pixel_values: pixels }), this.name).data as Float32Array;
      for (const [row, { length }] of pictures.entries()) {
        if (length === 0) continue;
        const vector = vectors.slice(row * this.width, (row + 1) * this.width);
        result.set(normaliseInPlace(vector), (start + row) * this.width);
      }
    }
    return result;
  }

  /** Frees the memory of the runtime; the encoder cannot be used any more. */
  async release(): Promise<void> {
    await this.#model.dispose();
  }
}

/** CLIP's projection, or SigLIP's pooled output, of one picture or text a row. */
export function vectorsOf(outputs: Record<string, Tensor | undefined>, received: string): Tensor {
  const vectors = outputs['image_embeds'] ?? outputs['text_embeds'] ?? outputs['pooler_output'];
  if (vectors?.dims.length === 2) return vectors;
  throw new DaogouError('unsupported-format', `The network of ${received} gives no vector for an input`, {
    received: Object.keys(outputs),
    remedy: 'Take an export whose output is image_embeds, text_embeds or pooler_output.',
  });
}

function wrongSize(length: number, { width, height }: PictureFrame): DaogouError {
  return new DaogouError('shape-mismatch', `A picture of ${length} bytes is not 3 × ${height} × ${width}`, {
    received: length,
    remedy: 'Decode pictures with decodePicture(file, encoder.frame).',
  });
}
