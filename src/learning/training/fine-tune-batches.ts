/** Fills the batches of fine-tuning: pairs first, then their partners, then single pictures. */
import type { Random } from '../../core/random.ts';
import type { TypedArray } from '../../tensor/graph.ts';
import type { LabelTask } from './content-labels.ts';
import { labelsOf, PAIR_CORRECTION, PAIR_WEIGHTS, weightsOf } from './fine-tune-graph.ts';
import { pairKey, type ItemPair } from './fine-tune-pairs.ts';
import { rowsBuffer, type PictureRows } from './fine-tune-pictures.ts';

/** Added to a similarity, it hides two rows that belong together from being told apart. */
const HIDDEN = -1e4;

export interface BatchOptions {
  readonly rows: PictureRows;
  readonly tasks: readonly LabelTask[];
  /** Rows of a batch. */
  readonly batch: number;
  /** Pairs at its start. */
  readonly pairs: number;
  /** Every pair there is: two rows that are one are never told apart. */
  readonly known: readonly ItemPair[];
}

/** The arrays of one batch, filled again and again. */
export class FineTuneBatches {
  readonly #options: BatchOptions;
  readonly #known: ReadonlySet<string>;
  readonly #feeds: Record<string, TypedArray>;

  constructor(options: BatchOptions) {
    const { rows, tasks, batch, pairs, known } = options;
    this.#options = options;
    this.#known = new Set(known.map(([a, b]) => pairKey(a, b)));
    this.#feeds = { [rows.name]: rowsBuffer(rows, batch) };
    for (const task of tasks) {
      this.#feeds[labelsOf(task)] = new Int32Array(batch);
      this.#feeds[weightsOf(task)] = new Float32Array(batch);
    }
    if (pairs > 0) {
      this.#feeds[PAIR_WEIGHTS] = new Float32Array(pairs);
      this.#feeds[PAIR_CORRECTION] = new Float32Array(pairs * pairs);
    }
  }

  /**
   * @param pairs at most as many as a batch holds; places that are left count for nothing.
   * @param single items of the other rows.
   * @param random shows every other picture in a mirror; none is without it.
   */
  write(pairs: readonly ItemPair[], single: readonly number[], random?: Random): Record<string, TypedArray> {
    const { pairs: pairRows, batch } = this.#options;
    const items = new Int32Array(batch).fill(-1);
    for (const [i, [a, b]] of pairs.entries()) {
      items[i] = a;
      items[pairRows + i] = b;
    }
    items.set(single.slice(0, batch - 2 * pairRows), 2 * pairRows);
    for (const [row, item] of items.entries()) this.#writeRow(row, item, random);
    if (pairRows > 0) this.#writePairs(items);
    return this.#feeds;
  }

  #writeRow(row: number, item: number, random: Random | undefined): void {
    const { rows, tasks } = this.#options;
    // What is in the row from before stays there and counts for nothing.
    if (item >= 0) rows.write(item, random !== undefined && random.next() < 0.5, this.#feeds[rows.name], row);
    for (const task of tasks) {
      const label = item < 0 ? -1 : task.labels[item];
      this.#feeds[labelsOf(task)][row] = Math.max(0, label);
      this.#feeds[weightsOf(task)][row] = label < 0 ? 0 : 1;
    }
  }

  #writePairs(items: Int32Array): void {
    const { pairs } = this.#options;
    for (let i = 0; i < pairs; i++) {
      this.#feeds[PAIR_WEIGHTS][i] = items[i] < 0 ? 0 : 1;
      for (let j = 0; j < pairs; j++) {
        const [a, b] = [items[i], items[pairs + j]];
        const belong = a === b || b < 0 || this.#known.has(pairKey(a, b));
        this.#feeds[PAIR_CORRECTION][i * pairs + j] = i !== j && belong ? HIDDEN : 0;
      }
    }
  }
}
