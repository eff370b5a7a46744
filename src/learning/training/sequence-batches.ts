import type { Random } from '../../core/random.ts';
import type { ItemSequences } from '../../models/retrieval/item-sequences.ts';
import type { SequenceShape } from '../../models/retrieval/sequence/options.ts';
import { SequenceRows } from '../../models/retrieval/sequence/sequence-rows.ts';
import type { Segment } from './sequence-samples.ts';

export interface BatchSize {
  readonly rows: number;
  /** Steps that a batch can tell; for attention, all of its places. */
  readonly targets: number;
}

/** Segments that did not fit before a batch is taken for full. */
const PATIENCE = 8;

/**
 * Packs segments into batches, all of them once an epoch, in another order each time. The arrays of a batch are
 * filled again by the next one.
 */
export class SequenceBatches {
  readonly #sequences: ItemSequences;
  readonly #segments: readonly Segment[];
  readonly #random: Random;
  readonly #rows: SequenceRows;
  readonly #targets: Int32Array;
  readonly #weights: Float32Array;
  /** Where the states of the targets lie, for a recurrent reader, most of whose places are padding. */
  readonly #places: Int32Array;
  readonly #packed: boolean;
  #queue: Segment[] = [];
  #filled = 0;

  constructor(
    sequences: ItemSequences,
    segments: readonly Segment[],
    { rows, targets }: BatchSize,
    shape: SequenceShape,
    random: Random,
  ) {
    this.#sequences = sequences;
    this.#segments = segments;
    this.#random = random;
    this.#rows = new SequenceRows(rows, shape);
    this.#targets = new Int32Array(targets);
    this.#weights = new Float32Array(targets);
    this.#places = new Int32Array(targets);
    this.#packed = shape.reader === 'attention';
  }

  /** The next batch; it never reaches over the end of an epoch. */
  next(): Record<string, Float32Array | Int32Array> {
    if (this.#queue.length === 0) this.#queue = this.#random.shuffle(this.#segments);
    this.#rows.clear();
    this.#targets.fill(0);
    this.#weights.fill(0);
    this.#places.fill(0);
    this.#filled = 0;
    const held: Segment[] = [];
    while (this.#queue.length > 0 && held.length < PATIENCE) {
      const segment = this.#queue.pop()!;
      if (!this.#place(segment)) held.push(segment);
    }
    this.#queue.push(...held.toReversed());
    return {
      ...this.#rows.feeds(),
      targets: this.#targets,
      weights: this.#weights,
      places: this.#places,
    };
  }

  /** Whether the epoch is at its end. */
  get isDone(): boolean {
    return this.#queue.length === 0;
  }

  #place({ begin, from, end }: Segment): boolean {
    const told = end - from - 1;
    if (!this.#packed && this.#filled + told > this.#targets.length) return false;
    const first = this.#rows.add(this.#sequences, begin, from, end - 1);
    if (first < 0) return false;
    for (let i = 0; i < told; i++) {
      const slot = this.#packed ? first + i : this.#filled++;
      this.#targets[slot] = this.#sequences.items[from + i + 1];
      this.#weights[slot] = 1;
      this.#places[slot] = first + i;
    }
    return true;
  }
}

/** Batches of one epoch, found by packing one. */
export function batchesPerEpoch(batches: SequenceBatches): number {
  let count = 0;
  do {
    batches.next();
    count++;
  } while (!batches.isDone);
  return count;
}
