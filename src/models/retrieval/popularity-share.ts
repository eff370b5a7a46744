import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_INTEREST } from './event-interest.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';

const SHARE = 1e-4;

/**
 * Last month's sales of each item, in [0, 0.0001]: added to scores, it orders the items about which a model has
 * nothing to say, and serves a shopper without a past.
 */
export function popularityShare(
  dataset: Pick<Dataset, 'items' | 'events'>,
  interest: Float32Array = EVENT_INTEREST,
): Float32Array {
  const recent = purchaseCounts(dataset, lastEventTime(dataset.events) - 30 * DAY, Infinity, interest);
  const most = recent.reduce((a, b) => Math.max(a, b), 1);
  return recent.map((count) => (SHARE * count) / most);
}
