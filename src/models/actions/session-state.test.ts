import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import { actionOfEvent, cartAfter, LEARNT_ACTIONS, type SessionEvent } from './session-state.ts';

const NOON = Date.UTC(2026, 4, 1, 12);

const event = (type: EventType, item = -1, time = NOON): SessionEvent => ({ type, item, time });
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
