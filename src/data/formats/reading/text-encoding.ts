import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';

export type TextEncodingName = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

const CHUNK_BYTES = 1 << 20;
/** Real Chinese text is nearly all in the characters of GB 2312, whose two bytes are both at least 0xA1. */
const COMMON_CHINESE_SHARE = 0.95;

/**
 * Which encoding a text file is in. GB18030 (which includes GBK and GB 2312) is only named when the file is not UTF-8,
 * decodes without an error, and nearly all of its characters are common ones; any other file counts as UTF-8,
 * and its broken lines are found one by one.
 */
export async function detectEncoding(path: string): Promise<TextEncodingName> {
  const start = await firstBytes(path, 2);
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (await isValidUtf8(path)) return 'utf-8';
  return (await isGb18030(path)) ? 'gb18030' : 'utf-8';
}

/** The file's bytes as UTF-8, without a byte order mark. Line breaks stay where they are. */
export async function* utf8Chunks(path: string, encoding: TextEncodingName): AsyncGenerator<Buffer> {
  const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
  let isFirst = true;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const bytes = decoder
      ? Buffer.from(decoder.decode(chunk as Buffer, { stream: true }))
      : (chunk as Buffer);
    const hasMark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    yield hasMark ? bytes.subarray(3) : bytes;
    isFirst = false;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isValidUtf8(path: string): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = startOfLastCharacter(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return false;
    rest = bytes.subarray(end);
  }
  return isUtf8(rest);
}

/** A character of up to four bytes may lie across two chunks. */
function startOfLastCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++)
    if ((bytes[bytes.length - back] & 0xc0) !== 0x80) return bytes.length - back;
  return bytes.length;
}

async function isGb18030(path: string): Promise<boolean> {
  const decoder = new TextDecoder('gb18030', { fatal: true });
  const pairs = { all: 0, common: 0, lead: 0 };
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      decoder.decode(chunk as Buffer, { stream: true });
      countPairs(chunk as Buffer, pairs);
    }
    decoder.decode();
  } catch {
    return false;
  }
  return pairs.all > 0 && pairs.common / pairs.all >= COMMON_CHINESE_SHARE;
}

/** `lead` is a first byte whose second one has not come yet, or 0. */
function countPairs(bytes: Buffer, pairs: { all: number; common: number; lead: number }): void {
  for (const byte of bytes) {
    if (pairs.lead > 0) {
      pairs.all++;
      if (pairs.lead >= 0xa1 && byte >= 0xa1) pairs.common++;
      pairs.lead = 0;
    } else if (byte > 0x80) {
      pairs.lead = byte;
    }
  }
}
