import type { HistoryEvent, Query } from '../../../core/contracts/dataset.ts';
import { tellsTaste } from './shopper-features.ts';

/** What sets items apart from others of their kind, as it is stored. */
export interface ItemLikenessParts {
  /** One a modality that was fused; 0 for one of which nothing is known before shoppers come, such as behaviour. */
  readonly widths: readonly number[];
  /** `items × sum of widths`, one after the other: rows of length 127, or zero where the modality is missing. */
  readonly vectors: Int8Array;
  /** One a modality: the root of the mean squared cosine of two items of the catalogue; 0 where there are none. */
  readonly spreads: Float32Array;
}

/** Newest events that are looked at: more would cost time and tell of somebody who has changed since. */
const MOST_EVENTS = 1_000;

/**
 * How alike the things are that a shopper chose, in each modality, in what sets them apart from others of their kind
 * (dresses from dresses, tea from tea): whoever goes by looks chose things that look alike, more so than chance brings
 * about.
 */
export class ItemLikeness {
  readonly parts: ItemLikenessParts;
  private readonly width: number;
  private readonly norms: Float64Array;
  private readonly sums: Float64Array;

  constructor(parts: ItemLikenessParts) {
    this.parts = parts;
    this.width = parts.widths.reduce((sum, width) => sum + width, 0);
    this.norms = new Float64Array(parts.widths.length);
    this.sums = new Float64Array(this.width);
  }

  /** Numbers that `write` gives for one shopper: one a modality, and one for how many items it rests on. */
  get size(): number {
    return this.parts.widths.length + 1;
  }

  /** What `write` gives for each query: `rows × size`, zeros in the rows that are left over. */
  of(queries: readonly Query[], rows: number): Float32Array {
    const result = new Float32Array(rows * this.size);
    for (const [row, { history }] of queries.entries()) this.write(history, result, row);
    return result;
  }

  /**
   * Writes `size` numbers into row `row`: for each modality the sum of the cosines of all pairs of different items over
   * what it would deviate by if they were drawn blindly, then the number of items. Both are damped, x → ±log(1 + |x|),
   * since they grow with every item. Fewer than two items give 0.
   */
  write(history: readonly HistoryEvent[], out: Float32Array, row: number): void {
    const { spreads, vectors, widths } = this.parts;
    const items = new Set<number>();
    for (let i = history.length - 1; i >= Math.max(0, history.length - MOST_EVENTS); i--) {
      if (history[i].item >= 0 && tellsTaste(history[i].type)) items.add(history[i].item);
    }
    this.sums.fill(0);
    this.norms.fill(0);
    const counts = new Int32Array(widths.length);
    for (const item of items) {
      let at = item * this.width;
      let to = 0;
      for (const [modality, width] of widths.entries()) {
        let norm = 0;
        for (let i = 0; i < width; i++, at++, to++) {
          this.sums[to] += vectors[at];
          norm += vectors[at] ** 2;
        }
        this.norms[modality] += norm;
        if (norm > 0) counts[modality]++;
      }
    }
    const start = row * this.size;
    let from = 0;
    for (const [modality, width] of widths.entries()) {
      let pairs = -this.norms[modality];
      for (let i = 0; i < width; i++, from++) pairs += this.sums[from] ** 2;
      const count = counts[modality];
      // The deviation of n (n - 1) pairs, each of them met twice, of a mean length of norms / count.
      const deviation =
        spreads[modality] * Math.sqrt(2 * count * (count - 1)) * (this.norms[modality] / Math.max(1, count));
      out[start + modality] = deviation > 0 ? damped(pairs / deviation) : 0;
    }
    out[start + widths.length] = damped(items.size);
  }
}

function damped(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}
