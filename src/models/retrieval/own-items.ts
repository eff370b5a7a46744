/** How often shoppers come back to what they took before, and scores that keep to it. */
import type { HistoryEvent } from '../../core/contracts/dataset.ts';
import { EVENT_INTEREST } from './event-interest.ts';
import type { ItemSequences } from './item-sequences.ts';

/** Only so many of the newest events are looked through for own items. */
const LONGEST_PAST = 1_000;

/** The share, in [0, 1], of steps after a shopper's first that lead back to an item the shopper took before. */
export function repeatShare({ starts, items }: ItemSequences, itemCount: number): number {
  const takenBy = new Int32Array(itemCount).fill(-1);
  let repeats = 0;
  let steps = 0;
  for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
    for (let step = starts[shopper]; step < starts[shopper + 1]; step++) {
      if (step > starts[shopper]) steps++;
      if (takenBy[items[step]] === shopper) repeats++;
      takenBy[items[step]] = shopper;
    }
  }
  return steps === 0 ? 0 : repeats / steps;
}

/**
 * The items that a past shows an interest in.
 * @param interest by position in EVENT_TYPES
 */
export function ownItems(
  history: readonly HistoryEvent[],
  interest: Float32Array = EVENT_INTEREST,
): Set<number> {
  const own = new Set<number>();
  for (let row = history.length - 1; row >= Math.max(0, history.length - LONGEST_PAST); row--) {
    const { item, type } = history[row];
    if (item >= 0 && interest[type] > 0) own.add(item);
  }
  return own;
}

/**
 * Scales the scores of own items, in place, so that together they have `share` of all scores, and the others the rest in
 * their old proportions. Scores are not negative. Where only own items have a score, or none of them, nothing changes.
 */
export function giveOwnShare(scores: Float64Array, own: ReadonlySet<number>, share: number): void {
  let total = 0;
  for (const score of scores) total += score;
  let mass = 0;
  for (const item of own) mass += scores[item];
  if (mass === 0 || total - mass < 1e-9 * total) return;
  const factor = (share * (total - mass)) / (mass * Math.max(1 - share, 1e-9));
  for (const item of own) scores[item] *= factor;
}
