import { inflateSync } from 'node:zlib';
import { DaogouError } from '../../core/errors.ts';

const SIGNATURE = 0x774f4646;
const HEADER = 44;
const ENTRY = 20;

/**
 * The TrueType or OpenType font in a WOFF 1 file (W3C, 2012): its tables unpacked, each at a multiple of four bytes.
 *
 * @throws DaogouError `bad-media` where it is none
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.length < HEADER || woff.readUInt32BE(0) !== SIGNATURE) {
    throw new DaogouError('bad-media', 'This is no font of the web', {
      received: woff.subarray(0, 4).toString('latin1'),
      remedy: 'Give WOFF 1 files.',
    });
  }
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  const power = Math.floor(Math.log2(count));
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (count - 2 ** power), 10);
  const parts: Buffer[] = [directory];
  let place = directory.length;
  for (let i = 0; i < count; i++) {
    const at = HEADER + ENTRY * i;
    const [start, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
    const bytes = woff.subarray(start, start + packed);
    const table = packed < length ? inflateSync(bytes, { maxOutputLength: length }) : bytes;
    const entry = 12 + 16 * i;
    woff.copy(directory, entry, at, at + 4);
    directory.writeUInt32BE(woff.readUInt32BE(at + 16), entry + 4);
    directory.writeUInt32BE(place, entry + 8);
    directory.writeUInt32BE(length, entry + 12);
    parts.push(table, Buffer.alloc(-length & 3));
    place += length + (-length & 3);
  }
  return Buffer.concat(parts);
}
