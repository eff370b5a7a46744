/** The bin of values that are not known (NaN). Known values have bins from 1, in their order. */
export const MISSING_BIN = 0;

/** What the values of one feature are told apart by: value v lies in bin 1 + (number of edges below v). */
export type BinEdges = Float64Array;

/** A matrix whose values were replaced by the numbers of their bins: all that growing a tree looks at. */
export interface BinnedRows {
  readonly count: number;
  readonly width: number;
  /** width × count: all rows of the first feature, then all of the second. */
  readonly bins: Uint8Array;
  /** One a feature, ascending. Bin b ≥ 1 reaches up to and including edge b − 1; the last one has no edge. */
  readonly edges: readonly BinEdges[];
}

/** Rows that the edges are read off at most; more tell nothing new about quantiles. */
const MOST_SAMPLED = 200_000;

/**
 * Edges between the values of each feature: halfway between neighbours where there are at most `mostBins` different
 * values, else so that bins hold about as many rows each. A value that fills more than its share has a bin of its own.
 *
 * @param rows row after row of `width` values; NaN is a missing one
 * @param mostBins of known values, from 2 to 255
 */
export function findEdges(rows: Float32Array, width: number, mostBins: number): BinEdges[] {
  const count = rows.length / width;
  const stride = Math.max(1, Math.ceil(count / MOST_SAMPLED));
  return Array.from({ length: width }, (_, feature) => {
    const sampled = new Float32Array(Math.ceil(count / stride));
    let known = 0;
    for (let row = 0; row < count; row += stride) {
      const value = rows[row * width + feature];
      if (!Number.isNaN(value)) sampled[known++] = value;
    }
    return edgesOf(sampled.subarray(0, known).sort(), mostBins);
  });
}

function edgesOf(sorted: Float32Array, mostBins: number): BinEdges {
  const starts: number[] = [];
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) starts.push(i);
  const edges: number[] = [];
  let binStart = 0;
  for (let place = 1; place < starts.length; place++) {
    const filled = starts[place] - binStart;
    const binsLeft = mostBins - edges.length;
    const valuesLeft = starts.length - place;
    const nextEnd = starts[place + 1] ?? sorted.length;
    const share = (sorted.length - binStart) / binsLeft;
    // Closed when adding the next value would take the bin further past its share than it is short of it now.
    const isFull = 2 * share - filled <= nextEnd - binStart;
    if (binsLeft > 1 && (valuesLeft < binsLeft || isFull)) {
      edges.push(between(sorted[starts[place - 1]], sorted[starts[place]]));
      binStart = starts[place];
    }
  }
  return Float64Array.from(edges);
}

/** Halfway; the lower one where there is no half way to infinity. */
function between(lower: number, upper: number): number {
  const middle = lower + (upper - lower) / 2;
  return Number.isFinite(middle) ? middle : lower;
}

/** Puts every value of `rows` (row after row, one entry an edge list) into its bin. */
export function binRows(rows: Float32Array, edges: readonly BinEdges[]): BinnedRows {
  const width = edges.length;
  const count = rows.length / width;
  const bins = new Uint8Array(rows.length);
  for (const [feature, own] of edges.entries()) {
    const start = feature * count;
    for (let row = 0; row < count; row++) bins[start + row] = binOf(rows[row * width + feature], own);
  }
  return { count, width, bins, edges };
}

function binOf(value: number, edges: BinEdges): number {
  if (Number.isNaN(value)) return MISSING_BIN;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < value) low = middle + 1;
    else high = middle;
  }
  return 1 + low;
}
