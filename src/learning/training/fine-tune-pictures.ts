/** What a network that is fine-tuned reads for each picture: its pixels, or what its frozen part makes of them. */
import { DaogouError } from '../../core/errors.ts';
import {
  arrangePicture,
  imagenetProcessing,
  processPicture,
  type Layout,
  type PictureProcessing,
} from '../../perception/encoders/image/picture-processing.ts';
import { Graph, type DataType, type Tensor, type TypedArray } from '../../tensor/graph.ts';
import { importOnnx } from '../../tensor/onnx/importer.ts';
import type { OnnxFile } from '../../tensor/onnx/reader.ts';
import { createSession } from '../../tensor/session.ts';
import { sizeOf, type Shape } from '../../tensor/shapes.ts';

/** A value of the network that training starts from, with a row for each picture. */
export interface PictureRows {
  /** Of the value in the file. */
  readonly name: string;
  readonly dtype: DataType;
  /** Of one row. */
  readonly shape: Shape;
  write(picture: number, mirrored: boolean, target: TypedArray, row: number): void;
}

export type Pictures = readonly (Uint8Array | undefined)[];

/** Where a network in a file reads its pictures. */
export interface NetworkInput {
  readonly name: string;
  readonly dtype: 'float32' | 'uint8';
  readonly layout: Layout;
  readonly processing: PictureProcessing;
  /** Without the batch. */
  readonly shape: Shape;
}

/** Side of the pictures where neither the file nor the caller says. */
const USUAL_SIDE = 224;

/** @throws unsupported-format for a network that does not read one batch of coloured pictures */
export function networkInput(file: OnnxFile, processing: Partial<PictureProcessing>): NetworkInput {
  const [input] = file.inputs;
  const sizes = input?.shape?.map((size) => (typeof size === 'number' && size > 0 ? size : undefined)) ?? [];
  const layout = sizes[3] === 3 && sizes[1] !== 3 ? 'channels-last' : 'channels-first';
  const channels = layout === 'channels-first' ? sizes[1] : sizes[3];
  const isPictures = sizes.length === 4 && (channels === 3 || channels === undefined);
  const dtype = input?.dtype;
  if (file.inputs.length !== 1 || !isPictures || (dtype !== 'float32' && dtype !== 'uint8')) {
    const found = file.inputs.map(({ name, shape }) => `${name} [${shape?.join(', ') ?? '?'}]`);
    throw new DaogouError('unsupported-format', `The network does not read pictures: ${found.join('; ')}`, {
      received: found,
      remedy: 'Give a network with one input of pictures, [rows, 3, height, width] or channels last.',
    });
  }
  const [height, width] = layout === 'channels-first' ? sizes.slice(2) : sizes.slice(1, 3);
  const usual = imagenetProcessing(width ?? USUAL_SIDE, height ?? USUAL_SIDE);
  const complete = { ...usual, ...processing };
  const { frame } = complete;
  if ((width ?? frame.width) !== frame.width || (height ?? frame.height) !== frame.height) {
    throw new DaogouError('invalid-input', `The network reads pictures of ${width} × ${height}`, {
      received: frame,
      remedy: 'Give a frame of the size that the network reads.',
    });
  }
  const shape = layout === 'channels-first' ? [3, frame.height, frame.width] : [frame.height, frame.width, 3];
  return { name: input.name, dtype, layout, processing: complete, shape };
}

/** @throws shape-mismatch for a picture of another size than the network reads */
export function pixelRows(input: NetworkInput, pictures: Pictures): PictureRows {
  const size = sizeOf(input.shape);
  const wrong = pictures.findIndex((picture) => picture !== undefined && picture.length !== size);
  if (wrong >= 0) {
    throw new DaogouError('shape-mismatch', `Picture ${wrong} has ${pictures[wrong]?.length} bytes`, {
      received: pictures[wrong]?.length,
      remedy: `Decode pictures into the network's frame: ${size} bytes each.`,
    });
  }
  const { processing, layout } = input;
  return {
    name: input.name,
    dtype: input.dtype,
    shape: input.shape,
    write(picture, mirrored, target, row) {
      const planes = pictures[picture]!;
      const seen = mirrored ? mirror(planes, processing.frame.width) : planes;
      if (target instanceof Uint8Array) arrangePicture(seen, processing, layout, target, row * size);
      else processPicture(seen, processing, layout, target as Float32Array, row * size);
    },
  };
}

/** Features of frozen parts up to this many numbers are kept: 256 MB. */
const MOST_FEATURES = 2 ** 26;
const ROWS_AT_ONCE = 16;

/**
 * Runs what stays frozen once for every picture, and its mirror image, so that training repeats only the rest.
 * `undefined` where that would take too much memory.
 */
export async function frozenRows(
  file: OnnxFile,
  rows: PictureRows,
  value: string,
  pictures: Pictures,
  threads: number,
): Promise<PictureRows | undefined> {
  const present = [...pictures.keys()].filter((picture) => pictures[picture] !== undefined);
  const network = importOnnx(file, { ...openAt(rows, ROWS_AT_ONCE), stopAt: value });
  const [[name, tensor]] = network.outputs;
  const shape = tensor.shape.slice(1);
  const size = sizeOf(shape);
  const isPerPicture = tensor.shape[0] === ROWS_AT_ONCE && tensor.dtype === 'float32';
  if (!isPerPicture || 2 * size * present.length > MOST_FEATURES) return undefined;
  network.graph.output('frozen features', tensor);
  const session = await createSession(network.graph.toOnnx(), { threads });
  const features = new Float32Array(2 * size * present.length);
  const place = new Map(present.map((picture, i) => [picture, i]));
  const feed = rowsBuffer(rows, ROWS_AT_ONCE);
  const looks = present.flatMap((picture) => [false, true].map((mirrored) => ({ picture, mirrored })));
  for (let start = 0; start < looks.length; start += ROWS_AT_ONCE) {
    const chunk = looks.slice(start, start + ROWS_AT_ONCE);
    for (const [row, { picture, mirrored }] of chunk.entries()) rows.write(picture, mirrored, feed, row);
    const { 'frozen features': found } = await session.run({ [rows.name]: feed });
    features.set(found.subarray(0, chunk.length * size), start * size);
  }
  await session.release();
  return {
    name,
    dtype: 'float32',
    shape,
    write(picture, mirrored, target, row) {
      const from = (2 * place.get(picture)! + (mirrored ? 1 : 0)) * size;
      (target as Float32Array).set(features.subarray(from, from + size), row * size);
    },
  };
}

/** A graph with an input for so many rows, for `importOnnx` to go on from. */
export function openAt(rows: PictureRows, count: number): { graph: Graph; feeds: Record<string, Tensor> } {
  const graph = new Graph();
  return { graph, feeds: { [rows.name]: graph.input(rows.name, [count, ...rows.shape], rows.dtype) } };
}

/** An array for so many rows. */
export function rowsBuffer({ dtype, shape }: PictureRows, count: number): Uint8Array | Float32Array {
  const length = count * sizeOf(shape);
  return dtype === 'uint8' ? new Uint8Array(length) : new Float32Array(length);
}

/** The picture seen in a mirror, plane by plane, row by row. */
function mirror(planes: Uint8Array, width: number): Uint8Array {
  const result = new Uint8Array(planes.length);
  for (let start = 0; start < planes.length; start += width) {
    for (let x = 0; x < width; x++) result[start + x] = planes[start + width - 1 - x];
  }
  return result;
}
