/** Opens an ONNX file that reads pictures, and says in which layout, size and numbers it wants them. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DaogouError, toError } from '../../../core/errors.ts';
import { ort } from '../../../tensor/onnx-runtime.ts';
import type { FixedSize } from './preprocessor-config.ts';
import type { Layout } from './picture-processing.ts';

export interface PictureInput {
  readonly name: string;
  readonly layout: Layout;
  readonly dtype: 'float32' | 'uint8';
  /** Rows that it takes at once; undefined where any number will do. */
  readonly rows: number | undefined;
  readonly size: FixedSize;
}

/**
 * The ONNX file at a path: the file itself, or in a folder `model.onnx`, `onnx/model.onnx`, or the only one there.
 *
 * @throws DaogouError `not-found` where there is none; `invalid-input` where there are several
 */
export async function findOnnxFile(path: string): Promise<string> {
  const status = await stat(path).catch(() => undefined);
  if (status?.isFile()) return path;
  if (!status) throw missing(path, 'nothing is there');
  for (const folder of [path, join(path, 'onnx')]) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.onnx')).sort();
    if (names.includes('model.onnx')) return join(folder, 'model.onnx');
    if (names.length === 1) return join(folder, names[0]);
    if (names.length > 1) {
      throw new DaogouError('invalid-input', `${folder} holds several ONNX files: ${names.join(', ')}`, {
        received: path,
        remedy: 'Give the path of one of them.',
      });
    }
  }
  throw missing(path, 'the folder has no .onnx file');
}

/** Where Hugging Face's layout has the file that goes with it: beside, or above the folder `onnx`. */
export function preprocessorConfigOf(onnxFile: string): string {
  const folder = dirname(onnxFile);
  return join(basename(folder) === 'onnx' ? dirname(folder) : folder, 'preprocessor_config.json');
}

/**
 * @throws DaogouError `unsupported-format` where the file is no ONNX or uses what the runtime lacks; `not-found`
 * where it keeps its weights in another file that is not there
 */
export async function openOnnxFile(file: string, threads: number): Promise<ort.InferenceSession> {
  try {
    // By path, since weights in files beside it are looked for from there.
    return await ort.InferenceSession.create(file, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (thrown) {
    const { message } = toError(thrown);
    if (/external data|external initializer/i.test(message)) {
      throw new DaogouError('not-found', `${file} keeps its weights in another file, which is not there`, {
        received: message,
        remedy: `Put the file with the weights beside it; it is often called ${basename(file)}_data.`,
        cause: thrown,
      });
    }
    throw new DaogouError('unsupported-format', `${file} cannot be run as an ONNX network: ${message}`, {
      received: file,
      remedy: 'Give a complete ONNX file of operator set 24 or lower; export or copy it again.',
      cause: thrown,
    });
  }
}

/** @throws DaogouError `unsupported-format` for a network that does not take one batch of coloured pictures */
export function pictureInput(file: string, session: ort.InferenceSession): PictureInput {
  const { inputMetadata } = session;
  if (inputMetadata.length !== 1) {
    const names = inputMetadata.map(({ name }) => name);
    throw refused(file, `it asks for ${names.length} inputs: ${names.join(', ')}`, names);
  }
  const [input] = inputMetadata;
  if (!input.isTensor) throw refused(file, `its input ${input.name} is no tensor`, input.name);
  const { name, type, shape } = input;
  if (type !== 'float32' && type !== 'uint8') {
    throw refused(file, `its input ${name} is of ${type}, not of float32 or uint8`, type);
  }
  const dimensions = shape.map((size) => (typeof size === 'number' && size > 0 ? size : undefined));
  if (dimensions.length !== 4)
    throw refused(file, `its input ${name} has ${shape.length} axes, not 4`, shape);
  const layout = layoutOf(dimensions);
  if (!layout) throw refused(file, `its input ${name} has no axis of 3 channels`, shape);
  const [height, width] = layout === 'channels-first' ? dimensions.slice(2) : dimensions.slice(1, 3);
  return {
    name,
    layout,
    dtype: type,
    rows: dimensions[0],
    size: width !== undefined && height !== undefined ? { width, height } : undefined,
  };
}

/** Where an exporter left the channels open, they are first: PyTorch's way. */
function layoutOf([, second, , last]: readonly (number | undefined)[]): Layout | undefined {
  if (second === 3) return 'channels-first';
  if (last === 3) return 'channels-last';
  return second === undefined ? 'channels-first' : undefined;
}

export function refused(file: string, why: string, received: unknown): DaogouError {
  return new DaogouError('unsupported-format', `${file} is not a network for pictures: ${why}`, {
    received,
    remedy:
      'Export the part that takes one batch of pictures (rows, 3, height, width) and gives a vector for each.',
  });
}

function missing(path: string, why: string): DaogouError {
  return new DaogouError('not-found', `There is no ONNX file at ${path}: ${why}`, {
    received: path,
    remedy: 'Give the path of an .onnx file, or of a folder that holds one.',
  });
}
