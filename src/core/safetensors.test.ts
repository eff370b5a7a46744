import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeArrays, encodeArrays } from './safetensors.ts';

const anyArray = fc.oneof(
  fc.float32Array(),
  fc.float64Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.uint8Array(),
  fc.int8Array(),
);
const anyName = fc.string({ unit: 'grapheme' }).filter((name) => !name.startsWith('__'));

describe('safetensors', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.dictionary(anyName, anyArray, { noNullPrototype: true }), (arrays) => {
        expect(decodeArrays(encodeArrays(arrays))).toEqual(arrays);
      }),
    );
  });

  it('writes the documented bytes, in one order', () => {
    const bytes = encodeArrays({ b: new Uint8Array([9]), a: new Float32Array([1]) });
    const header =
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      `${String.fromCharCode(padded.length)}${'\0'.repeat(7)}${padded}\0\0\x80\x3f\x09`,
    );
    expect(encodeArrays({ a: new Float32Array([1]), b: new Uint8Array([9]) })).toEqual(bytes);
  });

  it('reads a part of a larger buffer, and files of other programs', () => {
    const header = '{"__metadata__":{"format":"pt"},"x":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}';
    const file = Buffer.concat([
      Buffer.from([0xff, header.length, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from(header),
      Buffer.from([5, 0, 0, 0]),
    ]).subarray(1);
    expect(decodeArrays(file)).toEqual({ x: new Int32Array([5]) });
  });

  it('refuses a file that was cut, grown or changed anywhere in its frame', () => {
    const bytes = encodeArrays({ a: new Float32Array([1, 2]), b: new Int8Array([3]) });
    const refused = (broken: Uint8Array): void =>
      expect(() => decodeArrays(broken)).toThrowError(expect.objectContaining({ code: 'model-mismatch' }));
    for (let length = 0; length < bytes.length; length++) refused(bytes.subarray(0, length));
    refused(Buffer.concat([bytes, Buffer.from([0])]));
    refused(Buffer.concat([Buffer.alloc(8, 0xff), bytes.subarray(8)]));
    const swapped = Buffer.from(bytes);
    swapped.write('[1]', swapped.indexOf('[2]'));
    refused(swapped);
  });
});
