/** Numbers stored in an ONNX file, turned into the element types that graphs have. */
import { DaogouError } from '../../core/errors.ts';
import type { DataType, TypedArray } from '../graph.ts';
import { formatShape, sizeOf, type Shape } from '../shapes.ts';
import { plainBytes } from './decode.ts';
import { fromHalfPrecision } from './half-precision.ts';

/** A constant of a file. */
export interface OnnxArray {
  readonly shape: Shape;
  readonly dtype: DataType;
  /** Row-major. A view of the file where its numbers lie at a fitting byte: do not write to it. */
  readonly values: TypedArray;
  /** TensorProto.DataType in the file, which is not always that of `values`: halves and doubles become floats. */
  readonly storedAs: number;
}

/** Gives `length` bytes from `offset` of a file that lies beside the model. */
export type ReadExternal = (location: string, offset: number, length: number) => Uint8Array;

/** A TensorProto as it was decoded. */
export interface DecodedTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly int64Data: readonly number[];
  readonly doubleData: readonly number[];
  readonly rawData: Uint8Array;
  readonly externalData: readonly { readonly key: string; readonly value: string }[];
  readonly dataLocation: number;
}

interface StoredType {
  readonly name: string;
  readonly dtype: DataType;
  /** Bytes of an element. */
  readonly width: number;
  readonly fromBytes: (bytes: Uint8Array) => TypedArray;
  /** From the fields that hold single numbers where there are no bytes. */
  readonly fromNumbers: (tensor: DecodedTensor) => TypedArray;
}

const int32 = (values: Iterable<number>): Int32Array => Int32Array.from(values);
const int64 = (values: readonly number[]): BigInt64Array => BigInt64Array.from(values, toInt64);
const fromInt32Data = (tensor: DecodedTensor): Int32Array => int32(tensor.int32Data);

