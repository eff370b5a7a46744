import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { itemKnn } from '../retrieval/item-knn.ts';
import { bestOfValidation, type BestOfValidation } from './best-of-validation.ts';
import { bentLesson } from './fixtures/bent-lesson.ts';
import type { Feature } from './features/feature-group.ts';
import { bestRound, heldOutParts } from './held-out.ts';
import { listsOf, type Lesson } from './lesson.ts';
import { LinearScorer, linearScorer } from './linear-scorer.ts';
import { mixtures, preferredMixture } from './mixtures.ts';
import { ndcg20 } from './ndcg.ts';
import { ranker } from './ranker.ts';
import { candidatesOf, type Scorer, type ScorerKind } from './scorer.ts';
import { treesScorer, type TreesScorer } from './trees/trees-scorer.ts';

const trees = treesScorer({ rounds: 4, leaves: 3, minimumRows: 5 });

recommenderSuite(ranker('trees', trees, { components: [itemKnn()] }), { checkerboardRecall: 1 });
recommenderSuite(ranker('best-of-validation', bestOfValidation([linearScorer, trees])), {
  checkerboardRecall: 1,
});

const context = () => ({ random: createRandom('scorers'), progress: silentProgress });
const middle = { questions: 80, candidates: 40, taken: 'middle', seed: 'seen' } as const;

/** Mean NDCG@20 of questions that were not learned from. */
async function worthOf(scorer: Scorer, unseen: Lesson): Promise<number> {
  const lists = listsOf(unseen);
  let sum = 0;
  for (const list of lists) {
    const scores = await scorer.score(list);
    const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || b - a);
    sum += ndcg20(
      order.map((row) => row < list.positives),
      list.taken,
    );
  }
  return sum / lists.length;
}

describe('the linear scorer', () => {
  const feature = (name: string): Feature => ({ name, modality: 'text', guess: 0.5, prior: 0 });
  const query = { history: [], now: 0, scene: -1 };

  it('adds up what it knows by name, and guesses the weight of what it never saw', async () => {
    const features = ['new', 'known'].map(feature);
    const columns = [Float32Array.of(2, 0, 4), Float32Array.of(1, 1, 0)];
    const candidates = candidatesOf(query, features, columns, [2, 0]);
    const scorer = new LinearScorer(new Map([['known', -3]]));
    expect([...(await scorer.score(candidates))]).toEqual([2, -2]);
    expect([...(await scorer.explain(candidates))]).toEqual([2, -0, 1, -3]);
  });

  it('finds no line through what lies in the middle', async () => {
    const linear = await linearScorer.learn(bentLesson(middle), context());
    const blind = await worthOf(linear, bentLesson({ ...middle, seed: 'unseen' }));
    expect(blind).toBeLessThan(0.6);
  });
});

describe('the trees', () => {
  it.each(['linear', 'nothing'] as const)('find what no line does, starting from %s', async (start) => {
    const kind = treesScorer({ rounds: 20, minimumRows: 20, shrinkage: 0.2, start });
    const scorer = await kind.learn(bentLesson(middle), context());
    expect(await worthOf(scorer, bentLesson({ ...middle, seed: 'unseen' }))).toBeGreaterThan(0.9);
    const [bent, idle] = scorer.weights(bentLesson(middle).own.features);
    expect(bent).toBeGreaterThan(0.8);
    expect(bent + idle).toBeCloseTo(1);
  });

  it('spoil nothing that a line finds, and are none where there are too few questions to tell', async () => {
    const straight = bentLesson({ ...middle, taken: 'top' });
    const kind = treesScorer({ rounds: 20, minimumRows: 20, shrinkage: 0.2 });
    const unseen = bentLesson({ ...middle, taken: 'top', seed: 'unseen' });
    const line = await worthOf(await linearScorer.learn(straight, context()), unseen);
    expect(line).toBeGreaterThan(0.9);
    expect(await worthOf(await kind.learn(straight, context()), unseen)).toBeGreaterThan(line - 0.02);
    const few = bentLesson({ ...middle, questions: 19 });
    for (const start of ['linear', 'nothing'] as const) {
      const ignorant = (await treesScorer({ start }).learn(few, context())) as TreesScorer;
      expect(ignorant.treeCount).toBe(0);
      const [list] = few.own.lists;
      const guessed = list.items.map((_, row) => 0.1 * list.rows[2 * row + 1]);
      for (const [row, score] of (await ignorant.score(list)).entries()) {
        expect(score).toBeCloseTo(guessed[row], 6);
      }
    }
  });

  it('explain a score by what adds up to it but for a constant, and do without a feature', async () => {
    const lesson = bentLesson(middle);
    const scorer = await treesScorer({ rounds: 10, minimumRows: 20 }).learn(lesson, context());
    const [list] = lesson.own.lists;
    const scores = await scorer.score(list);
    const parts = await scorer.explain(list);
    const rests = scores.map((score, row) => score - parts[2 * row] - parts[2 * row + 1]);
    for (const rest of rests) expect(rest).toBeCloseTo(rests[0], 9);
    const lacking = candidatesOf(list.query, [], [], list.items);
    expect((await scorer.score(lacking)).every(Number.isFinite)).toBe(true);
  });
});

