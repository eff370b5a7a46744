import type { Action } from '../../core/contracts/action.ts';
import { EVENT_TYPES, SCENES, type EventType } from '../../core/contracts/event.ts';

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

const REMEMBERED = 3;
const COUNTED: readonly EventType[] = [
  'view_item',
  'search',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'purchase',
];
const TYPE_SLOTS = EVENT_TYPES.length + 1;
const SCALARS = 7;

/** Length of the vector that `describeSession` writes. */
export const SESSION_WIDTH = REMEMBERED * TYPE_SLOTS + COUNTED.length + SCENES.length + 1 + SCALARS;

/**
 * A session as numbers: its last three events, how often it did what, its cart, its length, the occasion, the hour.
 * How long the shopper has been silent is left out: a log does not say at which moments one would have asked.
 */
export function describeSession(session: Session, target: Float32Array, offset = 0): void {
  target.fill(0, offset, offset + SESSION_WIDTH);
  const { events, now, scene } = session;
  let at = offset;
  for (let back = 1; back <= REMEMBERED; back++, at += TYPE_SLOTS) {
    const event = events.at(-back);
    target[at + (event ? EVENT_TYPES.indexOf(event.type) : EVENT_TYPES.length)] = 1;
  }
  for (const type of COUNTED) target[at++] = Math.log1p(events.filter((event) => event.type === type).length);
  target[at + (scene >= 0 ? scene : SCENES.length)] = 1;
  at += SCENES.length + 1;

  const cart = cartAfter(events);
  const last = events.at(-1);
  const first = events.at(0);
  const viewed = events.filter((event) => event.type === 'view_item');
  const lastViewed = viewed.at(-1)?.item ?? -1;
  const hour = (new Date(now).getUTCHours() / 24) * 2 * Math.PI;
  target.set(
    [
      Math.log1p(cart.length),
      lastViewed >= 0 && cart.includes(lastViewed) ? 1 : 0,
      lastViewed >= 0 && viewed.filter((event) => event.item === lastViewed).length > 1 ? 1 : 0,
      new Set(viewed.map((event) => event.item)).size / 10,
      first && last ? Math.log1p(Math.max(0, last.time - first.time) / 1_000) / 8 : 0,
      Math.sin(hour),
      Math.cos(hour),
    ],
    at,
  );
}
