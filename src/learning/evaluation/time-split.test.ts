import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { evaluateTimeSplit } from './time-split.ts';
import { splitByTime } from './time-split-data.ts';

const DAY = 86_400_000;
const PURCHASE = EVENT_TYPES.indexOf('purchase');
const VIEW = EVENT_TYPES.indexOf('view_item');
const day = (number: number): number => Date.UTC(2026, 0, 1) + number * DAY;

/** user -1 is a guest, told apart by the session. */
type Row = readonly [day: number, user: number, item: number, type?: number, session?: number];

function shop(rows: readonly Row[], itemCount = 40): Dataset {
  return {
    source: 'small',
    items: Array.from({ length: itemCount }, (_, item) =>
      itemSchema.parse({
        id: `i${item}`,
        title: { en: `Item ${item}` },
        categories: ['All'],
        availableFrom: item === 30 ? '2026-01-25T00:00:00Z' : '2025-12-01T00:00:00Z',
        stock: 5,
        price: item === 39 ? null : { amount: 100, currency: 'EUR' },
      }),
    ),
    userIds: ['anna', 'ben', 'chen', 'dora'],
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ([at]) => day(at)),
      type: Uint8Array.from(rows, ([, , , type = PURCHASE]) => type),
      user: Int32Array.from(rows, ([, user]) => user),
      item: Int32Array.from(rows, ([, , item]) => item),
      session: Int32Array.from(rows, ([, , , , session = -1]) => session),
      scene: new Int8Array(rows.length).fill(-1),
    },
  };
}

const rows: Row[] = [
  [1, 0, 5],
  [2, 1, 6],
  [3, 2, 7, VIEW],
  [20, 0, 5],
  [20, 0, 30],
  [20, 0, 30],
  [21, 1, 8, VIEW],
  [22, 2, 6],
  [23, 3, 5],
  [24, -1, 31, PURCHASE, 4],
  [40, 1, 6],
];
const dataset = shop(rows);

/** The shop after it took these out of its catalogue. */
const without = (...lost: readonly number[]): Dataset => ({
  ...dataset,
  items: dataset.items.map((item, number) => ({ ...item, retired: lost.includes(number) })),
});

/** Puts these items first, whoever asks, and keeps what it was fitted on. */
function fixed(
  name: string,
  first: readonly number[],
  seen: Dataset[] = [],
  asked: Query[] = [],
): RecommenderKind {
  const score = async (queries: readonly Query[]): Promise<Float32Array[]> => {
    asked.push(...queries);
    return queries.map(() =>
      Float32Array.from({ length: 40 }, (_, item) =>
        first.includes(item) ? 99 - first.indexOf(item) : -item,
      ),
    );
  };
  const recommender = { name, score, save: async () => undefined };
  return {
    name,
    fit: async (train) => {
      seen.push(train);
      return recommender;
    },
    load: async () => recommender,
  };
}

describe('the split by time', () => {
  it('asks about users with a past who bought, each target once, and sets newcomers apart', () => {
    const { known, unknown, cold } = splitByTime(dataset, day(20), day(40));
    expect(known.map(({ targets }) => [...targets])).toEqual([[5, 30], [6]]);
    expect(known.map(({ query }) => query.history.map(({ item }) => item))).toEqual([[5], [7]]);
    expect(unknown.map(({ targets }) => [...targets])).toEqual([[5], [31]]);
    // Item 7 was only looked at: nobody bought it.
    expect([5, 6, 7, 30].map((item) => cold[item])).toEqual([0, 0, 1, 1]);
  });

  it('lets the training see nothing of the test: no event, no date, no stock, no price read off sales', () => {
    const { train } = splitByTime(dataset, day(20), day(40));
    expect(train.events.count).toBe(3);
    expect(train.events.time.every((time) => time < day(20))).toBe(true);
    expect(train.items[30].availableFrom).toBeNull();
    expect(train.items[29].availableFrom).not.toBeNull();
    expect(train.items.every(({ stock }) => stock === null)).toBe(true);
    // Item 39 has no price, so that prices are taken as read off sales, those of the test among them.
    expect(train.items.every(({ price }) => price === null)).toBe(true);
  });

  it('is the same whatever happens after the test', () => {
    const changed = shop(rows.map((row): Row => (row[0] < 40 ? row : [41, 3, 12])));
    expect(splitByTime(changed, day(20), day(40))).toEqual(splitByTime(dataset, day(20), day(40)));
  });

  it('keeps what is no longer sold in pasts, and asks for it no more', () => {
    const { known, unknown, cold, train } = splitByTime(without(30, 7), day(20), day(40));
    expect(known.map(({ targets }) => [...targets])).toEqual([[5], [6]]);
    expect(known.map(({ query }) => query.history.map(({ item }) => item))).toEqual([[5], [7]]);
    expect(unknown.map(({ targets }) => [...targets])).toEqual([[5], [31]]);
    expect([5, 7, 30, 31].map((item) => cold[item])).toEqual([0, 0, 0, 1]);
    expect(train.events).toEqual(splitByTime(dataset, day(20), day(40)).train.events);
  });

  it('says what to do where there is nothing to learn from or to test on', () => {
    expect(() => splitByTime(dataset, day(0))).toThrow(/0 events before it/);
    expect(() => splitByTime(dataset, day(200))).toThrow(/0 shoppers/);
    expect(() => splitByTime(shop([]), day(3))).toThrow(expect.objectContaining({ code: 'not-enough-data' }));
  });
});

