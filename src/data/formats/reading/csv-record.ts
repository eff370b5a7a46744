/** Finds where the records of a CSV file (RFC 4180) begin and end, in bytes. */

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface CsvRecord {
  /** Bytes of the record, its line break left out. */
  readonly end: number;
  /** Where the next record begins. */
  readonly next: number;
  readonly columns: number;
  /** Line breaks inside quotes. */
  readonly innerLines: number;
  /** A quote in a field that does not begin with one, such as `5" pipe`: a plain character. */
  readonly hasStrayQuote: boolean;
  /** Why it is no record: the quotes do not fit. */
  readonly fault?: 'text after a closing quote' | 'quote is never closed';
}

const STATES = { fieldStart: 0, plain: 1, quoted: 2, afterQuote: 3 } as const;

/** The record at `start`, or undefined when its end lies in bytes that have not come yet. */
export function scanRecord(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  isAll: boolean,
): CsvRecord | undefined {
  let state: number = STATES.fieldStart;
  let columns = 1;
  let innerLines = 0;
  let hasStrayQuote = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (state === STATES.quoted) {
      if (byte === QUOTE) state = STATES.afterQuote;
      else if (isLineEnd(bytes, at)) innerLines++;
    } else if (byte === delimiter) {
      columns++;
      state = STATES.fieldStart;
    } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      if (byte === CARRIAGE_RETURN && at + 1 === bytes.length && !isAll) return undefined;
      const next = byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED ? at + 2 : at + 1;
      return { end: at, next, columns, innerLines, hasStrayQuote };
    } else if (byte === QUOTE) {
      if (state === STATES.plain) hasStrayQuote = true;
      else state = STATES.quoted;
    } else if (state === STATES.afterQuote) {
      return {
        ...firstLine(bytes, start),
        columns,
        innerLines: 0,
        hasStrayQuote,
        fault: 'text after a closing quote',
      };
    } else {
      state = STATES.plain;
    }
  }
  if (!isAll) return undefined;
  if (state === STATES.quoted)
    return {
      ...firstLine(bytes, start),
      columns,
      innerLines: 0,
      hasStrayQuote,
      fault: 'quote is never closed',
    };
  return { end: bytes.length, next: bytes.length, columns, innerLines, hasStrayQuote };
}

/** The line at `start`, whatever quotes are in it. */
export function firstLine(bytes: Uint8Array, start: number): { end: number; next: number } {
  let end = start;
  while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== CARRIAGE_RETURN) end++;
  const isPair = bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED;
  return { end, next: Math.min(bytes.length, end + (isPair ? 2 : 1)) };
}

/** A line feed, or a carriage return on its own; of a pair, the line feed counts. */
function isLineEnd(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === LINE_FEED || (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED);
}

/** The fields of one whole record; bytes and characters are the same thing in `latin1`. */
export function splitRecord(record: string, delimiter: string): string[] {
  const fields: string[] = [];
  for (let at = 0; ;) {
    const isQuoted = record[at] === '"';
    const end = isQuoted ? closingQuote(record, at) + 1 : nextDelimiter(record, at, delimiter);
    const field = record.slice(at, end);
    fields.push(isQuoted ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end >= record.length) return fields;
    at = end + 1;
  }
}

function closingQuote(record: string, start: number): number {
  let at = record.indexOf('"', start + 1);
  while (record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at;
}

function nextDelimiter(record: string, start: number, delimiter: string): number {
  const at = record.indexOf(delimiter, start);
  return at === -1 ? record.length : at;
}
