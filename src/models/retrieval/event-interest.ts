import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import { DaogouError } from '../../core/errors.ts';

/** How much an event says that the shopper wants the item, in [0, 1], for those events that a shop sees otherwise. */
export type EventWeights = Readonly<Partial<Record<EventType, number>>>;

/**
 * Unless a shop says otherwise: a purchase says it fully. Events that say nothing about one item, or that take back a
 * wish, have 0.
 */
const INTEREST: Readonly<Record<EventType, number>> = {
  view_item_list: 0,
  select_item: 0.3,
  view_item: 0.3,
  search: 0,
  add_to_cart: 0.7,
  remove_from_cart: 0,
  view_cart: 0,
  add_to_wishlist: 0.6,
  begin_checkout: 0.7,
  add_shipping_info: 0,
  add_payment_info: 0,
  purchase: 1,
  refund: 0,
  view_promotion: 0,
  select_promotion: 0.1,
};

/**
 * Interest by position in EVENT_TYPES, the default weights with a shop's own in their place.
 *
 * Throws `invalid-input` for a weight outside [0, 1].
 */
export function eventInterest(weights: EventWeights = {}): Float32Array {
  for (const [type, weight] of Object.entries(weights)) {
    if (weight >= 0 && weight <= 1) continue;
    throw new DaogouError('invalid-input', `The weight of the event ${type} is not in [0, 1]`, {
      received: weight,
      remedy: 'Give a number from 0 (says nothing) to 1 (says as much as anything can).',
    });
  }
  return Float32Array.from(EVENT_TYPES, (type) => weights[type] ?? INTEREST[type]);
}

/** Every model that weighs events has this option. */
export interface InterestOption {
  /** Interest by position in EVENT_TYPES, as `eventInterest(weights)` gives it. Default: `EVENT_INTEREST`. */
  readonly interest?: Float32Array;
}

/** Interest by position in EVENT_TYPES, by default. */
export const EVENT_INTEREST: Float32Array = eventInterest();

export const PURCHASE = EVENT_TYPES.indexOf('purchase');
