import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, SCENES, type EventType } from '../../core/contracts/event.ts';
import { PAGE_TYPES, type ScreenReading } from '../../core/contracts/screen.ts';
import type { SessionEvent } from './session-state.ts';
import { SessionTracker } from './session-tracker.ts';
import type { ShopperPast, Situation } from './situation.ts';
import { SituationSpace } from './situation-space.ts';

const NOON = Date.UTC(2026, 4, 1, 12);
const space = new SituationSpace(['button', 'photo']);

const event = (type: EventType, item = -1, time = NOON, part?: string): SessionEvent => ({
  type,
  item,
  time,
  ...(part === undefined ? {} : { part }),
});
const described = (situation: Partial<Situation>): Float32Array => {
  const target = new Float32Array(space.width);
  space.describe({ events: [], now: NOON, scene: -1, ...situation }, target);
  return target;
};

const screen = (page: number): ScreenReading => ({
  stage: 'pixels',
  source: 'pixels',
  width: 100,
  height: 100,
  page: { type: PAGE_TYPES[page], probability: 0.8 },
  pages: PAGE_TYPES.map((_, i) => (i === page ? 0.8 : 0.025)),
  elements: [{ kind: 'add_to_cart', text: 'Add to cart', box: [0, 0, 9, 9], confidence: 0.7 }],
  products: [],
  lines: [],
  doubts: [],
});

const anyEvents = fc.array(
  fc.record({
    type: fc.constantFrom(...EVENT_TYPES),
    item: fc.integer({ min: -1, max: 4 }),
    time: fc.nat(1e9),
    part: fc.constantFrom('button', 'photo', 'unheard of'),
  }),
  { maxLength: 30 },
);

describe('SituationSpace', () => {
  it('names every number once, and writes as many, all finite', () => {
    expect(new Set(space.names).size).toBe(space.width);
    fc.assert(
      fc.property(anyEvents, fc.integer({ min: -1, max: SCENES.length - 1 }), (events, scene) => {
        const target = new Float32Array(space.width + 2).fill(7);
        space.describe({ events, now: NOON, scene }, target, 1);
        expect([target[0], target[space.width + 1]]).toEqual([7, 7]);
        expect(target.every(Number.isFinite)).toBe(true);
        expect(target.subarray(1, space.width + 1)).toEqual(described({ events, scene }));
      }),
    );
  });

  it('tells apart what the next action depends on', () => {
    const past: ShopperPast = {
      sessions: 2,
      counts: { view_item: 3 },
      until: NOON - 9e8,
      items: new Map(),
      lastTimes: {},
      cart: new Set(),
    };
    const situations: Partial<Situation>[] = [
      {},
      { scene: 0 },
      { scene: 1 },
      { now: NOON + 6 * 3_600_000 },
      { past },
      { past: { ...past, counts: { purchase: 3 } } },
      { past: { ...past, cart: new Set([4]) } },
      { events: [event('view_item', 4)], past: { ...past, cart: new Set([4]) } },
      { events: [event('view_item', 1)], past: { ...past, lastTimes: { purchase: NOON - 9e8 } } },
      { screen: screen(3) },
      { screen: screen(4) },
      { events: [event('view_item', 1)], screen: screen(3) },
      { events: [event('view_item', 1)] },
      { events: [event('view_item', 1, NOON, 'button')] },
      { events: [event('view_item', 1, NOON, 'photo')] },
      { events: [event('view_item', 1)], past: { ...past, items: new Map([[1, new Set(['purchase'])]]) } },
      { events: [event('view_item', 1)], past },
      { events: [event('search')] },
      { events: [event('view_item', 1), event('view_item', 2)] },
      { events: [event('view_item', 1), event('view_item', 1)] },
      { events: [event('add_to_cart', 1), event('view_item', 1)] },
      { events: [event('add_to_cart', 2), event('view_item', 1)] },
      { events: [event('search', -1, NOON - 9e5), event('search')] },
      { events: [event('search', -1, NOON - 1e3), event('search')] },
    ];
    expect(new Set(situations.map((situation) => described(situation).join())).size).toBe(situations.length);
  });

  it('does not hear how long the shopper has been silent', () => {
    const events = [event('view_item', 1), event('add_to_cart', 1, NOON + 1_000)];
    expect(described({ events, now: NOON + 59 * 60_000 })).toEqual(described({ events, now: NOON + 2_000 }));
  });

  it('says the same whether the events come at once or one by one', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const tracker = new SessionTracker();
        const target = new Float32Array(space.width);
        for (const [i, one] of events.entries()) {
          tracker.add(one);
          space.describeTracked(tracker, { now: NOON, scene: -1 }, target);
          expect(target).toEqual(described({ events: events.slice(0, i + 1) }));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('follows a visit of ten thousand events within a second, describing each moment', () => {
    const tracker = new SessionTracker();
    const target = new Float32Array(space.width);
    const begun = performance.now();
    for (let i = 0; i < 10_000; i++) {
      tracker.add(event(EVENT_TYPES[i % EVENT_TYPES.length], i, NOON + i * 700));
      space.describeTracked(tracker, { now: NOON, scene: -1 }, target);
    }
    // Generous: on a busy machine; a second look at all events each time would take minutes.
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(target.every(Number.isFinite)).toBe(true);
  });
});
