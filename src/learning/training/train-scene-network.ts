import type { FitContext } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import { SceneScorer } from '../../models/scenes/scene-scorer.ts';
import {
  DEFAULT_SCENE_SIZES,
  type SceneNetwork,
  type SceneSizes,
} from '../../models/scenes/scene-network.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer } from '../../tensor/trainer.ts';
import { sceneGraph } from './train-scene-graph.ts';
import { sceneFeeds, standardiserOf, type SceneSamples } from './train-scene-samples.ts';

export interface SceneTraining {
  readonly network: SceneNetwork;
  /** Default `DEFAULT_SCENE_SIZES`. */
  readonly sizes?: SceneSizes;
  /** Default: ten rounds over the rows, 300 at least and 2,500 at most. */
  readonly steps?: number;
  /** Rows of one step; default 256. */
  readonly batch?: number;
  /** Peak of the learning rate; default 5e-3. */
  readonly learningRate?: number;
  /** How much weights are drawn towards 0; default 0.02. */
  readonly weightDecay?: number;
  /** Share of rows whose scene is hidden while training; default 0.1. */
  readonly hidden?: number;
}

/** Fewer rows than this teach a network nothing. */
const FEWEST_ROWS = 50;

/**
 * Trains one network on all scenes together, over all tasks at once. Blocks its thread.
 * @throws not-enough-data below 50 rows.
 */
export async function trainSceneNetwork(
  samples: SceneSamples,
  training: SceneTraining,
  { random, progress }: FitContext,
): Promise<SceneScorer> {
  requireRows(samples, FEWEST_ROWS);
  const { network, sizes = DEFAULT_SCENE_SIZES, batch = 256, hidden = 0.1 } = training;
  const usual = Math.min(2_500, Math.max(300, Math.round((10 * samples.rows) / batch)));
  const { steps = usual, learningRate: peak = 5e-3, weightDecay = 0.02 } = training;
  const parameters = new ParameterStore(random.fork('parameters'));
  const standardiser = standardiserOf(samples);
  const learningRate = warmUpCosine({
    peak,
    warmUpSteps: Math.min(30, steps),
    totalSteps: steps,
    floor: peak / 20,
  });
  const trainer = await createTrainer({
    ...sceneGraph(network, parameters, sizes, { batch, width: samples.width, scenes: samples.scenes }),
    parameters,
    optimiser: adam({ learningRate, weightDecay, clipNorm: 5 }),
  });
  const step = progress.start(`Learning scenes (${network.name})`, steps);
  const draws = random.fork('batches');
  const positions = new Int32Array(batch);
  for (let i = 0; i < steps; i++) {
    for (let row = 0; row < batch; row++) positions[row] = draws.integer(samples.rows);
    const { loss } = await trainer.step(
      sceneFeeds(samples, positions, { batch, standardiser, hidden, random: draws }),
    );
    step.advance();
    if (i % 100 === 0) step.note(`loss ${loss.toFixed(3)}`);
  }
  step.done();
  await trainer.release();
  return SceneScorer.fromParts({ network, parameters, sizes, scenes: samples.scenes, standardiser });
}

/** @throws not-enough-data below `fewest` rows. */
export function requireRows({ rows }: SceneSamples, fewest: number): void {
  if (rows >= fewest) return;
  throw new DaogouError('not-enough-data', `${rows} rows are too few to train a scene model on`, {
    received: rows,
    remedy: `Give at least ${fewest} rows: log more of what shoppers look at, or use the shared model.`,
  });
}
