import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { Dataset, HistoryEvent, Query } from '../../core/contracts/dataset.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { eventInterest } from './event-interest.ts';
import { transitions, type TransitionOptions } from './transitions.ts';

recommenderSuite(transitions(), { checkerboardRecall: 1 });

const DAY = 86_400_000;
const PURCHASE = EVENT_TYPES.indexOf('purchase');
const VIEW = EVENT_TYPES.indexOf('view_item');

type Row = readonly [user: number, item: number, day: number, type?: number];

function shop(rows: readonly Row[], categories: readonly string[]): Dataset {
  return {
    source: 'test',
    items: categories.map((category, item) =>
      itemSchema.parse({ id: `i${item}`, title: {}, categories: category.split('/') }),
    ),
    userIds: ['a', 'b', 'c'],
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ([, , day]) => day * DAY),
      type: Uint8Array.from(rows, ([, , , type = PURCHASE]) => type),
      user: Int32Array.from(rows, ([user]) => user),
      item: Int32Array.from(rows, ([, item]) => item),
      session: new Int32Array(rows.length).fill(-1),
      scene: new Int8Array(rows.length).fill(-1),
    },
  };
}

const ask = (...past: readonly (readonly [item: number, day: number])[]): Query => ({
  history: past.map(([item, day]): HistoryEvent => ({ item, type: PURCHASE, time: day * DAY })),
  now: 1_000 * DAY,
  scene: -1,
});

async function scoresOf(
  dataset: Dataset,
  query: Query,
  options: TransitionOptions = {},
): Promise<Float32Array> {
  const fitted = await transitions(options).fit(dataset, {
    random: createRandom(1),
    progress: silentProgress,
  });
  return (await fitted.score([query]))[0];
}