describe('the best of validation', () => {
  /** Scores by nothing but the row: worth as little as a scorer can be. */
  const noise: ScorerKind = {
    name: 'noise',
    learn: async () => ({
      kind: 'noise',
      score: async ({ items, rows }) => Float64Array.from(items, (_, row) => Math.sin(1e5 * rows[2 * row])),
      explain: async ({ rows }) => new Float64Array(rows.length),
      weights: () => new Float64Array(2),
      save: async () => undefined,
    }),
    load: () => Promise.reject(new Error('never stored')),
  };

  it('gives most to the scorer that answers unseen windows best', async () => {
    const kind = bestOfValidation([
      linearScorer,
      treesScorer({ rounds: 20, minimumRows: 20, shrinkage: 0.2 }),
    ]);
    const best = (await kind.learn(bentLesson(middle), context())) as BestOfValidation;
    expect(best.shares.trees).toBeGreaterThan(0.5);
    expect(best.shares.linear + best.shares.trees).toBeCloseTo(1);
    expect(await worthOf(best, bentLesson({ ...middle, seed: 'unseen' }))).toBeGreaterThan(0.9);
  });

  it('stays with the first where another brings nothing, and where there is too little to choose by', async () => {
    const straight = bentLesson({ ...middle, taken: 'top' });
    const best = (await bestOfValidation([linearScorer, noise]).learn(
      straight,
      context(),
    )) as BestOfValidation;
    expect(best.shares).toEqual({ linear: 1, noise: 0 });
    const few = bentLesson({ ...middle, questions: 10 });
    const chance = (await bestOfValidation([noise, linearScorer]).learn(few, context())) as BestOfValidation;
    expect(chance.shares).toEqual({ noise: 1, linear: 0 });
  });

  it('refuses to load with other scorers than it was trained with', async () => {
    const artifacts = createMemoryArtifacts();
    const best = await bestOfValidation([linearScorer, trees]).learn(bentLesson(middle), context());
    await best.save(artifacts);
    await expect(bestOfValidation([linearScorer]).load(artifacts)).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });
});

describe('a mixture', () => {
  it('is any of the shares in tenths', () => {
    expect(mixtures(1)).toEqual([[1]]);
    expect(mixtures(2)).toHaveLength(11);
    expect(mixtures(3)).toHaveLength(66);
    expect(mixtures(3)[0]).toEqual([1, 0, 0]);
    for (const shares of mixtures(3)) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('is left for a better one only where the gain is more than its standard error', () => {
    const first = { shares: [1, 0], worth: [0.2, 0.4, 0.6, 0.8] };
    const surely = { shares: [0.5, 0.5], worth: [0.3, 0.5, 0.7, 0.9] };
    const luckily = { shares: [0, 1], worth: [0.9, 0, 0.9, 0.6] };
    expect(preferredMixture([first, surely])).toEqual([0.5, 0.5]);
    // Gains .7, −.4, .3, −.2: mean .1, standard error .21.
    expect(preferredMixture([first, luckily])).toEqual([1, 0]);
  });
});

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

describe('held-out questions', () => {
  it('each have one turn where there are few, and only some where there are many', () => {
    const few = heldOutParts(numbers(50), createRandom('few'));
    expect(few).toHaveLength(4);
    expect(few.flatMap(({ unseen }) => unseen).sort((a, b) => a - b)).toEqual(numbers(50));
    for (const { seen, unseen } of few) expect(new Set([...seen, ...unseen]).size).toBe(50);
    expect(heldOutParts(numbers(2_000), createRandom('many'))).toHaveLength(1);
  });

  it('tell when to stop, each part by its questions', () => {
    const losses = [
      [1, 0.5, 0.9],
      [1, 1.4, 0.9, 0],
    ];
    expect(bestRound(losses, [1, 1])).toBe(2);
    expect(bestRound(losses, [3, 1])).toBe(1);
    expect(bestRound([[1, 1, 1]], [5])).toBe(0);
  });
});

describe('NDCG at 20', () => {
  it('is 1 for the best order, and discounts by rank', () => {
    expect(ndcg20([true, true, false], 2)).toBe(1);
    expect(ndcg20([false, true], 1)).toBeCloseTo(1 / Math.log2(3), 12);
    expect(ndcg20([], 3)).toBe(0);
    const late = numbers(21).map((rank) => rank === 20);
    expect(ndcg20(late, 1)).toBe(0);
  });
});
