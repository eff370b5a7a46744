import { describe, expect, it } from 'vitest';
import type { RecommenderKind } from '../../../core/contracts/recommender.ts';
import { DaogouError } from '../../../core/errors.ts';
import { topIndices } from '../../../core/maths.ts';
import { silentProgress } from '../../../core/progress.ts';
import { createRandom } from '../../../core/random.ts';
import { checkerboard } from '../../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../../testing/recommender-suite.ts';
import { popularity } from '../popularity.ts';
import { transitions } from '../transitions.ts';
import { chooseWeights, narrowed, rankOf } from './blend-search.ts';
import { holdOutLastSteps } from './last-steps.ts';
import { sequenceBlend } from './sequence-blend.ts';

const context = { random: createRandom('blend'), progress: silentProgress };
const board = checkerboard();
const byTransitions = { kind: transitions(), scores: 'shares', refit: true } as const;
const blend = sequenceBlend({ parts: [byTransitions] });

recommenderSuite(blend, { checkerboardRecall: 1 });

describe('the weights of a blend', () => {
  // Five items; the target is first of all in the second part, and anywhere in the first.
  const random = createRandom('weights');
  const questions = Array.from({ length: 200 }, () => {
    const target = random.integer(5);
    const knowing = Float32Array.from({ length: 5 }, (_, item) => (item === target ? 0.5 : 0.125));
    return {
      target,
      own: new Set([(target + 1) % 5]),
      scores: [Float32Array.from({ length: 5 }, () => Math.log(random.next())), knowing],
    };
  });
  const chosen = (asked: typeof questions, units: Parameters<typeof chooseWeights>[1]) =>
    chooseWeights(asked.map(narrowed), units);

  it('go to the part that knows', () => {
    const { weights } = chosen(questions, ['log-probabilities', 'shares']);
    expect(weights[0]).toBe(0);
    expect(weights[1]).toBeGreaterThan(0);
  });

  it('learn whether shoppers come back to what they took', () => {
    const blind = questions.map((question) => ({ ...question, scores: [new Float32Array(5)] }));
    expect(chosen(blind, ['log-probabilities']).own).toBeLessThan(0);
    const loyal = blind.map((question) => ({ ...question, own: new Set([question.target]) }));
    expect(chosen(loyal, ['log-probabilities']).own).toBeGreaterThan(0);
  });
});

it('a rank counts from 1, and equal scores share the mean of theirs', () => {
  const scores = Float32Array.of(3, 1, 3, 0, 3);
  expect([0, 1, 3].map((item) => rankOf(item, scores))).toEqual([2, 4, 5]);
});

describe('held-out steps', () => {
  it('are asked with what came before them, and are not in what is fitted on', () => {
    const { rest, held } = holdOutLastSteps(board.dataset, 2, createRandom(1));
    expect(held).toHaveLength(2);
    expect(rest.events.count).toBe(board.dataset.events.count - 2);
    for (const { query, target } of held) {
      expect(query.history).toHaveLength(6);
      expect(query.history.every(({ item }) => item !== target)).toBe(true);
      expect(query.now).toBe(query.history[5].time);
    }
  });

  it('are a tenth of the shoppers at most', () => {
    expect(holdOutLastSteps(board.dataset, 1_000, createRandom(1)).held).toHaveLength(2);
  });
});

describe('a blend of sequence readers', () => {
  const poor: RecommenderKind = {
    name: 'poor',
    fit: () => Promise.reject(new DaogouError('not-enough-data', 'none')),
    load: () => Promise.reject(new Error('never stored')),
  };

  it('does without a part that has too little to learn from, and stores the others', async () => {
    const kind = sequenceBlend({ parts: [{ kind: poor, scores: 'log-probabilities' }, byTransitions] });
    const fitted = await kind.fit(board.dataset, context);
    expect(fitted.setting.weights).toHaveLength(1);
    const artifacts = createMemoryArtifacts();
    await fitted.save(artifacts);
    const loaded = await kind.load(artifacts, board.dataset);
    expect(loaded.setting).toEqual(fitted.setting);
  });

  it('is an error where no part has enough', async () => {
    const kind = sequenceBlend({ parts: [{ kind: poor, scores: 'shares' }] });
    await expect(kind.fit(board.dataset, context)).rejects.toMatchObject({ code: 'not-enough-data' });
  });

  it('refuses a stored blend with a part that is not there', async () => {
    const artifacts = createMemoryArtifacts();
    await (await blend.fit(board.dataset, context)).save(artifacts);
    const other = sequenceBlend({ parts: [{ kind: popularity(), scores: 'shares' }] });
    await expect(other.load(artifacts, board.dataset)).rejects.toMatchObject({ code: 'model-mismatch' });
  });

  it('chooses weights where there are shoppers enough', async () => {
    const { dataset, questions, colourOf } = checkerboard(1_200);
    const kind = sequenceBlend({ parts: [{ kind: popularity(), scores: 'shares' }, byTransitions] });
    const fitted = await kind.fit(dataset, context);
    expect(fitted.setting.weights[1]).toBeGreaterThan(0);
    const [scores] = await fitted.score([questions[0].query]);
    expect(colourOf(topIndices(scores, 1)[0])).toBe(questions[0].colour);
  });

  it('fits a part that chose its own constants once more with those', async () => {
    const inner = await transitions().fit(board.dataset, context);
    const told: string[] = [];
    const choosing: RecommenderKind = {
      name: 'choosing',
      fit: async () => {
        told.push('chose');
        return {
          name: 'choosing',
          score: (queries) => inner.score(queries),
          save: async () => undefined,
          refit: async ({ events }) => {
            told.push(`again on ${events.count}`);
            return inner;
          },
        };
      },
      load: () => Promise.reject(new Error('never stored')),
    };
    await sequenceBlend({ parts: [{ kind: choosing, scores: 'shares', refit: true }] }).fit(
      board.dataset,
      context,
    );
    expect(told).toEqual(['chose', `again on ${board.dataset.events.count}`]);
  });
});
