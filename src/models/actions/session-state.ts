import type { Action } from '../../core/contracts/action.ts';
import type { EventType } from '../../core/contracts/event.ts';

/** One event of a session, as far as the next action depends on it. */
export interface SessionEvent {
  readonly type: EventType;
  /** Milliseconds since 1970 in UTC. */
  readonly time: number;
  /** Position in the catalogue, or -1. */
  readonly item: number;
  /** Which part of the page it happened on, by the shop's own name for it; missing where it is not known. */
  readonly part?: string | undefined;
}

/** What is known of a session when the next action is asked for. */
export interface Session {
  /** Oldest first. */
  readonly events: readonly SessionEvent[];
  readonly now: number;
  /** Position in SCENES, or -1. */
  readonly scene: number;
}

/** What a shopper can be seen to do next, and so what the model learns to tell apart. */
export const LEARNT_ACTIONS = [
  'view_item',
  'search',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'add_to_wishlist',
  'begin_checkout',
  'purchase',
  'leave',
] as const satisfies readonly Action[];

export type LearntAction = (typeof LEARNT_ACTIONS)[number];

const ACTION_OF_EVENT: Partial<Record<EventType, LearntAction>> = {
  select_item: 'view_item',
  view_item: 'view_item',
  search: 'search',
  add_to_cart: 'add_to_cart',
  remove_from_cart: 'remove_from_cart',
  view_cart: 'view_cart',
  add_to_wishlist: 'add_to_wishlist',
  begin_checkout: 'begin_checkout',
  // Shipping and payment are steps on the way to the purchase.
  add_shipping_info: 'purchase',
  add_payment_info: 'purchase',
  purchase: 'purchase',
};

/** The action that an event is a sign of; undefined for what the shop does, such as showing a list. */
export function actionOfEvent(type: EventType): LearntAction | undefined {
  return ACTION_OF_EVENT[type];
}

/** The cart after a session's events: items in it, in the order they went in. */
export function cartAfter(events: readonly SessionEvent[]): number[] {
  const cart: number[] = [];
  for (const { type, item } of events) {
    if (type === 'add_to_cart' && !cart.includes(item)) cart.push(item);
    if ((type === 'remove_from_cart' || type === 'purchase') && cart.includes(item))
      cart.splice(cart.indexOf(item), 1);
  }
  return cart;
}
