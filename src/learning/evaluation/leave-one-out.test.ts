import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { createRandom } from '../../core/random.ts';
import { evaluateLeaveOneOut } from './leave-one-out.ts';
import { splitLeaveOneOut } from './leave-one-out-data.ts';
import { shuffleSameDays } from './same-day-order.ts';

const DAY = 86_400_000;
const PURCHASE = EVENT_TYPES.indexOf('purchase');
const VIEW = EVENT_TYPES.indexOf('view_item');

/** user -1 is a guest. */
type Row = readonly [day: number, user: number, item: number, type?: number];

function shop(rows: readonly Row[], itemCount = 12): Dataset {
  const ordered = rows.toSorted(([a], [b]) => a - b);
  return {
    source: 'small',
    items: Array.from({ length: itemCount }, (_, item) =>
      itemSchema.parse({ id: `i${item}`, title: {}, categories: ['All'], stock: 3 }),
    ),
    userIds: ['anna', 'ben', 'chen', 'dora'],
    events: {
      count: ordered.length,
      time: Float64Array.from(ordered, ([day]) => day * DAY),
      type: Uint8Array.from(ordered, ([, , , type = PURCHASE]) => type),
      user: Int32Array.from(ordered, ([, user]) => user),
      item: Int32Array.from(ordered, ([, , item]) => item),
      session: Int32Array.from(ordered, ([, user]) => (user < 0 ? 7 : -1)),
      scene: new Int8Array(ordered.length).fill(-1),
    },
  };
}

const anna: Row[] = [
  [1, 0, 1],
  [2, 0, 2],
  [2.5, 0, 9, VIEW],
  [3, 0, 3],
  [3.2, 0, 4],
  [9, 0, 8, VIEW],
];
const ben: Row[] = [
  [1, 1, 5],
  [4, 1, 6],
  [6, 1, 5],
];
const others: Row[] = [
  [1, 2, 7],
  [2, 2, 1],
  [3, -1, 2],
  [3.1, -1, 3],
  [3.2, -1, 4],
];
const dataset = shop([...anna, ...ben, ...others]);

const learned = ({ events, userIds }: Dataset): string[] =>
  Array.from(
    { length: events.count },
    (_, row) => `${events.user[row] < 0 ? 'guest' : userIds[events.user[row]]} ${events.item[row]}`,
  ).sort();

describe('the split', () => {
  it('asks for the last purchase, and learns from nothing of the user from then on', () => {
    const { cases, train, sameDay, tooShort } = splitLeaveOneOut(dataset, 'test');
    expect(cases.map(({ target }) => target)).toEqual([4, 5]);
    expect(cases.map(({ query }) => query.history.map(({ item }) => item))).toEqual([
      [1, 2, 9, 3],
      [5, 6],
    ]);
    // Neither the purchase nor the look at item 8 that came after it.
    expect(learned(train)).toEqual(
      ['anna 1', 'anna 2', 'anna 9', 'anna 3', 'ben 5', 'ben 6', 'chen 7', 'chen 1']
        .concat(['guest 2', 'guest 3', 'guest 4'])
        .sort(),
    );
    expect(train.items.every(({ stock }) => stock === null)).toBe(true);
    expect([sameDay, tooShort]).toEqual([1, 1]);
  });

  it('asks for nothing that is no longer sold, and learns from what came before', () => {
    const items = dataset.items.map((item, number) => ({ ...item, retired: number === 4 }));
    const { cases, tooShort } = splitLeaveOneOut({ ...dataset, items }, 'test');
    expect(cases.map(({ target }) => target)).toEqual([3, 5]);
    expect(cases[0].query.history.map(({ item }) => item)).toEqual([1, 2, 9]);
    expect(tooShort).toBe(splitLeaveOneOut(dataset, 'test').tooShort);
  });

  it('leaves out both for the validation', () => {
    const { cases, train } = splitLeaveOneOut(dataset, 'validation');
    expect(cases.map(({ target }) => target)).toEqual([3, 6]);
    expect(cases.map(({ query }) => query.history.map(({ item }) => item))).toEqual([[1, 2, 9], [5]]);
    expect(learned(train)).toEqual(
      ['anna 1', 'anna 2', 'anna 9', 'ben 5', 'chen 7', 'chen 1', 'guest 2', 'guest 3', 'guest 4'].sort(),
    );
  });

  it('asks at the time of the last event known, whatever comes after', () => {
    const asked = splitLeaveOneOut(dataset, 'test').cases.map(({ query }) => query.now / DAY);
    expect(asked).toEqual([3, 4]);
    const later = shop([...anna.slice(0, 4), [300, 0, 4], ...ben, ...others]);
    expect(splitLeaveOneOut(later, 'test')).toEqual({
      ...splitLeaveOneOut(shop([...anna.slice(0, 5), ...ben, ...others]), 'test'),
      sameDay: 0,
    });
  });

  it('asks about the users of other data, and does not learn what is asked for', () => {
    const own = shop([...anna.slice(0, 5), ...others]);
    const asked = shop([[20, 0, 1], [21, 0, 2], [22, 0, 4], ...ben]);
    const { cases, train } = splitLeaveOneOut(own, 'test', asked);
    // In the order in which the users first appear.
    expect(cases.map(({ target }) => target)).toEqual([5, 4]);
    expect(learned(train)).toEqual(
      ['anna 1', 'anna 2', 'anna 3', 'anna 9', 'chen 1', 'chen 7', 'guest 2', 'guest 3', 'guest 4'].sort(),
    );
  });

  it('says what to do where nobody came back', () => {
    expect(() => splitLeaveOneOut(shop(others), 'test')).toThrow(
      expect.objectContaining({ code: 'not-enough-data' }),
    );
    expect(() => splitLeaveOneOut(shop([]), 'test')).toThrow(/three purchases/);
  });
});

