import type { Query } from '../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES, type Event, type Scene } from '../core/contracts/event.ts';
import type { Store } from '../core/contracts/store.ts';
import { cartAfter, type Session } from '../models/actions/session-state.ts';

/** Events read from the log for one answer: as many as the models look at, with room for those they pass over. */
const LONGEST_PAST = 200;

export interface Shopper {
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** What the log says of a shopper at this moment, with items by number. */
export interface ShopperContext {
  readonly query: Query;
  readonly session: Session;
  /** Items in the cart of this session. */
  readonly cart: readonly number[];
  /** The scene that the session's newest event names, if any: an older one may have been switched off since. */
  readonly reportedScene: Scene | undefined;
}

/** Joins what a person did before with what this session has seen so far. */
export async function readShopper(
  store: Store,
  shopper: Shopper,
  itemNumbers: ReadonlyMap<string, number>,
  now: number,
): Promise<ShopperContext> {
  const [ofUser, ofSession] = await Promise.all([
    shopper.userId ? store.events.recent({ userId: shopper.userId }, LONGEST_PAST) : [],
    shopper.sessionId ? store.events.recent({ sessionId: shopper.sessionId }, LONGEST_PAST) : [],
  ]);
  const events = [...new Map([...ofUser, ...ofSession].map((event) => [event.id, event])).values()]
    .map((event) => ({ event, at: Date.parse(event.time) }))
    .sort((a, b) => a.at - b.at);
  const numberOf = (event: Event): number =>
    event.itemId === null ? -1 : (itemNumbers.get(event.itemId) ?? -1);
  const sessionEvents = ofSession.map((event) => ({
    type: event.type,
    time: Date.parse(event.time),
    item: numberOf(event),
  }));
  const reportedScene = ofSession.at(-1)?.scene ?? undefined;
  const scene = reportedScene === undefined ? -1 : SCENES.indexOf(reportedScene);
  return {
    query: {
      history: events.map(({ event, at }) => ({
        item: numberOf(event),
        type: EVENT_TYPES.indexOf(event.type),
        time: at,
      })),
      now,
      scene,
    },
    session: { events: sessionEvents, now, scene },
    cart: cartAfter(sessionEvents),
    reportedScene,
  };
}
