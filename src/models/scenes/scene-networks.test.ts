import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { CheckedParameters } from '../../tensor/checked-parameters.ts';
import { checkGradients } from '../../tensor/check-gradients.ts';
import { Graph } from '../../tensor/graph.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { SCENE_NETWORKS } from './scene-networks.ts';
import type { SceneNetwork } from './scene-network.ts';
import { SceneScorer, type SceneQuestions } from './scene-scorer.ts';
import { SCENE_TASKS } from './scene-tasks.ts';

const SIZES = { hidden: 5, experts: 3 };
const [WIDTH, SCENES, ROWS] = [4, 3, 300];
const TASKS = SCENE_TASKS.length;
const standardiser = { means: Float64Array.of(1, 0, -1, 5), scales: Float64Array.of(2, 1, 1, 3) };

async function scorerOf(network: SceneNetwork): Promise<SceneScorer> {
  const parameters = new ParameterStore(createRandom(network.name));
  // Declares the parameters; then everything, the zeros of a start included, becomes something that can be told apart.
  const graph = new Graph();
  const rows = { features: graph.input('f', [1, WIDTH]), scenes: graph.input('s', [1, SCENES]) };
  network.build(graph, parameters, rows, SIZES);
  const random = createRandom('weights');
  for (const [, { data }] of parameters) data.forEach((_, i) => (data[i] = 0.5 * random.normal()));
  return SceneScorer.fromParts({ network, parameters, sizes: SIZES, scenes: SCENES, standardiser });
}

/** More rows than one run of the stored network takes, in every scene and in none. */
function questions(change: Partial<SceneQuestions> = {}): SceneQuestions {
  const random = createRandom('questions');
  const scenes = new Float32Array(ROWS * SCENES);
  for (let row = 0; row < ROWS; row++) if (row % 4 < SCENES) scenes[row * SCENES + (row % 4)] = 1;
  return {
    rows: ROWS,
    features: Float32Array.from({ length: ROWS * WIDTH }, () => random.normal()),
    scenes,
    ...change,
  };
}

describe.each(SCENE_NETWORKS.map((network) => ({ name: network.name, network })))(
  'the scene network $name',
  ({ network }) => {
    it('has the gradients that differences show, where no scene is known too', async () => {
      const { worst } = await checkGradients(
        ({ graph, parameter }) =>
          network.build(
            graph,
            new CheckedParameters(parameter),
            {
              features: parameter([3, WIDTH]),
              scenes: graph.constant(Float32Array.of(1, 0, 0, 0, 0.3, 0.7, 0, 0, 0), [3, SCENES]),
            },
            { hidden: 3, experts: 2 },
          ),
        { random: createRandom(`gradients of ${network.name}`), samples: 3 },
      );
      expect(worst).toBeLessThan(1e-3);
    });

    it('gives one number a task and row, the same alone as among many', async () => {
      const scorer = await scorerOf(network);
      const { features, scenes } = questions();
      const all = await scorer.score(questions());
      expect(all).toHaveLength(ROWS * TASKS);
      expect(all.every(Number.isFinite)).toBe(true);
      for (const row of [0, 3, 255, 256, ROWS - 1]) {
        const alone = await scorer.score({
          rows: 1,
          features: features.slice(row * WIDTH, (row + 1) * WIDTH),
          scenes: scenes.slice(row * SCENES, (row + 1) * SCENES),
        });
        for (let task = 0; task < TASKS; task++) {
          expect(alone[task]).toBeCloseTo(all[row * TASKS + task], 4);
        }
      }
      expect(
        await scorer.score({ rows: 0, features: new Float32Array(), scenes: new Float32Array() }),
      ).toEqual(new Float32Array());
    });

    it('judges by the scene, unless it is the shared one', async () => {
      const scorer = await scorerOf(network);
      const none = await scorer.score(questions({ scenes: new Float32Array(ROWS * SCENES) }));
      const some = await scorer.score(questions());
      for (let row = 0; row < 12; row++) {
        const known = row % 4 < SCENES;
        const same = some
          .slice(row * TASKS, (row + 1) * TASKS)
          .every((one, t) => one === none[row * TASKS + t]);
        expect([row, same]).toEqual([row, !(known && network.conditioned)]);
      }
    });

    it('does not look at what is not known', async () => {
      const scorer = await scorerOf(network);
      const mask = new Float32Array(ROWS * WIDTH).fill(1);
      for (let row = 0; row < ROWS; row++) mask[row * WIDTH + 2] = 0;
      const one = questions({ mask });
      const other = {
        ...one,
        features: one.features.map((value, i) => (i % WIDTH === 2 ? Number.NaN : value)),
      };
      expect(await scorer.score(other)).toEqual(await scorer.score(one));
      expect(await scorer.score(one)).not.toEqual(await scorer.score(questions()));
    });

    it('judges the same after it was saved and loaded', async () => {
      const scorer = await scorerOf(network);
      const artifacts = createMemoryArtifacts();
      await scorer.save(artifacts);
      const loaded = await SceneScorer.load(artifacts);
      expect(loaded.name).toBe(network.name);
      expect(await loaded.score(questions())).toEqual(await scorer.score(questions()));
    });

    it('refuses rows of another width, and files of another version', async () => {
      const scorer = await scorerOf(network);
      await expect(scorer.score(questions({ rows: ROWS - 1 }))).rejects.toMatchObject({
        code: 'shape-mismatch',
        remedy: `Give ${WIDTH} features and ${SCENES} scene probabilities a row.`,
      });
      const artifacts = createMemoryArtifacts();
      await artifacts.writeJson('scene-scorer', { network: 1 });
      await expect(SceneScorer.load(artifacts)).rejects.toMatchObject({ code: 'model-mismatch' });
    });
  },
);
