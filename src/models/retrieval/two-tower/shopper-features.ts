import type { HistoryEvent, Query } from '../../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES, type EventType } from '../../../core/contracts/event.ts';

/**
 * How strongly a deed tells what a shopper is after. Lists and promotions are shown, not chosen, and are left out;
 * `select_item` only opens the page whose `view_item` follows.
 */
const STRENGTH: Partial<Record<EventType, number>> = {
  view_item: 1,
  remove_from_cart: 2,
  refund: 2,
  add_to_wishlist: 3,
  add_to_cart: 4,
  purchase: 5,
};

const STRENGTH_OF_TYPE: readonly number[] = EVENT_TYPES.map((type) => STRENGTH[type] ?? 0);
const PURCHASE = EVENT_TYPES.indexOf('purchase');

/** Whether an event of this type (its position in EVENT_TYPES) says what a shopper likes or not. */
export function tellsTaste(type: number): boolean {
  return STRENGTH_OF_TYPE[type] > 0;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Upper bounds, in milliseconds, of how long ago something was: within the session, the day, the season. */
const AGE_BOUNDS = [
  2 * MINUTE,
  10 * MINUTE,
  60 * MINUTE,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
];

export const AGE_BUCKETS = AGE_BOUNDS.length + 1;
export const TYPE_COUNT = EVENT_TYPES.length;
/** One more than the scenes: the last row stands for "not known". */
export const SCENE_COUNT = SCENES.length + 1;

/** Tokens beside the events: the history as a whole, the scene, and the shop's general taste. */
export const EXTRA_TOKENS = 3;

const MOST_COUNTED = 4;
export const PURCHASE_BUCKETS = MOST_COUNTED + 1;

/** Numbers of a batch of queries as the shopper tower reads them. */
export interface ShopperFeatures {
  /** `(rows × historyLength)` item numbers, padded with 0. */
  readonly items: Int32Array;
  readonly types: BigInt64Array;
  readonly ages: BigInt64Array;
  /** How often each item was bought, from 0 to 4, where 4 stands for more. */
  readonly purchases: BigInt64Array;
  readonly scenes: BigInt64Array;
  /** `(rows × (historyLength + 3))`: 1 for each event that is there, then for the history, the scene, the general taste. */
  readonly mask: Float32Array;
}

export function createShopperFeatures(rows: number, historyLength: number): ShopperFeatures {
  return {
    items: new Int32Array(rows * historyLength),
    types: new BigInt64Array(rows * historyLength),
    ages: new BigInt64Array(rows * historyLength),
    purchases: new BigInt64Array(rows * historyLength),
    scenes: new BigInt64Array(rows),
    mask: new Float32Array(rows * (historyLength + EXTRA_TOKENS)),
  };
}

/** Writes one query into row `row`, whatever stood there before. */
export function writeShopperFeatures(
  features: ShopperFeatures,
  row: number,
  query: Query,
  historyLength: number,
): void {
  const start = row * historyLength;
  const maskStart = row * (historyLength + EXTRA_TOKENS);
  features.items.fill(0, start, start + historyLength);
  features.types.fill(0n, start, start + historyLength);
  features.ages.fill(0n, start, start + historyLength);
  features.purchases.fill(0n, start, start + historyLength);
  features.mask.fill(0, maskStart, maskStart + historyLength);
  const deeds = strongestDeeds(query.history, historyLength);
  const purchases = purchaseCounts(query.history);
  for (const [slot, event] of deeds.entries()) {
    features.items[start + slot] = event.item;
    features.types[start + slot] = BigInt(event.type);
    features.ages[start + slot] = BigInt(ageBucket(query.now - event.time));
    features.purchases[start + slot] = BigInt(Math.min(MOST_COUNTED, purchases.get(event.item) ?? 0));
    features.mask[maskStart + slot] = 1;
  }
  const knownScene = query.scene >= 0;
  features.scenes[row] = BigInt(knownScene ? query.scene : SCENE_COUNT - 1);
  features.mask[maskStart + historyLength] = deeds.length > 0 ? 1 : 0;
  features.mask[maskStart + historyLength + 1] = knownScene ? 1 : 0;
  features.mask[maskStart + historyLength + 2] = 1;
}

/**
 * Each item of a history once, with the strongest thing that was done to it, newest first. Half of the places are
 * kept for purchases: an evening's browsing must not push out what the shopper has lived with.
 */
function strongestDeeds(history: readonly HistoryEvent[], count: number): HistoryEvent[] {
  const strongest = new Map<number, HistoryEvent>();
  for (let i = history.length - 1; i >= 0; i--) {
    const event = history[i];
    if (event.item < 0 || !tellsTaste(event.type)) continue;
    const known = strongest.get(event.item);
    if (!known || STRENGTH_OF_TYPE[event.type] > STRENGTH_OF_TYPE[known.type])
      strongest.set(event.item, event);
  }
  const newestFirst = [...strongest.values()].sort((a, b) => b.time - a.time);
  const purchases = newestFirst.filter(({ type }) => type === PURCHASE).slice(0, count / 2);
  const kept = new Set(purchases);
  for (const event of newestFirst) {
    if (kept.size >= count) break;
    kept.add(event);
  }
  return [...kept].sort((a, b) => b.time - a.time);
}

function purchaseCounts(history: readonly HistoryEvent[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { item, type } of history) {
    if (type === PURCHASE) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return counts;
}

function ageBucket(age: number): number {
  let bucket = 0;
  while (bucket < AGE_BOUNDS.length && age > AGE_BOUNDS[bucket]) bucket++;
  return bucket;
}
