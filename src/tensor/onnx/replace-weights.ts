/** Puts trained numbers back into the file that they came from, which stays as it is otherwise. */
import protobuf from 'protobufjs/light.js';
import { DaogouError, toError } from '../../core/errors.ts';
import type { DecodedTensor } from './array.ts';
import { decodeProto, plainBytes } from './decode.ts';
import { fitsHalfPrecision, toHalfPrecision } from './half-precision.ts';
import { parameterName } from './parameter-names.ts';
import { ELEMENT_TYPES, FLOAT16, GraphProto, ModelTexts, TensorProto } from './schema.ts';

/** Field numbers of the format: a model's graph and texts, a graph's constants. */
const GRAPH = 7;
const TEXTS = 14;
const INITIALISER = 5;
const OUTPUT = 12;
/** Of a constant: its numbers. */
const RAW_DATA = 9;

export interface ReplaceWeightsOptions {
  /** Replaces the outputs, so that a head can be cut off: names of values inside, with their shapes. */
  readonly outputs?: readonly { readonly name: string; readonly shape: readonly (number | string)[] }[];
  /** Texts to add to those in the file, in place of any of the same name. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * The same file with other numbers: inputs, outputs, open sizes and everything else are untouched.
 * @param weights new numbers by the names that `importOnnx` gave them, such as `network.parameters.frozen()`.
 * @throws unsupported-format when the bytes are no ONNX file; not-found for a name that is not in it;
 * shape-mismatch for another number of elements; invalid-input for numbers beyond the range of 16 bits where the
 * file holds them in 16 bits.
 */
export function replaceWeights(
  onnx: Uint8Array,
  weights: ReadonlyMap<string, Float32Array>,
  options: ReplaceWeightsOptions = {},
): Uint8Array {
  const { metadata = {} } = options;
  const left = new Set(weights.keys());
  try {
    const result = copyFields(plainBytes(onnx), (field, content) => {
      if (field === TEXTS && Object.hasOwn(metadata, textKey(content))) return 'nothing';
      if (field !== GRAPH) return undefined;
      const graph = copyFields(content, (inner, part) => {
        if (inner === OUTPUT && options.outputs) return 'nothing';
        return inner === INITIALISER ? replaceOne(part, weights, left) : undefined;
      });
      return [...graph, writeOutputs(options.outputs ?? [])];
    });
    if (left.size > 0) throw unknownWeights([...left]);
    return Buffer.concat([...result, writeTexts(metadata)]);
  } catch (thrown) {
    if (thrown instanceof DaogouError) throw thrown;
    throw new DaogouError('unsupported-format', `This is no complete ONNX file: ${toError(thrown).message}`, {
      received: `${onnx.byteLength} bytes`,
      remedy: 'Give the bytes of a whole .onnx file.',
      cause: thrown,
    });
  }
}

/** Bytes in pieces, joined once at the end: networks are large. */
type Pieces = readonly Uint8Array[];

/**
 * Copies a protobuf message field by field. Fields that hold bytes are offered for replacement.
 * @param replace gives the contents to write in place of one, or `undefined` to keep it.
 */
function copyFields(
  bytes: Uint8Array,
  replace: (field: number, content: Uint8Array) => Pieces | 'nothing' | undefined,
): Pieces {
  const reader = protobuf.Reader.create(bytes);
  const pieces: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    const isBytes = (tag & 7) === BYTES;
    const replaced = isBytes ? replace(tag >>> 3, reader.bytes()) : undefined;
    if (!isBytes) reader.skipType(tag & 7);
    if (replaced === undefined) pieces.push(bytes.subarray(start, reader.pos));
    else if (replaced !== 'nothing') pieces.push(...withHeader(tag, replaced));
  }
  return pieces;
}

/** Wire type of fields that hold bytes, texts or messages. */
const BYTES = 2;

function withHeader(tag: number, content: Pieces): Pieces {
  const length = content.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return [protobuf.Writer.create().uint32(tag).uint32(length).finish(), ...content];
}

function replaceOne(
  content: Uint8Array,
  weights: ReadonlyMap<string, Float32Array>,
  left: Set<string>,
): Pieces | undefined {
  const tensor = decodeProto<DecodedTensor>(TensorProto, content);
  const name = parameterName(tensor.name);
  const values = weights.get(name);
  if (!values) return undefined;
  left.delete(name);
  const count = tensor.dims.reduce((product, size) => product * size, 1);
  if (count !== values.length) {
    throw new DaogouError('shape-mismatch', `${name} has ${values.length} numbers instead of ${count}`, {
      received: values.length,
      remedy: 'Give one number per element of the weight in the file.',
    });
  }
  const { dims, dataType } = tensor;
  const head = TensorProto.encode({ name: tensor.name, dims, dataType }).finish();
  return [head, ...withHeader((RAW_DATA << 3) | BYTES, [storedLike(dataType, name, values)])];
}

/** In the element type of the file, which other parts of it rely on. */
function storedLike(dataType: number, name: string, values: Float32Array): Uint8Array {
  if (dataType === ELEMENT_TYPES.float32) return bytesOf(values);
  if (dataType === FLOAT16 && fitsHalfPrecision(values)) return bytesOf(toHalfPrecision(values));
  if (dataType === DOUBLE) return bytesOf(Float64Array.from(values));
  throw new DaogouError('invalid-input', `${name} does not fit the element type that the file holds it in`, {
    received: dataType,
    remedy: 'Store the network with 32-bit floats, or train it with a lower learning rate.',
  });
}

const DOUBLE = 11;

function bytesOf(values: Float32Array | Float64Array | Float16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function textKey(content: Uint8Array): string {
  const reader = protobuf.Reader.create(content);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) return reader.string();
    reader.skipType(tag & 7);
  }
  return '';
}

function writeTexts(metadata: Readonly<Record<string, string>>): Uint8Array {
  const metadataProps = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return ModelTexts.encode({ metadataProps }).finish();
}

function writeOutputs(outputs: NonNullable<ReplaceWeightsOptions['outputs']>): Uint8Array {
  const output = outputs.map(({ name, shape }) => {
    const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
    return { name, type: { tensorType: { elemType: ELEMENT_TYPES.float32, shape: { dim } } } };
  });
  return GraphProto.encode({ output }).finish();
}

function unknownWeights(names: readonly string[]): DaogouError {
  return new DaogouError('not-found', `The file has no weight called ${names.join(', ')}`, {
    received: names,
    remedy: 'Put back what came from this very file: a head that was added is not part of it.',
  });
}
