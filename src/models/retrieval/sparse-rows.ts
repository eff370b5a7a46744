/** A sparse matrix by rows: row r's entries lie at `starts[r] .. starts[r + 1]` of `columns` and `values`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

export type SparseRow = Pick<SparseRows, 'columns' | 'values'>;

/** One matrix of rows that were made one after the other. */
export function joinRows(rows: readonly SparseRow[]): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  for (const [row, { columns }] of rows.entries()) starts[row + 1] = starts[row] + columns.length;
  const columns = new Int32Array(starts[rows.length]);
  const values = new Float32Array(starts[rows.length]);
  for (const [row, entries] of rows.entries()) {
    columns.set(entries.columns, starts[row]);
    values.set(entries.values, starts[row]);
  }
  return { starts, columns, values };
}
