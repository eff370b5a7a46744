import { isUtf8 } from 'node:buffer';
import { firstLine, scanRecord, splitRecord, type CsvRecord } from './csv-record.ts';
import { excerpt, MAXIMUM_ROW_BYTES, type ReadableFile, type RewriteOptions } from './readable-file.ts';

const DELIMITERS = [',', '\t', ';', '|'];
const LINE_FEED = Buffer.from('\n');

/**
 * Copies the sound records of a CSV file, each with its true line number before it, and reports the others. DuckDB
 * reads the copy: alone it cannot say in which line a record with line breaks began, and one open quote would make
 * it lose all the records behind. Where quotes or columns do not fit, one line is given up and the next one is tried.
 */
export async function rewriteCsv(options: RewriteOptions): Promise<ReadableFile> {
  const reader = createReader(options);
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of options.chunks) {
    options.onBytes(chunk.length);
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const used = reader.read(pending, false);
    pending = pending.subarray(used);
    await options.target.write(reader.takeOutput());
  }
  reader.read(pending, true);
  await options.target.write(reader.takeOutput());
  return { columns: reader.columns(), count: reader.count() };
}

interface Reader {
  /** Reads the records that are whole; returns how many bytes that were. */
  read(bytes: Buffer, isAll: boolean): number;
  takeOutput(): Buffer;
  columns(): string[];
  count(): number;
}

function createReader({ onBadRow }: RewriteOptions): Reader {
  let header: string[] | undefined;
  let delimiter = ',';
  let line = 1;
  let count = 0;
  let output: Buffer[] = [];

  const readHeader = (bytes: Buffer, start: number, isAll: boolean): CsvRecord | undefined => {
    const { end, next } = firstLine(bytes, start);
    if (!isAll && next >= bytes.length) return undefined;
    delimiter = likeliestDelimiter(bytes.toString('latin1', start, end));
    const record = scanRecord(bytes, start, delimiter.charCodeAt(0), isAll);
    if (!record || record.fault !== undefined) return record;
    const text = bytes.toString('latin1', start, record.end);
    header = splitRecord(text, delimiter).map((name) => Buffer.from(name, 'latin1').toString('utf8').trim());
    return record;
  };

  const keep = (bytes: Buffer, start: number, record: CsvRecord): void => {
    const raw = bytes.subarray(start, record.end);
    const isPlain = delimiter === ',' && !record.hasStrayQuote;
    output.push(Buffer.from(`${line},`), isPlain ? raw : quoted(raw, delimiter), LINE_FEED);
    count++;
  };

  /** Returns where the next record begins, or undefined when more bytes are needed. */
  const readOne = (bytes: Buffer, start: number, isAll: boolean): number | undefined => {
    const isHeader = header === undefined;
    const record = isHeader
      ? readHeader(bytes, start, isAll)
      : scanRecord(bytes, start, delimiter.charCodeAt(0), isAll);
    if (!record) return undefined;
    const reason = record.end === start ? 'blank' : faultOf(bytes, start, record, header?.length);
    if (reason === undefined && !isHeader) keep(bytes, start, record);
    const givenUp = reason === undefined ? record : firstLine(bytes, start);
    if (reason !== undefined && reason !== 'blank')
      onBadRow({ line, reason, value: excerpt(bytes.subarray(start, givenUp.end)) });
    line += 1 + (reason === undefined ? record.innerLines : 0);
    return givenUp.next;
  };

  return {
    read(bytes, isAll) {
      let start = 0;
      while (start < bytes.length) {
        const isTooLong = bytes.length - start > MAXIMUM_ROW_BYTES;
        const next = readOne(bytes, start, isAll) ?? (isTooLong ? readOne(bytes, start, true) : undefined);
        if (next === undefined) break;
        start = next;
      }
      return start;
    },
    takeOutput() {
      const taken = Buffer.concat(output);
      output = [];
      return taken;
    },
    columns: () => header ?? [],
    count: () => count,
  };
}

function faultOf(
  bytes: Buffer,
  start: number,
  record: CsvRecord,
  expectedColumns: number | undefined,
): string | undefined {
  if (record.fault !== undefined) return record.fault;
  const raw = bytes.subarray(start, record.end);
  if (!isUtf8(raw)) return 'invalid UTF-8';
  if (raw.includes(0)) return 'null character';
  if (record.columns !== expectedColumns) return 'wrong number of columns';
  return undefined;
}

function likeliestDelimiter(header: string): string {
  const unquoted = header.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => unquoted.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/** The record with commas and every field in quotes, so that a stray quote is a character and no more. */
function quoted(raw: Buffer, delimiter: string): Buffer {
  const fields = splitRecord(raw.toString('latin1'), delimiter);
  return Buffer.from(fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(','), 'latin1');
}
