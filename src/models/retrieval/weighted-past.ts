import type { HistoryEvent } from '../../core/contracts/dataset.ts';
import { DaogouError } from '../../core/errors.ts';
import { EVENT_INTEREST, type InterestOption } from './event-interest.ts';
import { requireHalfLife } from './half-life.ts';
import { DAY } from './popularity-counts.ts';
import { recentItems } from './recent-items.ts';

export interface WeightedPastOptions extends InterestOption {
  /** Days after which an event counts half; above 0. Default: it counts the same for ever. */
  readonly halfLifeDays?: number;
  /** An item counts so much less for each later moment of the same past; in (0, 1]. Default 1: it does not. */
  readonly recency?: number;
  /** Newest items of a past that are read. Default 200. */
  readonly longestPast?: number;
}

/** One item of a past and how much it counts; weights are above 0. */
export interface WeightedItem {
  readonly item: number;
  readonly weight: number;
}

/** Reads what a shopper took an interest in up to `now`, newest first; every item once. */
export type ReadPast = (history: readonly HistoryEvent[], now: number) => WeightedItem[];

/**
 * How pasts are weighed: weight of the event · ½^(days / half-life) · recency^place.
 * @throws invalid-input for options outside their ranges.
 */
export function weightedPast(options: WeightedPastOptions = {}): ReadPast {
  const {
    interest: interestOf = EVENT_INTEREST,
    halfLifeDays = Infinity,
    recency = 1,
    longestPast = 200,
  } = options;
  requireHalfLife(halfLifeDays);
  expect('recency', recency > 0 && recency <= 1, recency, 'a number above 0 and up to 1, such as 0.8');
  expect('longestPast', longestPast >= 1, longestPast, 'a whole number from 1, such as 200');
  return (history, now) =>
    recentItems(history, longestPast, interestOf).map(({ item, interest, time, place }) => ({
      item,
      weight: interest * 0.5 ** (Math.max(0, now - time) / (halfLifeDays * DAY)) * recency ** place,
    }));
}

function expect(option: string, holds: boolean, received: unknown, remedy: string): void {
  if (holds) return;
  throw new DaogouError('invalid-input', `The option ${option} is out of its range`, {
    received,
    remedy: `Give ${remedy}.`,
  });
}
