import type { Query } from '../../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES, type EventType } from '../../../core/contracts/event.ts';

/** Events that tell what a shopper is after; lists and promotions are shown, not chosen. */
const TELLING: ReadonlySet<EventType> = new Set([
  'select_item',
  'view_item',
  'add_to_cart',
  'remove_from_cart',
  'add_to_wishlist',
  'purchase',
  'refund',
]);

const TELLING_TYPES: ReadonlySet<number> = new Set([...TELLING].map((type) => EVENT_TYPES.indexOf(type)));

export function tellsTaste(type: number): boolean {
  return TELLING_TYPES.has(type);
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

/** Numbers of a batch of queries as the shopper tower reads them. */
export interface ShopperFeatures {
  /** `(rows × historyLength)` item numbers, newest last, padded with 0 in front. */
  readonly items: Int32Array;
  readonly types: BigInt64Array;
  readonly ages: BigInt64Array;
  readonly scenes: BigInt64Array;
  /** `(rows × (historyLength + 2))`: 1 for each event that is there, then the scene, then the shop's general taste. */
  readonly mask: Float32Array;
}

export function createShopperFeatures(rows: number, historyLength: number): ShopperFeatures {
  return {
    items: new Int32Array(rows * historyLength),
    types: new BigInt64Array(rows * historyLength),
    ages: new BigInt64Array(rows * historyLength),
    scenes: new BigInt64Array(rows),
    mask: new Float32Array(rows * (historyLength + 2)),
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
  const maskStart = row * (historyLength + 2);
  features.items.fill(0, start, start + historyLength);
  features.types.fill(0n, start, start + historyLength);
  features.ages.fill(0n, start, start + historyLength);
  features.mask.fill(0, maskStart, maskStart + historyLength);
  let slot = historyLength - 1;
  for (let i = query.history.length - 1; i >= 0 && slot >= 0; i--) {
    const event = query.history[i];
    if (event.item < 0 || !tellsTaste(event.type)) continue;
    features.items[start + slot] = event.item;
    features.types[start + slot] = BigInt(event.type);
    features.ages[start + slot] = BigInt(ageBucket(query.now - event.time));
    features.mask[maskStart + slot] = 1;
    slot--;
  }
  const knownScene = query.scene >= 0;
  features.scenes[row] = BigInt(knownScene ? query.scene : SCENE_COUNT - 1);
  features.mask[maskStart + historyLength] = knownScene ? 1 : 0;
  features.mask[maskStart + historyLength + 1] = 1;
}

function ageBucket(age: number): number {
  let bucket = 0;
  while (bucket < AGE_BOUNDS.length && age > AGE_BOUNDS[bucket]) bucket++;
  return bucket;
}
