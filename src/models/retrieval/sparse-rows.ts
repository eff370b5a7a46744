/** A sparse matrix by rows: row r's entries lie at `starts[r] .. starts[r + 1]` of `columns` and `values`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}
