import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEvent, Query } from '../../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES, type EventType } from '../../../core/contracts/event.ts';
import {
  createShopperFeatures,
  EXTRA_TOKENS,
  SCENE_COUNT,
  tellsTaste,
  writeShopperFeatures,
} from './shopper-features.ts';

const LENGTH = 6;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 4, 1);

const event = (item: number, type: EventType, minutesAgo: number): HistoryEvent => ({
  item,
  type: EVENT_TYPES.indexOf(type),
  time: NOW - minutesAgo * MINUTE,
});
const query = (history: readonly HistoryEvent[], scene = -1): Query => ({ history, now: NOW, scene });

/** Items and types that the tower reads for one query, newest first. */
function deedsOf(asked: Query, length = LENGTH): [item: number, type: EventType][] {
  const features = createShopperFeatures(1, length);
  writeShopperFeatures(features, 0, asked, length);
  const there = [...features.mask.subarray(0, length)].filter((mask) => mask === 1).length;
  return Array.from({ length: there }, (_, i) => [features.items[i], EVENT_TYPES[Number(features.types[i])]]);
}

describe('writeShopperFeatures', () => {
  it('takes each item once, with the strongest thing done to it, newest first', () => {
    const history = [
      event(1, 'view_item', 50),
      event(1, 'add_to_cart', 40),
      event(2, 'view_item', 30),
      event(1, 'view_item', 20),
      event(3, 'view_item', 10),
    ];
    expect(deedsOf(query(history))).toEqual([
      [3, 'view_item'],
      [2, 'view_item'],
      [1, 'add_to_cart'],
    ]);
  });

  it('passes over what was shown and not chosen, and what is about no item', () => {
    const history = [
      event(1, 'view_item_list', 5),
      event(2, 'view_promotion', 4),
      event(-1, 'search', 3),
      event(-1, 'view_item', 2),
    ];
    expect(deedsOf(query(history))).toEqual([]);
    expect(tellsTaste(EVENT_TYPES.indexOf('view_item_list'))).toBe(false);
  });

  it('keeps half of the places for purchases, and all of them where nothing else is there', () => {
    const bought = Array.from({ length: 9 }, (_, i) => event(100 + i, 'purchase', 10_000 - i));
    const viewed = Array.from({ length: 9 }, (_, i) => event(i, 'view_item', 100 - i));
    const both = deedsOf(query([...bought, ...viewed])).map(([item]) => item);
    expect(both).toEqual([8, 7, 6, 108, 107, 106]);
    expect(deedsOf(query(bought)).map(([item]) => item)).toEqual([108, 107, 106, 105, 104, 103]);
    expect(deedsOf(query([...bought, ...viewed]), 5).map(([item]) => item)).toEqual([8, 7, 6, 108, 107]);
  });

  it('marks what is there: events, history, scene and general taste', () => {
    const features = createShopperFeatures(2, LENGTH);
    writeShopperFeatures(features, 0, query([event(1, 'view_item', 1)], SCENES.indexOf('gift')), LENGTH);
    writeShopperFeatures(features, 1, query([]), LENGTH);
    expect([...features.mask]).toEqual([1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect([...features.scenes]).toEqual([BigInt(SCENES.indexOf('gift')), BigInt(SCENE_COUNT - 1)]);
  });

  it('puts what is longer ago into a higher bucket, also what comes from a clock that is ahead', () => {
    const features = createShopperFeatures(1, LENGTH);
    const ages = [-5, 1, 30, 60 * 24 * 2, 60 * 24 * 20, 60 * 24 * 365];
    writeShopperFeatures(
      features,
      0,
      query(ages.map((age, i) => event(i, 'view_item', age)).toReversed()),
      LENGTH,
    );
    const buckets = [...features.ages].map(Number);
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    expect(new Set(buckets).size).toBe(5);
  });

  it('counts how often each item was bought', () => {
    const bought = [1, 2, 1, 3, 1].map((item, i) => event(item, 'purchase', 90 - i));
    const features = createShopperFeatures(1, LENGTH);
    writeShopperFeatures(features, 0, query([...bought, event(4, 'view_item', 1)]), LENGTH);
    const counts = Object.fromEntries(
      [...features.items].map((item, i) => [item, Number(features.purchases[i])]),
    );
    expect(counts).toMatchObject({ 1: 3, 2: 1, 3: 1, 4: 0 });
  });

  it('leaves nothing of the query that stood in the row before', () => {
    const anyEvent = fc.record({
      item: fc.integer({ min: -1, max: 9 }),
      type: fc.nat(EVENT_TYPES.length - 1),
      time: fc.integer({ min: NOW - 1e10, max: NOW }),
    });
    const anyQuery = fc
      .record({
        history: fc.array(anyEvent, { maxLength: 20 }),
        scene: fc.integer({ min: -1, max: SCENES.length - 1 }),
      })
      .map(({ history, scene }) =>
        query(
          history.toSorted((a, b) => a.time - b.time),
          scene,
        ),
      );
    fc.assert(
      fc.property(anyQuery, anyQuery, (before, after) => {
        const [used, fresh] = [createShopperFeatures(3, LENGTH), createShopperFeatures(3, LENGTH)];
        writeShopperFeatures(used, 1, before, LENGTH);
        writeShopperFeatures(used, 1, after, LENGTH);
        writeShopperFeatures(fresh, 1, after, LENGTH);
        expect(used).toEqual(fresh);
        expect(used.mask.subarray(0, LENGTH + EXTRA_TOKENS)).toEqual(new Float32Array(LENGTH + EXTRA_TOKENS));
      }),
    );
  });
});
