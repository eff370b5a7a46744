import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { Dataset, HistoryEvent, Query } from '../../core/contracts/dataset.ts';
import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { contentProfile } from './content-profile.ts';
import { itemKnn } from './item-knn.ts';
import { popularity } from './popularity.ts';
import { repeatPurchase, repeatPurchaseWith } from './repeat-purchase.ts';

const sameForAll = [{ test: 'checkerboard', reason: 'it is the same for everybody' }] as const;
const ownOnly = [{ test: 'checkerboard', reason: 'it knows only what the shopper bought' }] as const;

recommenderSuite(popularity(), { checkerboardRecall: 1, skip: sameForAll });
recommenderSuite(popularity({ days: 30 }), { checkerboardRecall: 1, skip: sameForAll });
recommenderSuite(repeatPurchase, { checkerboardRecall: 1, skip: ownOnly });
recommenderSuite(itemKnn(), { checkerboardRecall: 1 });
recommenderSuite(contentProfile, { checkerboardRecall: 1 });

const DAY = 86_400_000;
const PURCHASE = EVENT_TYPES.indexOf('purchase');
const VIEW = EVENT_TYPES.indexOf('view_item');
const board = checkerboard();

const scoresOf = async (kind: RecommenderKind, query: Query, dataset: Dataset = board.dataset) => {
  const recommender = await kind.fit(dataset, { random: createRandom(1), progress: silentProgress });
  const [scores] = await recommender.score([query]);
  return scores;
};
const ask = (history: HistoryEvent[], now = Date.UTC(2026, 3, 11)): Query => ({ history, now, scene: -1 });
const withEvents = (
  rows: readonly (readonly [item: number, type: number, day: number, user?: number])[],
): Dataset => ({
  ...board.dataset,
  events: {
    count: rows.length,
    time: Float64Array.from(rows, ([, , day]) => day * DAY),
    type: Uint8Array.from(rows, ([, type]) => type),
    user: Int32Array.from(rows, ([, , , user = 0]) => user),
    item: Int32Array.from(rows, ([item]) => item),
    session: new Int32Array(rows.length).fill(-1),
    scene: new Int8Array(rows.length).fill(-1),
  },
});

describe('popularity', () => {
  it('counts purchases, and tells equal sales apart by interest', async () => {
    const dataset = withEvents([
      [3, VIEW, 1],
      [3, VIEW, 1],
      [5, PURCHASE, 2],
      [2, PURCHASE, 3],
      [5, PURCHASE, 4],
      [7, VIEW, 5],
    ]);
    expect(topIndices(await scoresOf(popularity(), ask([]), dataset), 4)).toEqual([5, 2, 3, 7]);
  });

  it('forgets what was bought before the window', async () => {
    const dataset = withEvents([
      [1, PURCHASE, 1],
      [1, PURCHASE, 2],
      [4, PURCHASE, 60],
    ]);
    expect(topIndices(await scoresOf(popularity({ days: 30 }), ask([]), dataset), 2)).toEqual([4, 1]);
  });

  it('counts a purchase half for every half-life', async () => {
    const dataset = withEvents([
      [1, PURCHASE, 0],
      [1, PURCHASE, 20],
      [4, PURCHASE, 40],
    ]);
    const kind = popularity({ halfLifeDays: 20 });
    expect(kind.name).toBe('popularity-half-life-20');
    const scores = await scoresOf(kind, ask([]), dataset);
    expect([scores[1], scores[4]]).toEqual([0.75, 1]);
    expect(() => popularity({ halfLifeDays: 0 })).toThrow(/half-life/);
  });
});

describe('repeat purchase', () => {
  it('puts the often and lately bought first, then what sells', async () => {
    const now = Date.UTC(2026, 3, 11);
    const bought = (item: number, daysAgo: number): HistoryEvent => ({
      item,
      type: PURCHASE,
      time: now - daysAgo * DAY,
    });
    const scores = await scoresOf(
      repeatPurchase,
      ask([bought(2, 90), bought(4, 60), bought(6, 5), bought(8, 5), bought(8, 1)], now),
    );
    expect(topIndices(scores, 4)).toEqual([8, 6, 4, 2]);
  });

  it('forgets a purchase as fast as it is told', async () => {
    const tenDaysAgo = ask([{ item: 4, type: PURCHASE, time: 0 }], 10 * DAY);
    const nothing = withEvents([]);
    expect((await scoresOf(repeatPurchaseWith({ halfLifeDays: 10 }), tenDaysAgo, nothing))[4]).toBe(1.5);
    expect((await scoresOf(repeatPurchaseWith({ halfLifeDays: 5 }), tenDaysAgo, nothing))[4]).toBe(1.25);
    expect(() => repeatPurchaseWith({ halfLifeDays: -1 })).toThrow('half-life');
  });

  it('does not take a view for a purchase', async () => {
    const viewed = await scoresOf(
      repeatPurchase,
      ask([{ item: 17, type: VIEW, time: Date.UTC(2026, 3, 10) }]),
    );
    expect(viewed).toEqual(await scoresOf(repeatPurchase, ask([])));
  });
});

describe('item-knn', () => {
  it('serves a guest from one view', async () => {
    const scores = await scoresOf(itemKnn(), ask([{ item: 3, type: VIEW, time: Date.UTC(2026, 3, 10) }]));
    expect(topIndices(scores, 5).every((item) => item % 2 === 1)).toBe(true);
  });

  it('binds what was bought close in time more strongly', async () => {
    const dataset = withEvents([
      [0, PURCHASE, 1],
      [1, PURCHASE, 2],
      [2, PURCHASE, 200],
    ]);
    const scores = await scoresOf(itemKnn(), ask([{ item: 0, type: PURCHASE, time: 0 }]), dataset);
    expect(scores[1]).toBeGreaterThan(scores[2]);
  });
});

describe('content profile', () => {
  it('finds items that nobody bought', async () => {
    const [cold] = board.coldItems;
    const scores = await scoresOf(contentProfile, ask([{ item: 0, type: PURCHASE, time: 0 }]));
    expect(board.colourOf(cold)).toBe(0);
    expect(scores[cold]).toBeGreaterThan(scores[1]);
  });
});

it('a model of another catalogue is refused', async () => {
  for (const kind of [popularity(), repeatPurchase, itemKnn(), contentProfile]) {
    const artifacts = createMemoryArtifacts();
    await (
      await kind.fit(board.dataset, { random: createRandom(1), progress: silentProgress })
    ).save(artifacts);
    await expect(kind.load(artifacts, { items: board.dataset.items.slice(1) })).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  }
});

it('a shop without events gets scores all the same', async () => {
  const dataset = withEvents([]);
  for (const kind of [popularity(), popularity({ days: 30 }), repeatPurchase, itemKnn(), contentProfile]) {
    expect((await scoresOf(kind, ask([]), dataset)).every(Number.isFinite)).toBe(true);
  }
});
