import type { FileHandle } from 'node:fs/promises';
import type { BadRow } from '../../../core/contracts/import-report.ts';

/** Longer rows are taken for a quote that was never closed. */
export const MAXIMUM_ROW_BYTES = 4 << 20;

export interface ReadableFile {
  readonly columns: readonly string[];
  /** Rows that were written. */
  readonly count: number;
}

export interface RewriteOptions {
  readonly chunks: AsyncIterable<Buffer>;
  readonly target: FileHandle;
  readonly onBadRow: (bad: Omit<BadRow, 'file'>) => void;
  /** Called with the number of bytes read. */
  readonly onBytes: (bytes: number) => void;
}

/** What is shown of a row that could not be read: its first 200 characters, as well as they can be made out. */
export function excerpt(bytes: Buffer): string {
  return bytes.subarray(0, 800).toString('utf8').slice(0, 200);
}
