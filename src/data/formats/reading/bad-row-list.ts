import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import type { BadRow } from '../../../core/contracts/import-report.ts';

/** Rows that could not be used: all of them go to a file, the first ones of each reason and all counts to the report. */
export interface BadRowList {
  add(rows: readonly BadRow[]): void;
  /** The number of rows by reason, the commonest first. */
  counts(): Record<string, number>;
  first(): BadRow[];
  close(): Promise<void>;
}

export async function openBadRowList(path: string, rowsPerReason: number): Promise<BadRowList> {
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(path);
  const closed = finished(stream);
  // Awaited in `close`; until then a full disk must not end the process as an unhandled rejection.
  closed.catch(() => {});
  const counts = new Map<string, number>();
  const first: BadRow[] = [];
  return {
    add(rows) {
      for (const row of rows) {
        const count = (counts.get(row.reason) ?? 0) + 1;
        counts.set(row.reason, count);
        if (count <= rowsPerReason) first.push(row);
        stream.write(`${JSON.stringify(row)}\n`);
      }
    },
    counts: () => Object.fromEntries([...counts].sort(([, a], [, b]) => b - a)),
    first: () => first,
    async close() {
      stream.end();
      await closed;
    },
  };
}
