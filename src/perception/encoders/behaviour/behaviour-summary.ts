import type { Encoder } from '../../../core/contracts/encoder.ts';
import { EVENT_TYPES, type EventType } from '../../../core/contracts/event.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import {
  itemVectorOf,
  RECENCY_HALF_LIVES,
  recencyOf,
  type Behaviour,
  type ItemVectors,
} from './behaviour-events.ts';

/** How much more a deed says of what somebody likes than a look does. */
const DEED_WEIGHTS: Partial<Record<EventType, number>> = {
  add_to_cart: 3,
  add_to_wishlist: 3,
  begin_checkout: 2,
  purchase: 4,
  remove_from_cart: 0.2,
  refund: 0,
  view_item_list: 0.3,
};
const WEEK = 7 * 86_400_000;
/** Shares of the four parts: items, counts, last event, recency. */
const ITEMS = 1;
const COUNTS = 0.5;
const LAST = 0.3;
const RECENCY = 0.3;

/**
 * What somebody did, by rule: the mean of the items they met, weighted by deed and with a half-life of a week, how
 * often they did what, what they did last and how long ago. Nothing is learnt: the baseline of `BehaviourEncoder`.
 */
export class BehaviourSummary implements Encoder<Behaviour> {
  readonly name = 'behaviour-summary';
  readonly modality = 'behaviour';
  readonly width: number;
  private readonly items: ItemVectors;

  constructor(items: ItemVectors) {
    this.items = items;
    this.width = items.width + 2 * EVENT_TYPES.length + RECENCY_HALF_LIVES.length;
  }

  /** @throws invalid-input for an event about an item without a vector. */
  async encode(batch: readonly Behaviour[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * this.width);
    for (const [row, behaviour] of batch.entries()) {
      const last = behaviour.history.at(-1);
      if (!last) continue;
      const counts = new Float32Array(EVENT_TYPES.length);
      for (const { type } of behaviour.history) counts[type]++;
      const lastType = new Float32Array(EVENT_TYPES.length);
      lastType[last.type] = 1;
      const recency = Float32Array.from(recencyOf(last, behaviour.now));
      const parts: [Float32Array, number][] = [
        [meanItem(behaviour, this.items), ITEMS],
        [normaliseInPlace(counts.map(Math.log1p)), COUNTS],
        [lastType, LAST],
        [normaliseInPlace(recency), RECENCY],
      ];
      const target = result.subarray(row * this.width, (row + 1) * this.width);
      let at = 0;
      for (const [part, share] of parts) {
        target.set(
          part.map((value) => share * value),
          at,
        );
        at += part.length;
      }
      normaliseInPlace(target);
    }
    return result;
  }
}

/** The weighted mean of the items that somebody met, of length 1, or zeros where they met none. */
export function meanItem({ history, now }: Behaviour, items: ItemVectors): Float32Array {
  const mean = new Float32Array(items.width);
  for (const event of history) {
    const vector = itemVectorOf(event, items);
    if (!vector) continue;
    const deed = DEED_WEIGHTS[EVENT_TYPES[event.type]] ?? 1;
    const weight = deed * 0.5 ** (Math.max(0, now - event.time) / WEEK);
    for (let i = 0; i < mean.length; i++) mean[i] += weight * vector[i];
  }
  return normaliseInPlace(mean);
}
