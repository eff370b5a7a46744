/**
 * Named arrays in one file, in the safetensors format (https://github.com/huggingface/safetensors): the length of a
 * JSON header as 8 little-endian bytes, the header, then the arrays' bytes without gaps. Arrays have one axis here;
 * shapes are the business of the model that wrote them.
 */
import { z } from 'zod';
import type { NumericArray } from './contracts/artifacts.ts';
import { DaogouError } from './errors.ts';

const KINDS = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U32: Uint32Array,
  U8: Uint8Array,
  I8: Int8Array,
} as const;
type Kind = keyof typeof KINDS;

/** The header begins at byte 8 and is padded so that the widest numbers lie at a multiple of their size. */
const ALIGNMENT = 8;
const MAXIMUM_HEADER_BYTES = 100_000_000;

const entrySchema = z.object({
  dtype: z.enum(Object.keys(KINDS) as [Kind, ...Kind[]]),
  shape: z.array(z.int().nonnegative()).length(1),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
type Entry = z.infer<typeof entrySchema>;
const headerSchema = z.record(z.string(), entrySchema);

/** Equal arrays give equal bytes, whatever order their names came in. */
export function encodeArrays(arrays: Readonly<Record<string, NumericArray>>): Uint8Array {
  // Wide numbers first, so that each array begins at a multiple of its number's size.
  const named = Object.entries(arrays).sort(
    ([a, first], [b, second]) =>
      second.BYTES_PER_ELEMENT - first.BYTES_PER_ELEMENT || (a < b ? -1 : Number(a > b)),
  );
  const header: Record<string, Entry> = {};
  let length = 0;
  for (const [name, array] of named) {
    if (name === '__metadata__') throw unusable('an array cannot be called __metadata__', name);
    header[name] = {
      dtype: kindOf(array),
      shape: [array.length],
      data_offsets: [length, length + array.byteLength],
    };
    length += array.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(8 + headerLength + length).fill(0x20, 8, 8 + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, 8);
  let start = 8 + headerLength;
  for (const [, array] of named) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start);
    start += array.byteLength;
  }
  return bytes;
}

/** @throws DaogouError `model-mismatch` for a file that is cut short, too long, or is not in the format. */
export function decodeArrays(bytes: Uint8Array): Record<string, NumericArray> {
  const { header, dataStart } = readHeader(bytes);
  const dataLength = bytes.length - dataStart;
  const inOrder = Object.entries(header).sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  const arrays: Record<string, NumericArray> = {};
  let expectedStart = 0;
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [start, end],
    },
  ] of inOrder) {
    const length = shape[0];
    const isSound = start === expectedStart && end - start === length * KINDS[dtype].BYTES_PER_ELEMENT;
    if (!isSound || end > dataLength) throw unusable(`the array ${name} has wrong bounds`, [start, end]);
    arrays[name] = new KINDS[dtype](copyOf(bytes.subarray(dataStart + start, dataStart + end)));
    expectedStart = end;
  }
  if (expectedStart !== dataLength) throw unusable('bytes are left over', dataLength - expectedStart);
  return arrays;
}

/** Aligned, and not holding the whole file in memory; `slice` of a Buffer would be a view. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function readHeader(bytes: Uint8Array): { header: Record<string, Entry>; dataStart: number } {
  if (bytes.length < 8) throw unusable('the file is shorter than 8 bytes', bytes.length);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MAXIMUM_HEADER_BYTES || 8 + length > bytes.length)
    throw unusable('the header is longer than the file', length);
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  try {
    // Other programs may add `__metadata__`, a record of texts, which we have no use for.
    const { __metadata__: _, ...entries } = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    return { header: headerSchema.parse(entries), dataStart: 8 + length };
  } catch (thrown) {
    throw unusable('the header cannot be read', text.slice(0, 200), thrown);
  }
}

function kindOf(array: NumericArray): Kind {
  const kind = (Object.keys(KINDS) as Kind[]).find((name) => array instanceof KINDS[name]);
  if (!kind)
    throw unusable('an array is of a type that cannot be stored', Object.prototype.toString.call(array));
  return kind;
}

function unusable(what: string, received: unknown, cause?: unknown): DaogouError {
  return new DaogouError('model-mismatch', `The arrays are not in safetensors format: ${what}`, {
    received,
    remedy: 'Train the model again; its files were changed or cut short.',
    ...(cause === undefined ? {} : { cause }),
  });
}
