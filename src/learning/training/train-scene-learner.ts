import type { Random } from '../../core/random.ts';
import type { Standardiser } from '../../models/ranking/standardiser.ts';
import { sharedNetwork } from '../../models/scenes/networks/shared.ts';
import { DEFAULT_SCENE_SIZES, type SceneSizes } from '../../models/scenes/scene-network.ts';
import { SceneScorer } from '../../models/scenes/scene-scorer.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer } from '../../tensor/trainer.ts';
import { sceneGraph } from './train-scene-graph.ts';
import { sceneFeeds, type SceneSamples } from './train-scene-samples.ts';

/** Numbers of a network by the names of its parameters. */
export type Weights = ReadonlyMap<string, Float32Array>;

export interface SceneLearnerOptions {
  readonly width: number;
  readonly scenes: number;
  readonly standardiser: Standardiser;
  /** Default `DEFAULT_SCENE_SIZES`. */
  readonly sizes?: SceneSizes | undefined;
  /** Rows of one step; default 256. */
  readonly batch?: number | undefined;
  readonly random: Random;
}

/**
 * A shared network whose weights can be looked at, moved and put back: what meta-learning does all day. One scene is
 * one task of it, so the network itself is not told the scene.
 */
export interface SceneLearner {
  /** A copy of the present weights. */
  weights(): Weights;
  setWeights(weights: Weights): void;
  /** Loss and gradients of the rows at `positions` (of a batch of them drawn anew, where there are more). */
  gradients(
    samples: SceneSamples,
    positions: readonly number[],
  ): Promise<{ loss: number; gradients: Weights }>;
  /** The network with the present weights. */
  scorer(): Promise<SceneScorer>;
  release(): Promise<void>;
}

export async function createSceneLearner(options: SceneLearnerOptions): Promise<SceneLearner> {
  const { width, scenes, standardiser, sizes = DEFAULT_SCENE_SIZES, batch = 256, random } = options;
  const parameters = new ParameterStore(random.fork('parameters'));
  const draws = random.fork('rows');
  const gradients = new Map<string, Float32Array>();
  const trainer = await createTrainer({
    ...sceneGraph(sharedNetwork, parameters, sizes, { batch, width, scenes }),
    parameters,
    optimiser: {
      // Gradients are handed out instead of being followed: what to do with them is the method's affair.
      step(updates) {
        for (const { name, update } of updates) gradients.set(name, update.slice());
      },
      state: () => ({}),
      restore: () => {},
    },
  });
  return {
    weights: () => new Map([...parameters].map(([name, { data }]) => [name, data.slice()])),
    setWeights(weights) {
      for (const [name, { shape }] of parameters) parameters.set(name, weightsOf(weights, name), shape);
    },
    async gradients(samples, positions) {
      const rows = positions.length > batch ? draws.shuffle(positions).slice(0, batch) : positions;
      const { loss } = await trainer.step(sceneFeeds(samples, rows, { batch, standardiser, random: draws }));
      return { loss, gradients: new Map(gradients) };
    },
    scorer: () => SceneScorer.fromParts({ network: sharedNetwork, parameters, sizes, scenes, standardiser }),
    release: () => trainer.release(),
  };
}

/** The numbers of one parameter; there is one for each of the network's. */
export function weightsOf(weights: Weights, name: string): Float32Array {
  return weights.get(name) ?? new Float32Array();
}
