import type { HistoryEvent } from '../../core/contracts/dataset.ts';
import { EVENT_INTEREST } from './event-interest.ts';

/** One item of a shopper's past. */
export interface RecentItem {
  readonly item: number;
  /** The strongest interest that any event showed in it, in (0, 1]. */
  readonly interest: number;
  /** The last time of such an event, in milliseconds since 1970 in UTC. */
  readonly time: number;
  /** How many distinct moments lie after it in this past; things bought together share a place. */
  readonly place: number;
}

/**
 * The different items that a shopper took an interest in, newest first, at most `limit` of them.
 * @param interestOf by position in EVENT_TYPES; events of interest 0 are passed over.
 */
export function recentItems(
  history: readonly HistoryEvent[],
  limit: number,
  interestOf: Float32Array = EVENT_INTEREST,
): RecentItem[] {
  const found = new Map<number, { item: number; interest: number; time: number; place: number }>();
  let moments = -1;
  let lastTime = Number.NaN;
  for (let row = history.length - 1; row >= 0; row--) {
    const event = history[row];
    const interest = interestOf[event.type];
    if (event.item < 0 || interest === 0) continue;
    const known = found.get(event.item);
    if (known) {
      known.interest = Math.max(known.interest, interest);
      continue;
    }
    if (found.size >= limit) continue;
    if (event.time !== lastTime) moments++;
    lastTime = event.time;
    found.set(event.item, { item: event.item, interest, time: event.time, place: moments });
  }
  return [...found.values()];
}
