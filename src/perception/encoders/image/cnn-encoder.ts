import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../core/errors.ts';
import { Graph } from '../../../tensor/graph.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession, type Session } from '../../../tensor/session.ts';
import { normalisePixels } from './pixels.ts';
import { PICTURE_SIDE, smallCnn } from './small-cnn.ts';

/** Pictures that the network reads at once. */
const ROWS = 16;
const PIXELS = 3 * PICTURE_SIDE * PICTURE_SIDE;

/**
 * The small convolutional network as it serves. Pictures come as `decodePicture` gives them, `3 × 64 × 64` bytes;
 * no bytes at all stand for no picture and give zeros. Runs in the thread that calls it.
 */
export class CnnEncoder implements Encoder<Uint8Array> {
  readonly name = 'small-cnn';
  readonly modality = 'image';
  readonly width: number;
  private readonly onnx: Uint8Array;
  private readonly session: Session;

  private constructor(onnx: Uint8Array, session: Session) {
    this.onnx = onnx;
    this.session = session;
    this.width = session.outputs.get('vectors')?.shape[1] ?? 0;
  }

  static async fromParameters(parameters: ParameterStore, width: number): Promise<CnnEncoder> {
    const graph = new Graph();
    const pictures = graph.input('pictures', [ROWS, 3, PICTURE_SIDE, PICTURE_SIDE]);
    graph.output('vectors', l2Normalise(smallCnn(graph, parameters, pictures, width)));
    return CnnEncoder.fromOnnx(graph.toOnnx({ frozen: parameters.frozen() }));
  }

  static async load(artifacts: ArtifactReader): Promise<CnnEncoder> {
    return CnnEncoder.fromOnnx(await artifacts.readBytes('image-encoder.onnx'));
  }

  private static async fromOnnx(onnx: Uint8Array): Promise<CnnEncoder> {
    return new CnnEncoder(onnx, await createSession(onnx, { threads: 2 }));
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeBytes('image-encoder.onnx', this.onnx);
  }

  /** Throws `shape-mismatch` for a picture of another size. */
  async encode(batch: readonly Uint8Array[]): Promise<Float32Array> {
    for (const pixels of batch) checkSize(pixels);
    const result = new Float32Array(batch.length * this.width);
    const pictures = new Float32Array(ROWS * PIXELS);
    for (let start = 0; start < batch.length; start += ROWS) {
      const rows = batch.slice(start, start + ROWS);
      for (const [row, pixels] of rows.entries()) normalisePixels(pixels, pictures, row * PIXELS);
      const { vectors } = await this.session.run({ pictures });
      for (const [row, { length }] of rows.entries()) {
        if (length === 0) continue;
        result.set(vectors.subarray(row * this.width, (row + 1) * this.width), (start + row) * this.width);
      }
    }
    return result;
  }
}

function checkSize({ length }: Uint8Array): void {
  if (length === PIXELS || length === 0) return;
  throw new DaogouError(
    'shape-mismatch',
    `A picture of ${length} bytes is not 3 × ${PICTURE_SIDE} × ${PICTURE_SIDE}`,
    {
      received: length,
      remedy: `Decode pictures with decodePicture(file, ${PICTURE_SIDE}).`,
    },
  );
}
