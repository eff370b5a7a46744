import { describe, expect, it } from 'vitest';
import type { EventType } from '../../core/contracts/event.ts';
import { PAGE_TYPES, type ScreenReading } from '../../core/contracts/screen.ts';
import { LEARNT_ACTIONS, type SessionEvent } from '../../models/actions/session-state.ts';
import { SituationSpace } from '../../models/actions/situation-space.ts';
import { describeMoments, sessionsOf, SHOP_CLASSES, type LoggedSession } from './next-action-samples.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1);
const space = new SituationSpace([]);

const visit = (types: readonly EventType[], user = -1, start = START): LoggedSession => ({
  user,
  scene: 2,
  events: types.map((type, i) => ({ type, item: i, time: start + i * 20_000 })),
});
const actionsOf = (session: LoggedSession): string[] =>
  Array.from(describeMoments([session], { classes: SHOP_CLASSES }).truth, (action) => LEARNT_ACTIONS[action]);

describe('describeMoments', () => {
  it('asks before every action but the first, and once more before the shopper leaves', () => {
    const session = visit(['view_item', 'view_item', 'add_to_cart', 'view_cart', 'search']);
    const samples = describeMoments([session], { classes: SHOP_CLASSES });
    expect(actionsOf(session)).toEqual(['view_item', 'add_to_cart', 'view_cart', 'search', 'leave']);
    for (let row = 0; row < samples.count; row++) {
      const expected = new Float32Array(space.width);
      space.describe({ events: session.events.slice(0, row + 1), now: START, scene: 2 }, expected);
      expect(samples.rows.slice(row * space.width, (row + 1) * space.width)).toEqual(expected);
    }
  });

  it('sees nothing of what comes next: neither the event nor when it came', () => {
    const session = visit(['view_item', 'search', 'view_item', 'add_to_cart', 'view_cart']);
    for (let known = 1; known < session.events.length; known++) {
      const others = session.events.map((event, i): SessionEvent => {
        return i < known ? event : { type: 'add_to_wishlist', item: 77, time: event.time + 5 * HOUR };
      });
      const [asItWas, otherwise] = [session, { ...session, events: others }].map((one) =>
        describeMoments([one], { classes: SHOP_CLASSES }),
      );
      const told = known * space.width;
      expect(otherwise.rows.slice(0, told)).toEqual(asItWas.rows.slice(0, told));
    }
  });

  it('takes a selected item whose page then opens as one deed', () => {
    expect(actionsOf(visit(['search', 'select_item', 'view_item', 'add_to_cart']))).toEqual([
      'view_item',
      'add_to_cart',
      'leave',
    ]);
  });

  it('tells a moment with a screen with both, with the events alone and with the screen alone', () => {
    const session = visit(['view_item', 'add_to_cart']);
    const screen: ScreenReading = {
      stage: 'pixels',
      source: 'pixels',
      width: 1,
      height: 1,
      page: { type: 'product', probability: 1 },
      pages: PAGE_TYPES.map((type) => (type === 'product' ? 1 : 0)),
      elements: [],
      products: [],
      lines: [],
      doubts: [],
    };
    const samples = describeMoments([{ ...session, screens: [screen, null] }], { classes: SHOP_CLASSES });
    const known = (name: string): number[] =>
      Array.from(
        { length: samples.count },
        (_, row) => samples.rows[row * space.width + space.names.indexOf(name)],
      );
    expect(known('has-events')).toEqual([1, 1, 0, 1]);
    expect(known('has-screen')).toEqual([0, 1, 1, 0]);
    expect(Array.from(samples.truth, (action) => LEARNT_ACTIONS[action])).toEqual([
      'add_to_cart',
      'add_to_cart',
      'add_to_cart',
      'leave',
    ]);
  });

  it('knows a shopper’s earlier visits, and no later ones', () => {
    const visits = [0, 1, 2].map((i) => visit(['view_item', 'purchase'], 4, START + i * HOUR));
    const samples = describeMoments(visits, { classes: SHOP_CLASSES, withPast: true });
    const at = (name: string): number[] =>
      Array.from(
        { length: samples.count },
        (_, row) => samples.rows[row * space.width + space.names.indexOf(name)],
      );
    expect(at('has-past')).toEqual([0, 0, 1, 1, 1, 1]);
    expect(at('past-count:purchase').map((value) => Math.round(Math.expm1(value)))).toEqual([
      0, 0, 1, 1, 2, 2,
    ]);
    expect(new Set(samples.groupOf).size).toBe(1);
  });
});

describe('sessionsOf', () => {
  const columns = (rows: readonly { time: number; user: number; session: number }[]) => ({
    source: 'toy',
    items: [],
    userIds: ['a', 'b'],
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ({ time }) => time),
      type: new Uint8Array(rows.length).fill(2),
      user: Int32Array.from(rows, ({ user }) => user),
      item: new Int32Array(rows.length),
      session: Int32Array.from(rows, ({ session }) => session),
      scene: new Int8Array(rows.length).fill(-1),
    },
  });

  it('goes by session where there is one, else by shopper and silence, and passes over the rest', () => {
    const minute = 60_000;
    const sessions = sessionsOf(
      columns([
        { time: 0, user: -1, session: 7 },
        { time: 1 * minute, user: 0, session: -1 },
        { time: 2 * minute, user: -1, session: -1 },
        { time: 20 * minute, user: 0, session: -1 },
        { time: 30 * minute, user: -1, session: 7 },
        { time: 90 * minute, user: 0, session: -1 },
      ]),
    );
    expect(sessions.map(({ events }) => events.length)).toEqual([2, 2, 1]);
    expect(sessionsOf(columns([]))).toEqual([]);
  });
});
