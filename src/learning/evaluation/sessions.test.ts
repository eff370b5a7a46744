import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { evaluateSessions } from './sessions.ts';
import { splitSessions } from './sessions-data.ts';

const HOUR = 3_600_000;
const VIEW = EVENT_TYPES.indexOf('view_item');

/** session -1 is an event of no session. */
type Row = readonly [hour: number, session: number, item: number];

function clicks(rows: readonly Row[]): Dataset {
  const ordered = rows.toSorted(([a], [b]) => a - b);
  return {
    source: 'clicks',
    items: Array.from({ length: 30 }, (_, item) =>
      itemSchema.parse({ id: `i${item}`, title: {}, categories: ['All'] }),
    ),
    userIds: [],
    events: {
      count: ordered.length,
      time: Float64Array.from(ordered, ([hour]) => hour * HOUR),
      type: new Uint8Array(ordered.length).fill(VIEW),
      user: new Int32Array(ordered.length).fill(-1),
      item: Int32Array.from(ordered, ([, , item]) => item),
      session: Int32Array.from(ordered, ([, session]) => session),
      scene: new Int8Array(ordered.length).fill(-1),
    },
  };
}

/** Items 0 to 24 are known from session 0; the data ends at hour 100, so that the test begins at hour 76. */
const known: Row[] = Array.from({ length: 25 }, (_, item) => [item / 10, 0, item]);
const dataset = clicks([
  ...known,
  [40, 1, 3],
  [41, 1, 4],
  [60, 2, 5],
  [61, 2, 5],
  // Begins before the cut and ends behind it: asked about, not learned from.
  [75, 3, 1],
  [77, 3, 2],
  [78, 3, 28],
  [79, 3, 2],
  [90, 4, 28],
  [91, 4, 6],
  [99, 5, 7],
  [100, 5, 0],
]);

describe('the split of sessions', () => {
  it('asks at each step of the sessions that end in the last day, and skips items that are new', () => {
    const { train, steps, sessions, unknown, from } = splitSessions(dataset, 'test');
    expect(from).toBe(76 * HOUR);
    expect([...train.events.session].every((session) => session <= 2)).toBe(true);
    expect(train.events.count).toBe(29);
    // Session 4 has one known click left, and is dropped.
    expect(sessions).toBe(2);
    expect(
      steps.map(({ query, target, session }) => [query.history.map(({ item }) => item), target, session]),
    ).toEqual([
      [[1], 2, 0],
      [[1, 2], 2, 0],
      [[7], 0, 1],
    ]);
    expect(steps.map(({ query }) => query.now / HOUR)).toEqual([75, 77, 99]);
    expect([...unknown.keys()].filter((item) => unknown[item] === 1)).toEqual([25, 26, 27, 28, 29]);
  });

  it('cuts the validation from what the test leaves, by the same rule', () => {
    const { train, steps, from } = splitSessions(dataset, 'validation');
    expect(from).toBe(37 * HOUR);
    expect(train.events.count).toBe(25);
    expect(steps.map(({ target }) => target)).toEqual([4, 5]);
  });

  it('says what to do where nothing is left', () => {
    expect(() => splitSessions(clicks([]), 'test')).toThrow(
      expect.objectContaining({ code: 'not-enough-data' }),
    );
    expect(() => splitSessions(dataset, 'test', { days: 9 })).toThrow(/leave 0 events/);
  });
});

function fixed(name: string, scores: readonly number[]): RecommenderKind {
  const recommender = {
    name,
    score: async (queries: readonly Query[]) => queries.map(() => Float32Array.from(scores)),
    save: async () => undefined,
  };
  return { name, fit: async () => recommender, load: async () => recommender };
}

describe('evaluateSessions', () => {
  it('gives recall and MRR worked out by hand', async () => {
    const falling = Array.from({ length: 30 }, (_, item) => -item);
    // New items first: they are not ranked, so that nothing changes.
    const withNew = falling.map((score, item) => (item >= 25 ? 99 : score));
    const report = await evaluateSessions({
      dataset,
      kinds: [fixed('default', falling), fixed('new first', withNew), fixed('rising', falling.toReversed())],
      seed: 1,
    });
    expect(report.split).toEqual({
      part: 'test',
      from: '1970-01-04T04:00:00.000Z',
      trainEvents: 29,
      items: 25,
      sessions: 2,
      steps: 3,
    });
    const [best, same, rising] = report.results;
    // Targets 2, 2, 0 stand at places 3, 3, 1; turned round, at 23, 23, 25.
    expect(best.metrics).toMatchObject({ 'recall@5': 1, 'recall@20': 1 });
    expect(best.metrics['mrr@20']).toBeCloseTo((1 / 3 + 1 / 3 + 1) / 3, 12);
    expect(same.metrics).toEqual(best.metrics);
    expect(rising.metrics).toMatchObject({ 'recall@20': 0, 'mrr@20': 0 });
    expect(report.comparison?.['mrr@20']).toMatchObject({ mean: 0, baseline: 'new first' });
    // Two sessions: drawn whole, one or the other can come twice.
    expect(best.intervals['mrr@20'].low).toBeCloseTo(1 / 3, 12);
    expect(best.intervals['mrr@20'].high).toBeCloseTo(1, 12);
  });
});
