import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { bentLesson } from '../../models/ranking/fixtures/bent-lesson.ts';
import { ndcg20 } from '../../models/ranking/ndcg.ts';
import { ranker } from '../../models/ranking/ranker.ts';
import type { Scorer } from '../../models/ranking/scorer.ts';
import { itemKnn } from '../../models/retrieval/item-knn.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { neuralScorer } from './train-ranker.ts';

const colours: Float32Array = Float32Array.from({ length: 18 * 2 }, (_, i) =>
  Math.floor(i / 2) % 2 === i % 2 ? 1 : 0,
);
const picture = { name: 'picture', modality: 'image', vectors: colours, width: 2 } as const;

recommenderSuite(
  ranker('neural-ranker', neuralScorer({ vectors: [picture], epochs: 2 }), { components: [itemKnn()] }),
  {
    checkerboardRecall: 1,
  },
);

const context = () => ({ random: createRandom('ranker'), progress: silentProgress });
const middle = { questions: 80, candidates: 40, taken: 'middle', seed: 'seen' } as const;

async function worthOf(scorer: Scorer, seed: string): Promise<number> {
  const { lists } = bentLesson({ ...middle, seed }).own;
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

describe('the neural ranker', () => {
  it.each(['linear', 'nothing'] as const)('finds what no line does, starting from %s', async (start) => {
    const kind = neuralScorer({ start, epochs: 30, learningRate: 0.02 });
    const scorer = await kind.learn(bentLesson(middle), context());
    expect(await worthOf(scorer, 'unseen')).toBeGreaterThan(0.9);
  });

  it('is the first guess where there are too few questions', async () => {
    const few = bentLesson({ ...middle, questions: 5 });
    const scorer = await neuralScorer().learn(few, context());
    const [list] = few.own.lists;
    for (const [row, score] of (await scorer.score(list)).entries()) {
      expect(score).toBeCloseTo(0.1 * list.rows[2 * row + 1], 5);
    }
  });

  it('sees how the picture of an item meets those of the past', async () => {
    // Shoppers take what has the colour of what they took before; no feature tells.
    const lesson = bentLesson({ ...middle, questions: 60, candidates: 18 });
    const lists = lesson.own.lists.map((list, question) => {
      const colour = question % 2;
      const items = list.items.toSorted((a, b) => Math.abs((a % 2) - colour) - Math.abs((b % 2) - colour));
      const history = [{ item: colour, type: 2, time: 0 }];
      return { ...list, items, query: { ...list.query, history }, positives: 9, taken: 9 };
    });
    const kind = neuralScorer({ vectors: [picture], epochs: 20, learningRate: 0.02 });
    const scorer = await kind.learn({ ...lesson, own: { ...lesson.own, lists } }, context());
    for (const list of lists.slice(0, 2)) {
      const scores = await scorer.score(list);
      expect(Math.min(...scores.subarray(0, 9))).toBeGreaterThan(Math.max(...scores.subarray(9)));
    }
  });

  it('explains by what a score loses without a feature, and scores more candidates than fit at once', async () => {
    const kind = neuralScorer({ epochs: 20, learningRate: 0.02 });
    const scorer = await kind.learn(bentLesson(middle), context());
    const [list] = bentLesson({ ...middle, questions: 1, candidates: 170, seed: 'many' }).own.lists;
    const scores = await scorer.score(list);
    expect(scores).toHaveLength(170);
    const alone = { ...list, items: list.items.slice(160), rows: list.rows.slice(320) };
    const [last] = [...(await scorer.score(alone))].slice(-1);
    expect(last).toBeCloseTo(scores[169], 4);
    const parts = await scorer.explain(list);
    const size = (feature: number): number =>
      list.items.reduce((sum, _, row) => sum + Math.abs(parts[2 * row + feature]), 0);
    expect(size(0)).toBeGreaterThan(2 * size(1));
  });

  it('hears recommenders that the newest windows alone asked', async () => {
    const lesson = bentLesson(middle);
    const other = { name: 'other', modality: 'mixed', guess: 0.3, prior: 0.3 } as const;
    const features = [...lesson.own.features, other];
    const lists = lesson.own.lists
      .filter(({ age }) => age < 3)
      .map((list) => ({
        ...list,
        features,
        rows: Float32Array.from({ length: 3 * list.items.length }, (_, at) => {
          const row = Math.floor(at / 3);
          return at % 3 < 2 ? list.rows[2 * row + (at % 3)] : Number(row < list.positives);
        }),
      }));
    const late = { ...lesson.own, features, lists };
    const scorer = await neuralScorer({ epochs: 4 }).learn({ ...lesson, late }, context());
    const scores = await scorer.score(lists[0]);
    const { positives } = lists[0];
    expect(Math.min(...scores.subarray(0, positives))).toBeGreaterThan(
      Math.max(...scores.subarray(positives)),
    );
  });

  it('refuses to load with other vectors than it was trained with', async () => {
    const artifacts = createMemoryArtifacts();
    const scorer = await neuralScorer().learn(bentLesson({ ...middle, questions: 5 }), context());
    await scorer.save(artifacts);
    await expect(neuralScorer({ vectors: [picture] }).load(artifacts)).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });
});
