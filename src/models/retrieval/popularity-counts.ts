import type { Dataset, EventColumns } from '../../core/contracts/dataset.ts';
import { EVENT_INTEREST, PURCHASE } from './event-interest.ts';

export const DAY = 86_400_000;

/** Small enough that no number of views outweighs one purchase, large enough for Float32 to keep. */
const INTEREST_SHARE = 1e-4;

/**
 * Purchases of each item in the rows at or after `from`, plus a ten-thousandth of its other events' interest, so
 * that a shop without purchases still has an order and equal sales are told apart. With a half-life, an event counts
 * half for every so many days that lie between it and the last event.
 *
 * @param interest by position in EVENT_TYPES, as `eventInterest` gives it
 */
export function purchaseCounts(
  dataset: Pick<Dataset, 'items' | 'events'>,
  from = -Infinity,
  halfLifeDays = Infinity,
  interest: Float32Array = EVENT_INTEREST,
): Float32Array {
  const { events } = dataset;
  const counts = new Float64Array(dataset.items.length);
  const last = lastEventTime(events);
  for (let row = events.count - 1; row >= 0 && events.time[row] >= from; row--) {
    const item = events.item[row];
    if (item < 0) continue;
    const count =
      events.type[row] === PURCHASE ? 1 : Math.min(1, INTEREST_SHARE * interest[events.type[row]]);
    counts[item] += count * 0.5 ** ((last - events.time[row]) / (halfLifeDays * DAY));
  }
  return Float32Array.from(counts);
}

/** Time of the last event; 0 for an empty data set. */
export function lastEventTime(events: EventColumns): number {
  return events.count === 0 ? 0 : events.time[events.count - 1];
}
