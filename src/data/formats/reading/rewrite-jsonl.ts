import { isUtf8 } from 'node:buffer';
import { excerpt, MAXIMUM_ROW_BYTES, type ReadableFile, type RewriteOptions } from './readable-file.ts';

const LINE_FEED = 0x0a;

/**
 * Copies the lines of a JSONL file that hold one JSON object each, as `{"line":…,"row":…}`, and reports the others.
 */
export async function rewriteJsonl(options: RewriteOptions): Promise<ReadableFile> {
  const columns = new Set<string>();
  let pending: Buffer = Buffer.alloc(0);
  let line = 0;
  let count = 0;
  let output: string[] = [];

  const readLine = (bytes: Buffer): void => {
    line++;
    const raw = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
    if (raw.length === 0 || excerpt(raw).trim() === '') return;
    const answer = parseRow(raw);
    if ('reason' in answer) {
      options.onBadRow({ line, reason: answer.reason, value: excerpt(raw) });
      return;
    }
    for (const name of answer.names) columns.add(name);
    output.push(`{"line":${line},"row":${raw.toString('utf8')}}\n`);
    count++;
  };

  for await (const chunk of options.chunks) {
    options.onBytes(chunk.length);
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let start = 0;
    for (let end = pending.indexOf(LINE_FEED); end !== -1; end = pending.indexOf(LINE_FEED, start)) {
      readLine(pending.subarray(start, end));
      start = end + 1;
    }
    pending = pending.subarray(start);
    await options.target.write(output.join(''));
    output = [];
  }
  if (pending.length > 0) readLine(pending);
  await options.target.write(output.join(''));
  return { columns: [...columns], count };
}

function parseRow(raw: Buffer): { names: string[] } | { reason: string } {
  if (raw.length > MAXIMUM_ROW_BYTES) return { reason: 'row is too long' };
  if (!isUtf8(raw)) return { reason: 'invalid UTF-8' };
  const text = raw.toString('utf8');
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return { reason: 'not JSON' };
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { reason: 'not a JSON object' };
  // Escapes can name characters that no database stores: U+0000 and halves of surrogate pairs.
  if (text.includes('\\u') && !isStorable(row)) return { reason: 'null character' };
  return { names: Object.keys(row) };
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner));
}
