import { DaogouError } from '../../core/errors.ts';
import type { SparseRows } from '../../models/retrieval/interactions.ts';

export interface FoldInParts {
  /** Who took what: a row a shopper. */
  readonly taken: SparseRows;
  readonly width: number;
  /** What training found for each shopper, shoppers × width. */
  readonly shoppers: Float32Array;
  /** What is averaged over a past, items × width. */
  readonly items: Float32Array;
}

export interface FoldIn {
  /** What an item of the past tells about its shopper, items × width. */
  readonly tells: Float32Array;
  /** A shopper of whom nothing is known, [width]. */
  readonly everybody: Float32Array;
}

/** Ridge of the regression, as a share of the mean of the diagonal. */
const RIDGE = 1e-3;

/**
 * How to serve shoppers whose vectors were not trained: as the mean of the items they took, put through the linear
 * map and offset that, over the shoppers of the training, come nearest to the vectors found for them (ridge
 * regression). Since a mean is linear, the map is applied to the items once and for all.
 */
export function foldIn({ taken, width, shoppers, items }: FoldInParts): FoldIn {
  const size = width + 1;
  const gram = new Float64Array(size * size);
  const target = new Float64Array(size * width);
  const mean = new Float64Array(size);
  for (let shopper = 0; shopper + 1 < taken.starts.length; shopper++) {
    if (!writeMean(taken, shopper, items, width, mean)) continue;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) gram[i * size + j] += mean[i] * mean[j];
      for (let j = 0; j < width; j++) target[i * width + j] += mean[i] * shoppers[shopper * width + j];
    }
  }
  let trace = 0;
  for (let i = 0; i < size; i++) trace += gram[i * size + i];
  for (let i = 0; i < size; i++) gram[i * size + i] += (RIDGE * trace) / size + Number.MIN_VALUE;
  if (trace > 0) solveInPlace(gram, target, size, width);
  const map = target.subarray(0, width * width);
  return {
    tells: product(items, map, width),
    everybody: Float32Array.from(target.subarray(width * width)),
  };
}

/** The weighted mean of what a shopper took, then 1 for the offset; false where they took nothing. */
function writeMean(
  { starts, columns, weights }: SparseRows,
  shopper: number,
  items: Float32Array,
  width: number,
  mean: Float64Array,
): boolean {
  const [start, end] = [starts[shopper], starts[shopper + 1]];
  mean.fill(0);
  let total = 0;
  for (let entry = start; entry < end; entry++) total += weights[entry];
  for (let entry = start; entry < end; entry++) {
    const from = columns[entry] * width;
    for (let j = 0; j < width; j++) mean[j] += (weights[entry] / total) * items[from + j];
  }
  mean[width] = 1;
  return total > 0;
}

/**
 * Solves A X = B for symmetric positive definite A (lower half, size × size) and B (size × columns) by Cholesky
 * factorisation; both are overwritten, B by X.
 */
function solveInPlace(a: Float64Array, b: Float64Array, size: number, columns: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j];
      for (let k = 0; k < j; k++) sum -= a[i * size + k] * a[j * size + k];
      a[i * size + j] = i === j ? Math.sqrt(positive(sum)) : sum / a[j * size + j];
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) subtractRow(b, i, k, a[i * size + k], columns);
    for (let c = 0; c < columns; c++) b[i * columns + c] /= a[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) subtractRow(b, i, k, a[k * size + i], columns);
    for (let c = 0; c < columns; c++) b[i * columns + c] /= a[i * size + i];
  }
}

function positive(pivot: number): number {
  if (pivot > 0) return pivot;
  throw new DaogouError('invalid-input', 'The vectors that training found are not finite', {
    received: pivot,
    remedy: 'Train with a smaller learning rate.',
  });
}

function subtractRow(b: Float64Array, row: number, other: number, factor: number, columns: number): void {
  for (let c = 0; c < columns; c++) b[row * columns + c] -= factor * b[other * columns + c];
}

/** rows × width times width × width. */
function product(rows: Float32Array, map: Float64Array, width: number): Float32Array {
  const result = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += width) {
    for (let i = 0; i < width; i++) {
      const value = rows[from + i];
      if (value === 0) continue;
      for (let j = 0; j < width; j++) result[from + j] += value * map[i * width + j];
    }
  }
  return result;
}
