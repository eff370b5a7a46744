import { isUtf8 } from 'node:buffer';
import { excerpt, MAXIMUM_ROW_BYTES } from './readable-file.ts';
import { utf8Chunks, type TextEncodingName } from './text-encoding.ts';

export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  /** Without its line break; of a line with a fault, what can be shown of it. */
  readonly text: string;
  readonly fault?: 'row is too long' | 'invalid UTF-8' | 'null character';
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The lines of a text file (ended by LF or CRLF) that are not blank. A line of over 4 MB is given up. */
export async function* textLines(
  path: string,
  encoding: TextEncodingName,
  onBytes: (bytes: number) => void,
): AsyncGenerator<TextLine> {
  let pending: Buffer = Buffer.alloc(0);
  let isTooLong = false;
  let line = 0;
  for await (const chunk of utf8Chunks(path, encoding)) {
    onBytes(chunk.length);
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let start = 0;
    for (let end = pending.indexOf(LINE_FEED); end !== -1; end = pending.indexOf(LINE_FEED, start)) {
      const read = toLine(pending.subarray(start, end), ++line, isTooLong);
      if (read) yield read;
      isTooLong = false;
      start = end + 1;
    }
    pending = pending.subarray(start);
    // Its beginning is enough to show it by; what follows need not be held.
    if (pending.length > MAXIMUM_ROW_BYTES) {
      isTooLong = true;
      pending = Buffer.from(pending.subarray(0, 800));
    }
  }
  const last = toLine(pending, line + 1, isTooLong);
  if (last) yield last;
}

function toLine(bytes: Buffer, line: number, isTooLong: boolean): TextLine | undefined {
  const raw = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
  const fault =
    isTooLong || raw.length > MAXIMUM_ROW_BYTES
      ? 'row is too long'
      : !isUtf8(raw)
        ? 'invalid UTF-8'
        : raw.includes(0)
          ? 'null character'
          : undefined;
  if (fault !== undefined) return { line, text: excerpt(raw), fault };
  const text = raw.toString('utf8');
  return text.trim() === '' ? undefined : { line, text };
}