/** Every element type of the format that has a place in a graph, by its number (TensorProto.DataType). */
const STORED_TYPES: Readonly<Record<number, StoredType>> = {
  1: {
    name: 'float',
    dtype: 'float32',
    width: 4,
    fromBytes: (bytes) => view(bytes, 4, (buffer, at, count) => new Float32Array(buffer, at, count)),
    fromNumbers: ({ floatData }) => Float32Array.from(floatData),
  },
  2: {
    name: 'uint8',
    dtype: 'uint8',
    width: 1,
    fromBytes: (bytes) => bytes,
    fromNumbers: ({ int32Data }) => Uint8Array.from(int32Data),
  },
  3: {
    name: 'int8',
    dtype: 'int32',
    width: 1,
    fromBytes: (bytes) => int32(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    fromNumbers: fromInt32Data,
  },
  4: {
    name: 'uint16',
    dtype: 'int32',
    width: 2,
    fromBytes: (bytes) => int32(new Uint16Array(bytes.slice().buffer)),
    fromNumbers: fromInt32Data,
  },
  5: {
    name: 'int16',
    dtype: 'int32',
    width: 2,
    fromBytes: (bytes) => int32(new Int16Array(bytes.slice().buffer)),
    fromNumbers: fromInt32Data,
  },
  6: {
    name: 'int32',
    dtype: 'int32',
    width: 4,
    fromBytes: (bytes) => view(bytes, 4, (buffer, at, count) => new Int32Array(buffer, at, count)),
    fromNumbers: fromInt32Data,
  },
  7: {
    name: 'int64',
    dtype: 'int64',
    width: 8,
    fromBytes: (bytes) => view(bytes, 8, (buffer, at, count) => new BigInt64Array(buffer, at, count)),
    fromNumbers: ({ int64Data }) => int64(int64Data),
  },
  9: {
    name: 'bool',
    dtype: 'bool',
    width: 1,
    fromBytes: (bytes) => bytes,
    fromNumbers: ({ int32Data }) => Uint8Array.from(int32Data),
  },
  10: {
    name: 'float16',
    dtype: 'float32',
    width: 2,
    fromBytes: fromHalfPrecision,
    fromNumbers: ({ int32Data }) => fromHalfPrecision(new Uint8Array(Uint16Array.from(int32Data).buffer)),
  },
  11: {
    name: 'double',
    dtype: 'float32',
    width: 8,
    fromBytes: (bytes) => new Float32Array(new Float64Array(bytes.slice().buffer)),
    fromNumbers: ({ doubleData }) => Float32Array.from(doubleData),
  },
  16: {
    name: 'bfloat16',
    dtype: 'float32',
    width: 2,
    fromBytes: (bytes) => fromBrainFloats(new Uint16Array(bytes.slice().buffer)),
    fromNumbers: ({ int32Data }) => fromBrainFloats(Uint16Array.from(int32Data)),
  },
};

/** The graph's element type for one of the file, if there is one. */
export function elementTypeOf(dataType: number): DataType | undefined {
  return STORED_TYPES[dataType]?.dtype;
}

/**
 * Reads a stored tensor.
 * @throws unsupported-format for an element type without a place in a graph (texts, 4-bit numbers), numbers that are
 * missing, and external data without a way to read them.
 */
export function readArray(tensor: DecodedTensor, readExternal: ReadExternal | undefined): OnnxArray {
  const type = STORED_TYPES[tensor.dataType];
  const named = tensor.name === '' ? 'A constant' : `The constant ${tensor.name}`;
  if (!type) {
    throw new DaogouError('unsupported-format', `${named} has element type ${tensor.dataType}`, {
      received: tensor.dataType,
      remedy: `Export the network with 32-bit floats. Read are: ${Object.values(STORED_TYPES)
        .map(({ name }) => name)
        .join(', ')}.`,
    });
  }
  const count = sizeOf(tensor.dims);
  const bytes = tensor.dataLocation === 1 ? externalBytes(tensor, readExternal) : tensor.rawData;
  const values = bytes.byteLength > 0 ? fromWholeElements(type, bytes) : type.fromNumbers(tensor);
  if (values?.length !== count || tensor.dims.some((size) => size < 0)) {
    throw new DaogouError(
      'unsupported-format',
      `${named} of shape ${formatShape(tensor.dims)} has ${values?.length ?? `${bytes.byteLength} bytes of`} numbers`,
      { received: tensor.dims, remedy: 'The file is damaged: fetch or export it again.' },
    );
  }
  return { shape: tensor.dims, dtype: type.dtype, values, storedAs: tensor.dataType };
}

function fromWholeElements(type: StoredType, bytes: Uint8Array): TypedArray | undefined {
  return bytes.byteLength % type.width === 0 ? type.fromBytes(bytes) : undefined;
}

function externalBytes(tensor: DecodedTensor, readExternal: ReadExternal | undefined): Uint8Array {
  const fields = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const location = fields.get('location') ?? '';
  if (!readExternal) {
    throw new DaogouError(
      'unsupported-format',
      `The numbers of ${tensor.name} lie in another file, ${location}, which cannot be read`,
      {
        received: location,
        remedy: 'Say in which folder it lies (externalFolder), or export the network as one file.',
      },
    );
  }
  const width = STORED_TYPES[tensor.dataType].width;
  const length = Number(fields.get('length') ?? sizeOf(tensor.dims) * width);
  return plainBytes(readExternal(location, Number(fields.get('offset') ?? 0), length));
}

/** A view where the bytes start at a multiple of the element's width, as typed arrays demand; otherwise a copy. */
function view<T>(
  bytes: Uint8Array,
  width: number,
  build: (buffer: ArrayBufferLike, at: number, count: number) => T,
): T {
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  return build(aligned.buffer, aligned.byteOffset, aligned.byteLength / width);
}

/** The upper half of a 32-bit float. */
function fromBrainFloats(upper: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(upper, (bits) => bits << 16).buffer);
}

const INT64_LIMIT = 2 ** 63;

/** Ends of slices that mean "to the last" lie at the limits, where numbers round beyond them. */
export function toInt64(value: number): bigint {
  if (value >= INT64_LIMIT) return 2n ** 63n - 1n;
  return value < -INT64_LIMIT ? -(2n ** 63n) : BigInt(Math.trunc(value));
}
