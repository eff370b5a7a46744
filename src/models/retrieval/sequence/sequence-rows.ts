import type { ItemSequences } from '../item-sequences.ts';
import { FIRST_STEP, gapBucket } from './gap-buckets.ts';
import type { SequenceShape } from './options.ts';

/** What must not be seen: e^-1e9 is 0 in 32 bits. */
const HIDDEN = -1e9;

export type Steps = Pick<ItemSequences, 'items' | 'times'>;

/**
 * The feeds of a sequence network: rows of `length` places, into which whole sequences are packed one after another.
 * A place sees the places of its own sequence up to itself. A recurrent reader, which goes on from place to place,
 * takes one sequence a row.
 */
export class SequenceRows {
  readonly rows: number;
  readonly length: number;
  /** [rows · length] each: items by number (0 where there is none), places within a sequence, and time before. */
  readonly items: Int32Array;
  readonly positions: Int32Array;
  readonly gaps: Int32Array;
  /** [rows, 1, length, length]: 0 where the first place sees the second, else -1e9. */
  readonly mask: Float32Array;
  /** [rows · length · length]: the time between two places, where one sees the other. */
  readonly pairGaps: Int32Array;
  /** [rows, length]: 1 for a step, 0 for padding. */
  readonly filled: Float32Array;
  readonly #next: Int32Array;
  readonly #oneARow: boolean;

  constructor(rows: number, { length, reader }: Pick<SequenceShape, 'length' | 'reader'>) {
    this.rows = rows;
    this.length = length;
    this.items = new Int32Array(rows * length);
    this.positions = new Int32Array(rows * length);
    this.gaps = new Int32Array(rows * length);
    this.mask = new Float32Array(rows * length * length);
    this.pairGaps = new Int32Array(rows * length * length);
    this.filled = new Float32Array(rows * length);
    this.#next = new Int32Array(rows);
    this.#oneARow = reader === 'gru';
    this.clear();
  }

  clear(): void {
    for (const column of [this.items, this.positions, this.pairGaps, this.filled, this.#next]) column.fill(0);
    this.gaps.fill(FIRST_STEP);
    this.mask.fill(HIDDEN);
    // A place that sees nothing at all would be a softmax over nothing.
    for (let place = 0; place < this.items.length; place++) {
      this.mask[place * this.length + (place % this.length)] = 0;
    }
  }

  /**
   * Packs `from` up to but without `end` of some steps where it leaves the least room; the step before `from` tells
   * how long ago it was, where there is one.
   * @param begin the shopper's first step.
   * @returns the place of the first step, or -1 where no row has room. At most `length` steps.
   */
  add(steps: Steps, begin: number, from: number, end: number): number {
    const count = end - from;
    const row = this.#tightest(count);
    if (row < 0) return -1;
    const first = row * this.length + this.#next[row];
    const column = this.#next[row];
    for (let i = 0; i < count; i++) {
      const place = first + i;
      const step = from + i;
      this.items[place] = steps.items[step];
      this.positions[place] = i;
      this.gaps[place] = step === begin ? FIRST_STEP : gapBucket(steps.times[step] - steps.times[step - 1]);
      this.filled[place] = 1;
      for (let seen = 0; seen <= i; seen++) {
        const pair = place * this.length + column + seen;
        this.mask[pair] = 0;
        this.pairGaps[pair] = gapBucket(steps.times[step] - steps.times[from + seen]);
      }
    }
    this.#next[row] = this.#oneARow ? this.length : column + count;
    return first;
  }

  feeds(): Record<string, Float32Array | Int32Array> {
    const { items, positions, gaps, mask, pairGaps, filled } = this;
    return { items, positions, gaps, mask, 'pair gaps': pairGaps, filled };
  }

  #tightest(count: number): number {
    let best = -1;
    for (let row = 0; row < this.rows; row++) {
      if (this.length - this.#next[row] < count) continue;
      if (best < 0 || this.#next[row] > this.#next[best]) best = row;
    }
    return best;
  }
}
