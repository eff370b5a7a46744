import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { evaluateScenes } from './scenes.ts';
import { splitScenes, type SceneMap } from './scenes-data.ts';

const HOUR = 3_600_000;
const PURCHASE = EVENT_TYPES.indexOf('purchase');

type Row = readonly [hour: number, user: number, session: number, item: number];

function baskets(rows: readonly Row[]): Dataset {
  return {
    source: 'baskets',
    items: Array.from({ length: 40 }, (_, item) =>
      itemSchema.parse({ id: `i${item}`, title: {}, categories: [item < 20 ? 'fresh' : 'household'] }),
    ),
    userIds: ['anna', 'ben', 'chen'],
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ([hour]) => hour * HOUR),
      type: new Uint8Array(rows.length).fill(PURCHASE),
      user: Int32Array.from(rows, ([, user]) => user),
      item: Int32Array.from(rows, ([, , , item]) => item),
      session: Int32Array.from(rows, ([, , session]) => session),
      scene: new Int8Array(rows.length).fill(-1),
    },
  };
}

const byDepartment: SceneMap = {
  names: ['fresh', 'household', 'gift'],
  of: ({ events, items }, row) => (items[events.item[row]].categories[0] === 'fresh' ? 0 : 1),
};

const dataset = baskets([
  [1, 0, 0, 3],
  [1, 0, 0, 25],
  [2, 1, 1, 4],
  [3, 2, 2, 5],
  [50, 0, 3, 1],
  [50, 0, 3, 2],
  [50, 0, 3, 21],
  [60, 1, 4, 1],
]);

describe('the split by scenes', () => {
  it('asks about each user’s last basket, once for each scene in it', () => {
    const { train, cases } = splitScenes(dataset, byDepartment, { kind: 'last-basket' });
    expect(
      cases.map(({ user, query, targets }) => [user, query.scene, [...targets], query.now / HOUR]),
    ).toEqual([
      [0, 0, [1, 2], 50],
      [0, 1, [21], 50],
      [1, 0, [1], 60],
    ]);
    expect(cases[0].query.history.map(({ item }) => item)).toEqual([3, 25]);
    expect([...train.events.item]).toEqual([3, 25, 4, 5]);
    expect([...train.events.scene]).toEqual([0, 1, 0, 0]);
  });

  it('asks at a moment about what was bought from then on', () => {
    const { train, cases } = splitScenes(dataset, byDepartment, { kind: 'time', testFrom: 55 * HOUR });
    expect(
      cases.map(({ user, query, targets }) => [user, query.scene, [...targets], query.now / HOUR]),
    ).toEqual([[1, 0, [1], 55]]);
    expect(train.events.count).toBe(7);
  });

  it('says what to do where there is nobody to ask', () => {
    const nowhere: SceneMap = { names: ['gift'], of: () => -1 };
    expect(() => splitScenes(dataset, nowhere, { kind: 'last-basket' })).toThrow(
      expect.objectContaining({ code: 'not-enough-data' }),
    );
  });
});

/** Puts one item first in each scene, then the others in their order. */
function firstIn(name: string, first: readonly number[]): RecommenderKind {
  const recommender = {
    name,
    score: async (queries: readonly Query[]) =>
      queries.map(({ scene }) =>
        Float32Array.from({ length: 40 }, (_, item) => (item === first[scene] ? 1 : -item)),
      ),
    save: async () => undefined,
  };
  return { name, fit: async () => recommender, load: async () => recommender };
}

describe('evaluateScenes', () => {
  it('gives the metrics of each scene worked out by hand', async () => {
    const report = await evaluateScenes({
      dataset,
      scenes: byDepartment,
      cut: { kind: 'last-basket' },
      kinds: [firstIn('default', [1, 21]), firstIn('shared', [0, 0])],
      seed: 1,
    });
    expect(report.split).toEqual({
      cut: 'last-basket',
      items: 40,
      trainEvents: 4,
      users: 2,
      scenes: { fresh: 2, household: 1 },
    });
    const [aware, shared] = report.results;
    // Fresh: 1, 0, 2, …: Anna's 1 and 2 at places 1 and 3, Ben's 1 first. Household: 21 first, or behind the first 20.
    expect(aware.scenes['household'].metrics).toEqual({
      'recall@20': 1,
      'ndcg@20': 1,
      'map@12': 1,
      'hr@20': 1,
    });
    expect(aware.scenes['fresh'].metrics['map@12']).toBeCloseTo(((1 + 2 / 3) / 2 + 1) / 2, 12);
    expect(shared.scenes['household'].metrics).toMatchObject({ 'recall@20': 0, 'hr@20': 0 });
    expect(shared.scenes['fresh'].metrics['map@12']).toBeCloseTo(((1 / 2 + 2 / 3) / 2 + 1 / 2) / 2, 12);
    expect(aware.metrics['hr@20']).toBe(1);
    expect(shared.metrics['hr@20']).toBeCloseTo(2 / 3, 12);
    expect(report.comparisonByScene['household']?.['hr@20']).toMatchObject({
      mean: 1,
      low: 1,
      baseline: 'shared',
    });
    expect(report.comparison?.['hr@20'].mean).toBeCloseTo(1 / 3, 12);
  });
});
