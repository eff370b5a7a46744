import type { Random } from '../../../core/random.ts';
import type { SparseRow } from './term-weights.ts';

/** Passes over the rows: the subspace changed no measured result after the third. */
const PASSES = 4;
/** A direction whose squared length is below this share of the mean is rounding, not data. */
const NO_DATA = 1e-12;

/**
 * The directions in which sparse rows differ most: an orthonormal basis of the span of the `width` largest right
 * singular vectors, by subspace iteration from a random start (Halko, Martinsson and Tropp, 2011, without the last
 * rotation, which changes no angle). Where the rows span less, the rest of the basis is zero.
 *
 * @returns `columns × width`, row-major: `row · basis` is the row's image.
 */
export function principalSubspace(
  rows: readonly SparseRow[],
  columns: number,
  width: number,
  random: Random,
): Float32Array {
  let basis: Float32Array = new Float32Array(columns * width);
  for (let i = 0; i < basis.length; i++) basis[i] = random.normal();
  const image = new Float32Array(width);
  for (let pass = 0; pass < PASSES; pass++) {
    const next = new Float32Array(columns * width);
    for (const row of rows) {
      image.fill(0);
      addImage(row, basis, image);
      for (const [entry, term] of row.terms.entries()) {
        const weight = row.weights[entry];
        const to = term * width;
        for (let j = 0; j < width; j++) next[to + j] += weight * image[j];
      }
    }
    basis = orthonormal(next, columns, width);
  }
  // A second time, since the first leaves an error in proportion to how unequal the directions are.
  return orthonormal(basis, columns, width);
}

/** Adds `row · basis` to `out`, at `start`; the width is what the basis has for each of its rows. */
export function addImage(
  { terms, weights }: SparseRow,
  basis: Float32Array,
  out: Float32Array,
  start = 0,
  width = out.length,
): void {
  for (let entry = 0; entry < terms.length; entry++) {
    const weight = weights[entry];
    const from = terms[entry] * width;
    for (let j = 0; j < width; j++) out[start + j] += weight * basis[from + j];
  }
}

/** Makes the columns of a tall matrix orthonormal: Q = A R⁻¹ with AᵀA = RᵀR (Cholesky). */
function orthonormal(matrix: Float32Array, rows: number, width: number): Float32Array {
  const lower = cholesky(gram(matrix, rows, width), width);
  const result = new Float32Array(matrix.length);
  for (let start = 0; start < matrix.length; start += width) {
    for (let a = 0; a < width; a++) {
      const pivot = lower[a * width + a];
      if (pivot === 0) continue;
      let value = matrix[start + a];
      for (let b = 0; b < a; b++) value -= lower[a * width + b] * result[start + b];
      result[start + a] = value / pivot;
    }
  }
  return result;
}

/** AᵀA, its lower triangle. */
function gram(matrix: Float32Array, rows: number, width: number): Float64Array {
  const products = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    for (let a = 0; a < width; a++) {
      const value = matrix[start + a];
      if (value === 0) continue;
      const to = a * width;
      for (let b = 0; b <= a; b++) products[to + b] += value * matrix[start + b];
    }
  }
  return products;
}

/** L with L Lᵀ = the matrix; where nothing is left of a direction, its row and column of L are 0. */
function cholesky(matrix: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(width * width);
  let trace = 0;
  for (let a = 0; a < width; a++) trace += matrix[a * width + a];
  const least = (NO_DATA * trace) / width;
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      let value = matrix[a * width + b];
      for (let c = 0; c < b; c++) value -= lower[a * width + c] * lower[b * width + c];
      if (a === b) lower[a * width + a] = value > least ? Math.sqrt(value) : 0;
      else lower[a * width + b] = lower[b * width + b] === 0 ? 0 : value / lower[b * width + b];
    }
  }
  return lower;
}
