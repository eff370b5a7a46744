/** Brings features to one scale: (x − mean) / scale, so that one strength of prior fits all. */
export interface Standardiser {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** A feature that hardly varies must not be blown up into one that decides. */
const LEAST_SCALE = 0.05;

/** Mean and spread of each of `width` features over the rows of all `matrices`, missing values (NaN) left out. */
export function fitStandardiser(matrices: Iterable<Float32Array>, width: number): Standardiser {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  const counts = new Float64Array(width);
  for (const rows of matrices) {
    for (let start = 0; start < rows.length; start += width) {
      for (let f = 0; f < width; f++) {
        const value = rows[start + f];
        if (Number.isNaN(value)) continue;
        counts[f]++;
        sums[f] += value;
        squares[f] += value ** 2;
      }
    }
  }
  const means = sums.map((sum, f) => (counts[f] === 0 ? 0 : sum / counts[f]));
  const scales = squares.map((square, f) =>
    counts[f] === 0 ? 1 : Math.max(LEAST_SCALE, Math.sqrt(Math.max(0, square / counts[f] - means[f] ** 2))),
  );
  return { means, scales };
}

/** Standardises rows in place. */
export function standardise(rows: Float32Array, { means, scales }: Standardiser): void {
  const width = means.length;
  for (let start = 0; start < rows.length; start += width) {
    for (let f = 0; f < width; f++) rows[start + f] = (rows[start + f] - means[f]) / scales[f];
  }
}