describe('transitions', () => {
  it('are what one works out by hand', async () => {
    // One shopper: item 0, a day later 1, and on the same day 2. Without normalisation, likeness and length weights.
    const dataset = shop(
      [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 1],
      ],
      ['A', 'B', 'C'],
    );
    const plain = {
      lengthPower: 0,
      likeness: 0,
      rowPower: 0,
      columnPower: 0,
      timePower: 1,
      days: 1,
    } as const;
    const weighting = { ...plain, stepDecay: 0.5, backward: 0.4, backwardSameTime: 0.1 };
    // From 1: to 0 a day back, 1 / (1 + 1) × 0.4 = 0.2; to 2 at once and forward, 1. Popularity adds 1e-4 / 3.
    const from1 = await scoresOf(dataset, ask([1, 5]), weighting);
    expect(from1[0]).toBeCloseTo(0.2 / 1.2 + 1e-4 / 3, 6);
    expect(from1[1]).toBeCloseTo(1e-4 / 3, 8);
    expect(from1[2]).toBeCloseTo(1 / 1.2 + 1e-4 / 3, 6);
    // From 2: to 1 at once but backward, 0.1; to 0 two steps and a day back, 0.5 / 2 × 0.4 = 0.1.
    const from2 = await scoresOf(dataset, ask([2, 5]), weighting);
    expect(from2[0]).toBeCloseTo(0.5 + 1e-4 / 3, 6);
    expect(from2[1]).toBeCloseTo(0.5 + 1e-4 / 3, 6);
    // Asked with 0 seven days before 1: each entry of 0 counts 0.5 × (1 + 7 / 7)^-0.5. From 0: 1 / 2 to 1, 0.5 / 2 to 2.
    // Both are own items, which are given a quarter of all in the proportion 0.5 × older : 0.2, and leave 2 the rest.
    const both = await scoresOf(dataset, ask([0, 0], [1, 7]), { ...weighting, repeats: 0.25 });
    const older = 0.5 * Math.SQRT1_2;
    expect(both[1]).toBeCloseTo((0.25 * 0.5 * older) / (0.5 * older + 0.2) + 1e-4 / 3, 6);
    expect(both[2]).toBeCloseTo(0.75 + 1e-4 / 3, 6);
  });

  it('weigh both ends of a step by what its events say', async () => {
    // Shopper 0 looked at 0, then 1; shopper 1 bought 0, then 2: to 1 lead .3 · .3, to 2 lead 1 · 1.
    const dataset = shop(
      [
        [0, 0, 0, VIEW],
        [1, 0, 0],
        [0, 1, 0, VIEW],
        [1, 2, 0],
      ],
      ['A', 'B', 'C'],
    );
    const plain = { lengthPower: 0, likeness: 0, rowPower: 0, columnPower: 0, repeats: 0 };
    const usual = await scoresOf(dataset, ask([0, 5]), plain);
    expect(usual[1]).toBeCloseTo(0.09 / 1.09, 3);
    expect(usual[2]).toBeCloseTo(1 / 1.09, 3);
    const alike = await scoresOf(dataset, ask([0, 5]), {
      ...plain,
      interest: eventInterest({ view_item: 1 }),
    });
    expect(alike[1]).toBeCloseTo(0.5, 3);
    expect(alike[2]).toBeCloseTo(0.5, 3);
  });

  it('lead back to own items as often as shoppers went back', async () => {
    const again = shop(
      [
        [0, 0, 0],
        [0, 1, 1],
        [0, 0, 2],
        [0, 2, 3],
      ],
      ['A', 'B', 'C'],
    );
    // One step of three led back: item 0, asked with 0 and 1, has a third together with 1.
    const scores = await scoresOf(again, ask([0, 0], [1, 1]));
    expect(scores[0] + scores[1]).toBeCloseTo(1 / 3 + 0.75e-4, 5);
  });

  it('follow the order of time', async () => {
    const walk = (user: number): Row[] => [0, 1, 2, 3].map((item) => [user, item, 10 * item] as const);
    const dataset = shop([...walk(0), ...walk(1)], ['A', 'B', 'C', 'D']);
    expect(topIndices(await scoresOf(dataset, ask([1, 0])), 2)).toEqual([2, 3]);
  });

  it('take what several events say of one item in a row as one step', async () => {
    const dataset = shop(
      [
        [0, 0, 0, VIEW],
        [0, 0, 0],
        [0, 1, 1, VIEW],
        [0, 1, 1],
      ],
      ['A', 'B'],
    );
    const once = shop(
      [
        [0, 0, 0],
        [0, 1, 1],
      ],
      ['A', 'B'],
    );
    const options = { likeness: 0, rowPower: 0, columnPower: 0 };
    expect((await scoresOf(dataset, ask([0, 0]), options))[1]).toBeCloseTo(
      (await scoresOf(once, ask([0, 0]), options))[1],
      6,
    );
  });

  it('know by what is written of items what nobody took together', async () => {
    const dataset = shop(
      [
        [0, 0, 0],
        [1, 1, 0],
        [2, 2, 0],
      ],
      ['Care/Hair', 'Care/Hair', 'Care/Skin'],
    );
    expect(topIndices(await scoresOf(dataset, ask([0, 0])), 1)).toEqual([1]);
    const without = await scoresOf(dataset, ask([0, 0]), { likeness: 0 });
    expect(without[1]).toBe(without[2]);
  });

  it('fall back on what is popular, and serve a shop without events', async () => {
    const dataset = shop(
      [
        [0, 1, 0],
        [1, 1, 0],
        [2, 2, 0],
      ],
      ['A', 'B', 'C'],
    );
    expect(topIndices(await scoresOf(dataset, ask()), 3)).toEqual([1, 2, 0]);
    expect([...(await scoresOf(shop([], ['A', 'B']), ask([0, 0])))]).toEqual([0, 0]);
  });

  it('bear a crawler that saw everything, in time that grows with its log', async () => {
    const items = 300;
    const crawl = Array.from({ length: 60_000 }, (_, i) => [0, (i * 7) % items, i / 100] as const);
    const dataset = shop(
      crawl,
      Array.from({ length: items }, (_, item) => `C${item % 10}`),
    );
    const scores = await scoresOf(dataset, ask([0, 0]));
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('refuse a stored model of another catalogue', async () => {
    const dataset = shop([[0, 0, 0]], ['A', 'B']);
    const artifacts = createMemoryArtifacts();
    const fitted = await transitions().fit(dataset, { random: createRandom(1), progress: silentProgress });
    await fitted.save(artifacts);
    await expect(transitions().load(artifacts, { items: dataset.items.slice(1) })).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });
});
