import type { Dataset } from '../../core/contracts/dataset.ts';
import { DaogouError } from '../../core/errors.ts';
import { lastEventTime } from './popularity-counts.ts';
import { historyOf, rowsByShopper } from './shopper-histories.ts';
import type { ReadPast } from './weighted-past.ts';

/** A sparse matrix: row r's entries lie at `starts[r] .. starts[r + 1]` of `columns` and `weights`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Which shopper took an interest in which item, and how much: one row a shopper, one column an item. A shopper is a
 * known user, or a guest's session.
 */
export function interactions(dataset: Pick<Dataset, 'events'>, readPast: ReadPast): SparseRows {
  const { events } = dataset;
  const now = lastEventTime(events);
  const { starts, rows } = rowsByShopper(events);
  const rowStarts = new Int32Array(starts.length);
  const columns = new Int32Array(rows.length);
  const weights = new Float32Array(rows.length);
  let end = 0;
  for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
    const past = readPast(historyOf(events, rows.subarray(starts[shopper], starts[shopper + 1])), now);
    for (const { item, weight } of past) {
      columns[end] = item;
      weights[end++] = weight;
    }
    rowStarts[shopper + 1] = end;
  }
  return { starts: rowStarts, columns: columns.slice(0, end), weights: weights.slice(0, end) };
}

/** The same matrix by columns: one row for each of `columnCount` columns. */
export function transposed({ starts, columns, weights }: SparseRows, columnCount: number): SparseRows {
  const columnStarts = new Int32Array(columnCount + 1);
  for (const column of columns) columnStarts[column + 1]++;
  for (let column = 0; column < columnCount; column++) columnStarts[column + 1] += columnStarts[column];
  const next = columnStarts.slice(0, columnCount);
  const rows = new Int32Array(columns.length);
  const values = new Float32Array(columns.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let entry = starts[row]; entry < starts[row + 1]; entry++) {
      const place = next[columns[entry]]++;
      rows[place] = row;
      values[place] = weights[entry];
    }
  }
  return { starts: columnStarts, columns: rows, weights: values };
}

/** @throws not-enough-data where no shopper took an interest in anything. */
export function requireInteractions(name: string, { columns }: SparseRows): void {
  if (columns.length > 0) return;
  throw new DaogouError('not-enough-data', `The model ${name} has nothing to learn from`, {
    received: 0,
    remedy: 'Import purchases, carts, wishes or views of known users or of sessions.',
  });
}
