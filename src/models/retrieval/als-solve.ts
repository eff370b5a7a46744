/** Rows of vectors, `data` is rows × width. */
export interface Factors {
  readonly width: number;
  readonly data: Float32Array;
}

/** What one row of the matrix holds. */
interface Entries {
  readonly columns: Int32Array;
  readonly weights: Float32Array;
}

/** YᵀY + λI, [width, width]. */
export function gramOf({ width, data }: Factors, regularisation: number): Float64Array {
  const gram = new Float64Array(width * width);
  for (let row = 0; row < data.length; row += width) {
    for (let i = 0; i < width; i++) {
      const value = data[row + i];
      if (value !== 0) addTo(gram, i * width, data, row, i + 1, value);
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) gram[j * width + i] = gram[i * width + j];
    gram[i * width + i] += regularisation;
  }
  return gram;
}

/**
 * Improves x towards the solution of (YᵀY + λI + Σ c_k y_k y_kᵀ) x = Σ (1 + c_k) y_k, c_k = confidence · weight_k, over
 * the row's entries: the least squares solution where every item not taken is worth 0 and every one taken 1, with
 * confidence 1 + c_k.
 *
 * @param gram YᵀY + λI, from `gramOf`.
 * @param steps of the conjugate gradient at most; it stops early where nothing is left to gain.
 * @param x [width], the start, changed in place.
 */
export function solveImplicit(
  gram: Float64Array,
  factors: Factors,
  entries: Entries,
  confidence: number,
  steps: number,
  x: Float32Array,
): void {
  const { width, data } = factors;
  const { columns, weights } = entries;
  if (columns.length === 0) {
    x.fill(0);
    return;
  }
  const point = Float64Array.from(x);
  const residual = new Float64Array(width);
  const product = new Float64Array(width);
  multiply(gram, factors, entries, confidence, point, product);
  for (let k = 0; k < columns.length; k++) {
    addTo(residual, 0, data, columns[k] * width, width, 1 + confidence * weights[k]);
  }
  for (let j = 0; j < width; j++) residual[j] -= product[j];
  const direction = residual.slice();
  let left = inner(residual, residual);
  for (let step = 0; step < steps && left > TINY; step++) {
    multiply(gram, factors, entries, confidence, direction, product);
    const length = left / inner(direction, product);
    for (let j = 0; j < width; j++) {
      point[j] += length * direction[j];
      residual[j] -= length * product[j];
    }
    const before = left;
    left = inner(residual, residual);
    for (let j = 0; j < width; j++) direction[j] = residual[j] + (left / before) * direction[j];
  }
  x.set(point);
}

const TINY = 1e-18;

/** out = (gram + Σ c_k y_k y_kᵀ) v */
function multiply(
  gram: Float64Array,
  { width, data }: Factors,
  { columns, weights }: Entries,
  confidence: number,
  v: Float64Array,
  out: Float64Array,
): void {
  out.fill(0);
  // The matrix is symmetric: adding its rows reads it in order.
  for (let i = 0; i < width; i++) if (v[i] !== 0) addTo(out, 0, gram, i * width, width, v[i]);
  for (let k = 0; k < columns.length; k++) {
    const from = columns[k] * width;
    let along = 0;
    for (let j = 0; j < width; j++) along += data[from + j] * v[j];
    addTo(out, 0, data, from, width, confidence * weights[k] * along);
  }
}

function addTo(
  out: Float64Array,
  to: number,
  values: Float32Array | Float64Array,
  from: number,
  count: number,
  factor: number,
): void {
  for (let j = 0; j < count; j++) out[to + j] += factor * values[from + j];
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
