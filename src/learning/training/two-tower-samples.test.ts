import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES, type EventType } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { createRandom } from '../../core/random.ts';
import { SampleSource } from './two-tower-samples.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

interface Row {
  /** Days after the start. */
  readonly day: number;
  readonly type: EventType;
  readonly item: number;
  readonly user?: number;
  readonly session?: number;
}

/** A log in which the time of each event is also its number, so that a sample tells which events it saw. */
function logOf(rows: readonly Row[]): Dataset {
  const sorted = rows.toSorted((a, b) => a.day - b.day);
  return {
    source: 'test',
    items: Array.from({ length: 10 }, (_, i) =>
      itemSchema.parse({ id: `${i}`, title: {}, categories: ['Home'] }),
    ),
    userIds: ['ann', 'bo', 'cy'],
    events: {
      count: sorted.length,
      time: Float64Array.from(sorted, ({ day }) => START + day * DAY),
      type: Uint8Array.from(sorted, ({ type }) => EVENT_TYPES.indexOf(type)),
      user: Int32Array.from(sorted, ({ user = -1 }) => user),
      item: Int32Array.from(sorted, ({ item }) => item),
      session: Int32Array.from(sorted, ({ session = -1 }) => session),
      scene: new Int8Array(sorted.length).fill(SCENES.indexOf('gift')),
    },
  };
}

const anyLog = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 90 }),
      type: fc.constantFrom<EventType>(
        'view_item',
        'add_to_cart',
        'purchase',
        'search',
        'view_item_list',
        'refund',
      ),
      item: fc.integer({ min: -1, max: 9 }),
      user: fc.integer({ min: -1, max: 2 }),
      session: fc.integer({ min: -1, max: 5 }),
    }),
    { maxLength: 60 },
  )
  .map(logOf);

describe('SampleSource', () => {
  it('never puts a deed itself, or what came after the moment of asking, into its own history', () => {
    fc.assert(
      fc.property(anyLog, fc.string(), (log, seed) => {
        const source = new SampleSource(log);
        const random = createRandom(seed);
        for (const deed of source.deeds) {
          const { query, target } = source.sample(deed, random);
          expect(target).toBe(deed.events[deed.position].item);
          expect(query.now).toBeLessThanOrEqual(deed.events[deed.position].time);
          expect(query.history.every(({ time }) => time < query.now)).toBe(true);
          expect(query.history).not.toContain(deed.events[deed.position]);
          // All that the same shopper did before the moment of asking, and nothing of anyone else.
          expect(query.history).toEqual(deed.events.filter(({ time }) => time < query.now));
        }
      }),
    );
  });

  it('asks at the deed or days before it, and then hides what came between', () => {
    const days = Array.from({ length: 60 }, (_, day): Row => ({
      day,
      type: 'view_item',
      item: day % 10,
      user: 0,
    }));
    const source = new SampleSource(logOf(days));
    const deed = source.deeds[59];
    const random = createRandom('ahead');
    const gaps = Array.from(
      { length: 2_000 },
      () => 59 - (source.sample(deed, random).query.now - START) / DAY,
    );
    const ahead = gaps.filter((gap) => gap > 0);
    expect(ahead.length / gaps.length).toBeGreaterThan(0.15);
    expect(ahead.length / gaps.length).toBeLessThan(0.85);
    const meanGap = ahead.reduce((sum, gap) => sum + gap, 0) / ahead.length;
    expect(meanGap).toBeGreaterThan(7);
    expect(meanGap).toBeLessThan(20);
    const lengths = Array.from({ length: 100 }, () => {
      const { query } = source.sample(deed, random);
      return [query.history.length, Math.max(0, Math.ceil((query.now - START) / DAY))];
    });
    for (const [length, daysBefore] of lengths) expect(length).toBe(daysBefore);
  });

  it('does not tell the scene when it asks ahead', () => {
    const source = new SampleSource(logOf([{ day: 1, type: 'purchase', item: 1, session: 1 }]));
    const random = createRandom('scene');
    const samples = Array.from({ length: 400 }, () => source.sample(source.deeds[0], random).query);
    const ahead = samples.filter(({ now }) => now < START + DAY);
    const atOnce = samples.filter(({ now }) => now === START + DAY);
    expect(ahead.every(({ scene }) => scene === -1)).toBe(true);
    expect(new Set(atOnce.map(({ scene }) => scene))).toEqual(new Set([-1, SCENES.indexOf('gift')]));
  });

  it('takes purchases, carts, wishes and views as deeds, a purchase most', () => {
    const types: EventType[] = [
      'view_item',
      'add_to_wishlist',
      'add_to_cart',
      'purchase',
      'refund',
      'view_item_list',
    ];
    const { deeds } = new SampleSource(logOf(types.map((type, day) => ({ day, type, item: 1, user: 0 }))));
    expect(deeds.map(({ position }) => types[position])).toEqual(types.slice(0, 4));
    expect(deeds.map(({ weight }) => weight)).toEqual(
      deeds.map(({ weight }) => weight).toSorted((a, b) => a - b),
    );
  });

  it('keeps persons, guests and those who are neither apart', () => {
    const { deeds } = new SampleSource(
      logOf([
        { day: 0, type: 'view_item', item: 0, user: 0, session: 0 },
        { day: 1, type: 'view_item', item: 1, user: 0, session: 1 },
        { day: 2, type: 'view_item', item: 2, session: 0 },
        { day: 3, type: 'view_item', item: 3, session: 1 },
        { day: 4, type: 'view_item', item: 4 },
      ]),
    );
    const histories = new Set(deeds.map(({ events }) => events.map(({ item }) => item).join()));
    expect([...histories].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['0,1', '2', '3']);
  });

  it('goes through every deed in an epoch, or through about as many as the limit, by weight', () => {
    const rows = Array.from({ length: 1_000 }, (_, i): Row => {
      return { day: i / 20, type: i % 2 ? 'purchase' : 'view_item', item: i % 10, user: i % 3 };
    });
    const source = new SampleSource(logOf(rows));
    expect(new Set(source.epoch(createRandom(1), 1_000))).toEqual(new Set(source.deeds));
    const some = source.epoch(createRandom(2), 200);
    expect(some.length).toBeGreaterThan(150);
    expect(some.length).toBeLessThan(250);
    const total = (deeds: typeof some): number => deeds.reduce((sum, { weight }) => sum + weight, 0);
    // The kept ones weigh as much as all did.
    expect(total(some) / total([...source.deeds])).toBeGreaterThan(0.8);
    expect(total(some) / total([...source.deeds])).toBeLessThan(1.2);
    expect(source.epoch(createRandom(3), 1_000)).toEqual(source.epoch(createRandom(3), 1_000));
  });

  it('counts how often each item is met', () => {
    const shares = new SampleSource(
      logOf([1, 1, 1, 2].map((item, day) => ({ day, type: 'view_item', item, user: 0 }))),
    ).popularity(10);
    expect([shares[0], shares[1], shares[2]]).toEqual([0, 0.75, 0.25]);
  });

  it('finds nothing in an empty log', () => {
    const source = new SampleSource(logOf([]));
    expect(source.deeds).toEqual([]);
    expect(source.epoch(createRandom(1), 10)).toEqual([]);
  });
});