describe('shuffling a day', () => {
  const busy = shop([
    [1, 0, 1],
    [1.1, 0, 2],
    [1.2, 0, 3],
    [1.3, 0, 4],
    [1.3, 1, 5],
    [1.4, -1, 6],
    [1.5, -1, 7],
    [2, 0, 8],
  ]);
  const itemsOf = ({ events }: Dataset, user: number): number[] =>
    [...events.item].filter((_, row) => events.user[row] === user);

  it('moves a user’s own items among the moments of that day, and nothing else', () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const shuffled = shuffleSameDays(busy, createRandom(seed));
      expect(itemsOf(shuffled, 0).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 8]);
      expect(itemsOf(shuffled, 0).at(-1)).toBe(8);
      expect(itemsOf(shuffled, 1)).toEqual([5]);
      expect(itemsOf(shuffled, -1)).toEqual([6, 7]);
      expect(shuffled.events.time).toEqual(busy.events.time);
      orders.add(itemsOf(shuffled, 0).join());
    }
    expect(orders.size).toBeGreaterThan(10);
  });

  it('is the same for the same seed', () => {
    expect(shuffleSameDays(busy, createRandom(3))).toEqual(shuffleSameDays(busy, createRandom(3)));
  });
});

/** Gives these scores, whoever asks. */
function fixed(name: string, scores: readonly number[], seen: Dataset[] = []): RecommenderKind {
  const recommender = {
    name,
    score: async (queries: readonly Query[]) => queries.map(() => Float32Array.from(scores)),
    save: async () => undefined,
  };
  return {
    name,
    fit: async (train) => {
      seen.push(train);
      return recommender;
    },
    load: async () => recommender,
  };
}

describe('evaluateLeaveOneOut', () => {
  const falling = Array.from({ length: 12 }, (_, item) => -item);
  const alike = Array.from({ length: 12 }, () => 0);

  it('gives the metrics worked out by hand', async () => {
    const report = await evaluateLeaveOneOut({
      dataset,
      kinds: [fixed('default', falling), fixed('alike', alike)],
      seed: 1,
    });
    expect(report).toMatchObject({ dataset: 'small', protocol: 'leave-one-out' });
    expect(report.split).toEqual({
      part: 'test',
      items: 12,
      users: 2,
      trainEvents: 11,
      sameDayTargets: 1,
      coldTargets: 0,
      usersTooShort: 1,
    });
    const [best, weak] = report.results;
    // Items are ranked 0, 1, 2, …: Anna's 4 is fifth, or second without 1, 2 and 3; Ben's 5 is sixth, and he had it.
    expect(best.metrics).toMatchObject({ 'hr@5': 0.5, 'hr@10': 1, 'unseen-hr@5': 0.5, 'unseen-hr@10': 0.5 });
    expect(best.metrics['ndcg@5']).toBeCloseTo(1 / Math.log2(6) / 2, 12);
    expect(best.metrics['ndcg@10']).toBeCloseTo((1 / Math.log2(6) + 1 / Math.log2(7)) / 2, 12);
    expect(best.metrics['mrr']).toBeCloseTo((1 / 5 + 1 / 6) / 2, 12);
    expect(best.metrics['unseen-mrr']).toBeCloseTo(1 / 2 / 2, 12);
    // All alike: the last of twelve, or of the eight that Anna does not have.
    expect(weak.metrics).toMatchObject({ 'hr@10': 0, 'unseen-hr@10': 0.5, 'unseen-hr@5': 0 });
    expect(weak.metrics['mrr']).toBeCloseTo(1 / 12, 12);
    expect(report.comparison?.['hr@10']).toMatchObject({ mean: 1, low: 1, high: 1, baseline: 'alike' });
    expect(report.comparisonShuffled).toBeNull();
    expect(best.metrics).not.toHaveProperty('cold-hr@10');
  });

  it('tells items that are new to the shop from others', async () => {
    // Nobody but Anna takes 11, and it is what she is asked for.
    const fresh = shop([...anna, [10, 0, 11], ...ben, ...others]);
    const report = await evaluateLeaveOneOut({
      dataset: fresh,
      kinds: [fixed('falling', falling), fixed('rising', falling.toReversed())],
      seed: 1,
    });
    expect(report.split.coldTargets).toBe(1);
    // Ben's 5 is sixth or seventh of twelve; the new item is last, or first.
    expect(report.results[0].metrics).toMatchObject({ 'cold-hr@10': 0, 'warm-hr@10': 1, 'hr@10': 0.5 });
    expect(report.results[1].metrics).toMatchObject({ 'cold-hr@10': 1, 'warm-hr@10': 1 });
  });

  it('measures both orders of a day, each with its own training', async () => {
    const seen: Dataset[] = [];
    const run = () =>
      evaluateLeaveOneOut({
        dataset,
        part: 'validation',
        sameDay: ['kept', 'shuffled'],
        kinds: [fixed('default', falling, seen), fixed('alike', alike)],
        seed: 2,
      });
    const report = await run();
    expect(report.results.map(({ model, sameDay }) => `${model} ${sameDay}`)).toEqual([
      'default kept',
      'alike kept',
      'default shuffled',
      'alike shuffled',
    ]);
    expect(report.comparisonShuffled).not.toBeNull();
    expect(seen).toHaveLength(2);
    const again = await run();
    expect(again.results.map(({ metrics }) => metrics)).toEqual(report.results.map(({ metrics }) => metrics));
    expect(seen[3]).toEqual(seen[1]);
  });
});
