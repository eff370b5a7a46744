import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { itemKnn } from '../retrieval/item-knn.ts';
import { linearScorer } from './linear-scorer.ts';
import { ranker, type RankerOptions } from './ranker.ts';
import { treesScorer } from './trees/trees-scorer.ts';

const colours: Float32Array = Float32Array.from({ length: 18 * 2 }, (_, i) =>
  Math.floor(i / 2) % 2 === i % 2 ? 1 : 0,
);
const picture = { name: 'picture', modality: 'image', vectors: colours, width: 2 } as const;

const linear = (options: RankerOptions = {}, name = 'linear') => ranker(name, linearScorer, options);

recommenderSuite(linear(), { checkerboardRecall: 1 });
recommenderSuite(
  linear({ components: [itemKnn()], vectors: [picture] }, 'linear with a component and vectors'),
  { checkerboardRecall: 1 },
);

const board = checkerboard();
const context = { random: createRandom('ranker'), progress: silentProgress };
const fit = (options: RankerOptions, dataset: Dataset = board.dataset) =>
  linear(options).fit(dataset, context);

/** A recommender that knows the answer in this shop, or the contrary of it. */
function oracle(name: string, sign: number): RecommenderKind {
  const recommender = {
    name,
    score: async (queries: readonly Query[]) =>
      queries.map(({ history }) =>
        Float32Array.from({ length: 18 }, (_, item) =>
          history.length > 0 && item % 2 === history[0].item % 2 ? sign : 0,
        ),
      ),
    save: async () => undefined,
  };
  return { name, fit: async () => recommender, load: async () => recommender };
}

describe('the linear ranker', () => {
  it('learns how far to trust another recommender', async () => {
    const { facts } = await fit({ components: [oracle('wise', 1), oracle('foolish', -1)] });
    const weightOf = (name: string) => facts.features.find((feature) => feature.name === name)?.weight ?? 0;
    expect(facts.questions).toBeGreaterThan(20);
    expect(weightOf('wise')).toBeGreaterThan(weightOf('foolish') + 0.05);
  });

  it('goes on without a component that lacks data, and fails with one that breaks', async () => {
    const failing = (error: Error): RecommenderKind => ({
      ...oracle('failing', 1),
      fit: () => Promise.reject(error),
    });
    const fitted = await fit({ components: [failing(new DaogouError('not-enough-data', 'too little'))] });
    expect(fitted.facts.features.some(({ name }) => name === 'failing')).toBe(false);
    await expect(fit({ components: [failing(new Error('broken'))] })).rejects.toThrow('broken');
  });

  it('learns from what is no longer sold, and shows none of it', async () => {
    const items = board.dataset.items.map((item, number) => ({ ...item, retired: number < 8 }));
    const { ranked, questions } = await askedOf({ ...board.dataset, items });
    for (const [index, scores] of ranked.entries()) {
      expect([...scores.keys()].filter((item) => scores[item] === -Infinity)).toEqual([...Array(8).keys()]);
      // Pasts of lost items alone still tell the colour.
      expect(board.colourOf(topIndices(scores, 1)[0])).toBe(questions[index].colour);
    }
  });

  /** What a ranker with a component says to shoppers of whom only purchases of the first eight items are known. */
  async function askedOf(dataset: Dataset) {
    const fitted = await fit({ components: [itemKnn()], vectors: [picture] }, dataset);
    const questions = board.questions.map(({ query, colour }) => ({
      colour,
      query: { ...query, history: query.history.filter(({ item }) => item < 8) },
    }));
    return { questions, ranked: await fitted.score(questions.map(({ query }) => query)) };
  }

  it('uses the first guess as it is where there is next to nothing to learn from', async () => {
    const { events } = board.dataset;
    for (const count of [0, 1, 6]) {
      const few = {
        ...events,
        count,
        time: events.time.slice(0, count),
        type: events.type.slice(0, count),
        user: events.user.slice(0, count),
        item: events.item.slice(0, count),
        session: events.session.slice(0, count),
        scene: events.scene.slice(0, count),
      };
      const fitted = await fit({}, { ...board.dataset, events: few });
      expect(fitted.facts.questions).toBe(0);
      expect(fitted.facts.features.every(({ weight, guess }) => weight === guess)).toBe(true);
      const [scores] = await fitted.score([board.questions[0].query]);
      expect(scores.every(Number.isFinite)).toBe(true);
    }
  });

  it('keeps to "never show" of any component', async () => {
    const strict: RecommenderKind = oracle('strict', 1);
    const never: RecommenderKind = {
      ...strict,
      fit: async (...parameters) => {
        const inner = await strict.fit(...parameters);
        return {
          ...inner,
          score: async (queries) => (await inner.score(queries)).map((row) => row.with(3, -Infinity)),
        };
      },
    };
    const [scores] = await (await fit({ components: [never] })).score([board.questions[1].query]);
    expect(scores[3]).toBe(-Infinity);
    expect(scores.filter((score) => score === -Infinity)).toHaveLength(1);
  });

  it('explains a score by what it is the sum of', async () => {
    const fitted = await fit({ coldPlaces: 0, vectors: [picture] });
    const { query, missing } = board.questions[0];
    const [scores] = await fitted.score([query]);
    const order = topIndices(scores, 18);
    const sums = (await fitted.explain(query, order)).map((parts) =>
      parts.reduce((sum, part) => sum + part.contribution, 0),
    );
    for (const [place, item] of order.entries()) expect(sums[place]).toBeCloseTo(scores[item], 3);
    const [parts] = await fitted.explain(query, [missing]);
    expect(parts.some(({ modality, contribution }) => modality === 'image' && contribution > 0)).toBe(true);
  });

  it('refuses to load without a component it was trained with', async () => {
    const artifacts = createMemoryArtifacts();
    await (await fit({ components: [itemKnn()] })).save(artifacts);
    await expect(linear().load(artifacts, board.dataset)).rejects.toMatchObject({ code: 'model-mismatch' });
  });

  it('refuses to load what another version wrote, or what was learned by another scorer', async () => {
    const artifacts = createMemoryArtifacts();
    await (await fit({})).save(artifacts);
    const other = ranker('default', treesScorer());
    await expect(other.load(artifacts, board.dataset)).rejects.toMatchObject({ code: 'model-mismatch' });
    await expect(linear().load(artifacts, { items: [] })).rejects.toMatchObject({ code: 'model-mismatch' });
    const scorer = artifacts.within('scorer');
    await scorer.writeJson('linear-scorer', { weight: 1 });
    await expect(linear().load(artifacts, board.dataset)).rejects.toMatchObject({ code: 'model-mismatch' });
    await artifacts.writeJson('ranker', { now: 0, items: 18, weights: {} });
    await expect(linear().load(artifacts, board.dataset)).rejects.toMatchObject({
      code: 'model-mismatch',
      received: expect.arrayContaining(['scorer']) as unknown,
    });
  });

  it('answers a guest from what was just looked at', async () => {
    const view = {
      item: 2,
      type: EVENT_TYPES.indexOf('view_item'),
      time: board.questions[0].query.now - 1000,
    };
    const [scores] = await (
      await fit({ coldPlaces: 0 })
    ).score([{ ...board.questions[0].query, history: [view] }]);
    expect(topIndices(scores, 6).every((item) => item % 2 === 0)).toBe(true);
  });
});
