import type { Random } from '../../core/random.ts';
import { transposed, type SparseRows } from '../../models/retrieval/interactions.ts';

/** One batch of comparisons: shopper s took `positive` and not `negative`; rows of the three belong together. */
export interface Pairs {
  readonly shoppers: Int32Array;
  readonly positives: Int32Array;
  readonly negatives: Int32Array;
  /** How much each comparison counts: the weight of what was taken, above 0. */
  readonly weights: Float32Array;
}

/** Draws before a negative is taken although the shopper took it as well: they may have taken everything. */
const MOST_DRAWS = 20;

/**
 * Draws comparisons for Bayesian personalised ranking (Rendle et al., 2009): what a shopper took, and an item they did
 * not take, each equally likely among those that somebody took. What nobody took is never held against anything: that
 * it did not sell may only mean that it is new.
 */
export class PairSource {
  /** Comparisons of one epoch: one for everything that was taken. */
  readonly count: number;
  /** 1 for every item that somebody took. */
  readonly isTaken: Uint8Array;
  private readonly taken: SparseRows;
  private readonly shopperOf: Int32Array;
  private readonly candidates: Int32Array;

  constructor(taken: SparseRows, itemCount: number) {
    this.taken = taken;
    this.count = taken.columns.length;
    const { starts } = transposed(taken, itemCount);
    this.isTaken = Uint8Array.from({ length: itemCount }, (_, item) =>
      starts[item + 1] > starts[item] ? 1 : 0,
    );
    this.candidates = Int32Array.from([...this.isTaken.keys()].filter((item) => this.isTaken[item]));
    this.shopperOf = new Int32Array(this.count);
    for (let shopper = 0; shopper + 1 < taken.starts.length; shopper++) {
      this.shopperOf.fill(shopper, taken.starts[shopper], taken.starts[shopper + 1]);
    }
  }

  /** All comparisons once, in random order, in batches of one size; what is left over waits for another epoch. */
  *epoch(batch: number, random: Random): Generator<Pairs> {
    const order = shuffled(this.count, random);
    for (let start = 0; start + batch <= this.count; start += batch) {
      const entries = order.subarray(start, start + batch);
      const shoppers = entries.map((entry) => this.shopperOf[entry]);
      yield {
        shoppers,
        positives: entries.map((entry) => this.taken.columns[entry]),
        negatives: shoppers.map((shopper) => this.negativeOf(shopper, random)),
        weights: Float32Array.from(entries, (entry) => this.taken.weights[entry]),
      };
    }
  }

  private negativeOf(shopper: number, random: Random): number {
    const own = this.taken.columns.subarray(this.taken.starts[shopper], this.taken.starts[shopper + 1]);
    let item = this.candidates[random.integer(this.candidates.length)];
    for (let draw = 0; draw < MOST_DRAWS && own.includes(item); draw++) {
      item = this.candidates[random.integer(this.candidates.length)];
    }
    return item;
  }
}

function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
