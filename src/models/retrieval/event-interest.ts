import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';

/**
 * How much an event says that the shopper wants the item, in [0, 1]: a purchase says it fully. Events that say
 * nothing about one item, or that take back a wish, have 0.
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

/** Interest by position in EVENT_TYPES. */
export const EVENT_INTEREST: Float32Array = Float32Array.from(EVENT_TYPES, (type) => INTEREST[type]);

export const PURCHASE = EVENT_TYPES.indexOf('purchase');
