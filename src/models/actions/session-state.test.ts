import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, SCENES, type EventType } from '../../core/contracts/event.ts';
import {
  actionOfEvent,
  cartAfter,
  describeSession,
  LEARNT_ACTIONS,
  SESSION_WIDTH,
  type Session,
  type SessionEvent,
} from './session-state.ts';

const NOON = Date.UTC(2026, 4, 1, 12);

const event = (type: EventType, item = -1, time = NOON): SessionEvent => ({ type, item, time });
const described = (session: Partial<Session>): Float32Array => {
  const target = new Float32Array(SESSION_WIDTH);
  describeSession({ events: [], now: NOON, scene: -1, ...session }, target);
  return target;
};

const anyEvents = fc.array(
  fc.record({
    type: fc.constantFrom(...EVENT_TYPES),
    item: fc.integer({ min: -1, max: 4 }),
    time: fc.nat(1e9),
  }),
  { maxLength: 30 },
);

describe('cartAfter', () => {
  it('holds what went in and did not come out, in the order it went in', () => {
    expect(
      cartAfter([
        event('add_to_cart', 3),
        event('view_item', 9),
        event('add_to_cart', 1),
        event('add_to_cart', 3),
        event('add_to_cart', 2),
        event('remove_from_cart', 1),
        event('remove_from_cart', 7),
      ]),
    ).toEqual([3, 2]);
  });

  it('is emptied by the purchase, item by item, and filled again afterwards', () => {
    const bought = [
      event('add_to_cart', 1),
      event('add_to_cart', 2),
      event('purchase', 1),
      event('purchase', 2),
    ];
    expect(cartAfter(bought.slice(0, 3))).toEqual([2]);
    expect(cartAfter(bought)).toEqual([]);
    expect(cartAfter([...bought, event('add_to_cart', 1)])).toEqual([1]);
  });

  it('never holds an item twice, nor one that was not put in last', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const cart = cartAfter(events);
        const deeds = events.filter(({ type }) =>
          ['add_to_cart', 'remove_from_cart', 'purchase'].includes(type),
        );
        const inside = [...new Set(deeds.map(({ item }) => item))].filter(
          (item) => deeds.findLast((deed) => deed.item === item)?.type === 'add_to_cart',
        );
        expect(new Set(cart)).toEqual(new Set(inside));
        expect(cart.length).toBe(inside.length);
      }),
    );
  });
});

describe('describeSession', () => {
  it('writes its width, no more, and finite numbers', () => {
    fc.assert(
      fc.property(anyEvents, fc.integer({ min: -1, max: SCENES.length - 1 }), (events, scene) => {
        const target = new Float32Array(SESSION_WIDTH + 2).fill(7);
        describeSession({ events, now: NOON, scene }, target, 1);
        expect([target[0], target[SESSION_WIDTH + 1]]).toEqual([7, 7]);
        expect(target.every(Number.isFinite)).toBe(true);
        expect(target.subarray(1, SESSION_WIDTH + 1)).toEqual(described({ events, scene }));
      }),
    );
  });

  it('tells apart what the next action depends on', () => {
    const sessions: Partial<Session>[] = [
      {},
      { scene: 0 },
      { scene: 1 },
      { now: NOON + 6 * 3_600_000 },
      { events: [event('view_item', 1)] },
      { events: [event('search')] },
      { events: [event('view_item', 1), event('view_item', 2)] },
      { events: [event('view_item', 1), event('view_item', 1)] },
      { events: [event('add_to_cart', 1), event('view_item', 1)] },
      { events: [event('add_to_cart', 2), event('view_item', 1)] },
      { events: [event('search', -1, NOON - 9e5), event('search')] },
      { events: [event('search', -1, NOON - 1e3), event('search')] },
    ];
    expect(new Set(sessions.map((session) => described(session).join())).size).toBe(sessions.length);
  });

  it('does not hear how long the shopper has been silent', () => {
    const events = [event('view_item', 1), event('add_to_cart', 1, NOON + 1_000)];
    expect(described({ events, now: NOON + 59 * 60_000 })).toEqual(described({ events, now: NOON + 2_000 }));
  });

  it('does not take two unknown items for one that was seen twice', () => {
    const repeated = (item: number): Float32Array =>
      described({ events: [event('view_item', item), event('view_item', item)] });
    expect(repeated(-1)).not.toEqual(repeated(4));
  });
});

describe('actionOfEvent', () => {
  it('knows a learnt action, or none, for every event', () => {
    const actions = EVENT_TYPES.map((type) => actionOfEvent(type));
    expect(actions.filter((action) => action !== undefined && !LEARNT_ACTIONS.includes(action))).toEqual([]);
    expect(EVENT_TYPES.filter((type) => actionOfEvent(type) === undefined)).toEqual([
      'view_item_list',
      'refund',
      'view_promotion',
      'select_promotion',
    ]);
    expect(actions).not.toContain('leave');
  });
});
