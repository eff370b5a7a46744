import type { Random } from '../../core/random.ts';
import type { ItemSequences } from '../../models/retrieval/item-sequences.ts';

/** Part of one shopper's steps: those from `from` are read, and each tells the one after it, up to before `end`. */
export interface Segment {
  /** The shopper's first step. */
  readonly begin: number;
  readonly from: number;
  readonly end: number;
}

/** A shopper whose last step is kept from training, and asked for. */
export interface HeldOut {
  readonly past: Pick<ItemSequences, 'items' | 'times'>;
  readonly target: number;
}

export interface SequenceSamples {
  readonly segments: readonly Segment[];
  readonly heldOut: readonly HeldOut[];
}

/** A shopper with fewer steps is not held out: little would be left to read. */
const FEWEST_STEPS = 3;
/** A crawler that saw everything is no shopper to learn from at length: segments of one shopper at most. */
const MOST_SEGMENTS = 20;

/**
 * Cuts sequences into segments of at most `length` steps that are read. The last steps of up to `heldOut` shoppers,
 * drawn at random and never more than a tenth of all, are kept for validation.
 */
export function sequenceSamples(
  sequences: ItemSequences,
  { length, heldOut, random }: { length: number; heldOut: number; random: Random },
): SequenceSamples {
  const { starts, items, times } = sequences;
  const shoppers = Array.from({ length: starts.length - 1 }, (_, shopper) => shopper);
  const long = shoppers.filter((shopper) => starts[shopper + 1] - starts[shopper] >= FEWEST_STEPS);
  const chosen = new Set(random.shuffle(long).slice(0, Math.min(heldOut, Math.floor(long.length / 10))));
  const segments: Segment[] = [];
  const held: HeldOut[] = [];
  for (const shopper of shoppers) {
    const begin = starts[shopper];
    const end = starts[shopper + 1] - (chosen.has(shopper) ? 1 : 0);
    if (chosen.has(shopper)) {
      held.push({
        past: { items: items.subarray(begin, end), times: times.subarray(begin, end) },
        target: items[end],
      });
    }
    for (let last = end, count = 0; last - begin >= 2 && count < MOST_SEGMENTS; last -= length, count++) {
      segments.push({ begin, from: Math.max(begin, last - length - 1), end: last });
    }
  }
  return { segments, heldOut: held };
}

/** Number of steps that are told from the ones before them. */
export function targetCount(segments: readonly Segment[]): number {
  return segments.reduce((sum, { from, end }) => sum + end - from - 1, 0);
}
