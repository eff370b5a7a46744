import type { BinnedRows } from './binned-rows.ts';

/** Numbers that a histogram keeps of each bin: sum of gradients, sum of hessians, rows. */
export const BIN_WIDTH = 3;

/** Where each feature's bins begin in a histogram, in bins; one more entry than features. */
export function histogramStarts({ edges }: BinnedRows): Int32Array {
  const starts = new Int32Array(edges.length + 1);
  // Beside the bins between the edges, one for what is above the last, and one for what is missing.
  for (const [feature, own] of edges.entries()) starts[feature + 1] = starts[feature] + own.length + 2;
  return starts;
}

/** Rows of a node with their derivatives, gathered so that each feature reads them in one sweep. */
export interface NodeRows {
  /** Row numbers, ascending. */
  readonly rows: Int32Array;
  /** One a row of the node. */
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Sums the derivatives of a node's rows by bin, for the features asked for; overwrites `histogram` there. */
export function fillHistogram(
  histogram: Float64Array,
  { bins, count }: BinnedRows,
  starts: Int32Array,
  features: Int32Array,
  node: NodeRows,
): void {
  for (const feature of features) {
    const part = histogram.subarray(starts[feature] * BIN_WIDTH, starts[feature + 1] * BIN_WIDTH);
    part.fill(0);
    addColumn(part, bins.subarray(feature * count, (feature + 1) * count), node);
  }
}

function addColumn(part: Float64Array, column: Uint8Array, { rows, gradient, hessian }: NodeRows): void {
  for (let i = 0; i < rows.length; i++) {
    const at = BIN_WIDTH * column[rows[i]];
    part[at] += gradient[i];
    part[at + 1] += hessian[i];
    part[at + 2] += 1;
  }
}

/** What is left of a node when one child is taken away is its other child. */
export function subtractHistogram(node: Float64Array, child: Float64Array): void {
  for (let i = 0; i < node.length; i++) node[i] -= child[i];
}