describe('evaluateTimeSplit', () => {
  it('gives the metrics worked out by hand', async () => {
    const seen: Dataset[] = [];
    const asked: Query[] = [];
    const report = await evaluateTimeSplit({
      dataset,
      testFrom: day(20),
      testUntil: day(40),
      kinds: [fixed('default', [30, 6], seen, asked), fixed('weak', [38, 6])],
      seed: 1,
    });
    expect(report).toMatchObject({ dataset: 'small', protocol: 'time-split' });
    expect(report.split).toMatchObject({
      users: 2,
      targets: 3,
      coldTargets: 1,
      newShoppers: 2,
      newShopperTargets: 2,
      items: 40,
      coldItems: 38,
      trainEvents: 3,
    });
    const [best, weak] = report.results;
    // Anna wanted 5 and 30, Chen 6; after the fixed ones come 0, 1, 2, … so that 5 stands at place 8.
    expect(best.metrics['recall@20']).toBe(1);
    expect(best.metrics['map@12']).toBeCloseTo(((1 + 2 / 8) / 2 + 1 / 2) / 2, 12);
    const anna = (1 + 1 / Math.log2(9)) / (1 + 1 / Math.log2(3));
    expect(best.metrics['ndcg@20']).toBeCloseTo((anna + 1 / Math.log2(3)) / 2, 12);
    expect(best.metrics['coverage@20']).toBe(0.5);
    expect(best.metrics['cold-recall@20']).toBe(1);
    expect(weak.metrics['recall@20']).toBe(0.75);
    expect(weak.metrics['cold-recall@20']).toBe(0);
    expect(best.newShoppers?.['recall@20']).toBe(0.5);
    expect(report.comparison?.['recall@20']).toMatchObject({ mean: 0.25, baseline: 'weak' });
    expect(seen).toHaveLength(1);
    expect(seen[0].events.count).toBe(3);
    expect(
      asked.every(({ now, history }) => now === day(20) && history.every(({ time }) => time < day(20))),
    ).toBe(true);
  });

  it('shows nothing that is no longer sold, whatever a model says, and counts what is', async () => {
    const { results, split } = await evaluateTimeSplit({
      dataset: without(30, 7),
      testFrom: day(20),
      testUntil: day(40),
      kinds: [fixed('default', [30, 6])],
      seed: 1,
    });
    expect(split).toMatchObject({ items: 38, coldItems: 36, targets: 2, coldTargets: 0 });
    // Item 6, and then 0 to 20 but for 6 and 7.
    expect(results[0].metrics['map@12']).toBeCloseTo((1 / 7 + 1) / 2, 10);
    expect(results[0].metrics['coverage@20']).toBeCloseTo(20 / 38, 10);
  });

  it('counts the questions of several periods together, each asked with what was known then', async () => {
    const seen: Dataset[] = [];
    const report = await evaluateTimeSplit({
      dataset,
      testFrom: day(22),
      testUntil: day(24),
      periods: 2,
      kinds: [fixed('default', [30, 6], seen), fixed('weak', [38, 6])],
      seed: 1,
    });
    expect(seen.map(({ events }) => events.count)).toEqual([3, 7]);
    expect(report.split).toMatchObject({
      testFrom: new Date(day(20)).toISOString(),
      testUntil: new Date(day(24)).toISOString(),
      periods: 2,
      users: 2,
      targets: 3,
      coldTargets: 1,
      newShoppers: 1,
      trainEvents: 7,
    });
    const [best, weak] = report.results;
    // Anna's 5 and 30 of the first period, Chen's 6 of the second.
    expect(best.metrics['map@12']).toBeCloseTo(((1 + 2 / 8) / 2 + 1 / 2) / 2, 12);
    expect(best.metrics['cold-recall@20']).toBe(1);
    expect(best.newShoppers?.['recall@20']).toBe(1);
    expect(weak.metrics['recall@20']).toBe(0.75);
  });

  it('is the same for the same seed, but for the clock', async () => {
    const run = async () => {
      const report = await evaluateTimeSplit({
        dataset,
        testFrom: day(20),
        kinds: [fixed('default', [5]), fixed('other', [6])],
        seed: 3,
      });
      return {
        ...report,
        results: report.results.map(({ trainSeconds, scoreSeconds, ...rest }) => ({
          rest,
          timed: trainSeconds >= 0 && scoreSeconds >= 0,
        })),
      };
    };
    expect(await run()).toEqual(await run());
  });

  it('compares nothing where there is no default or no baseline', async () => {
    const only = (name: string) =>
      evaluateTimeSplit({ dataset, testFrom: day(20), kinds: [fixed(name, [5])], seed: 1 });
    expect((await only('default')).comparison).toBeNull();
    expect((await only('item-knn')).comparison).toBeNull();
  });
});
