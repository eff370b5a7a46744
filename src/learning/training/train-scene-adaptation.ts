import type { SceneSamples } from './train-scene-samples.ts';
import { weightsOf, type SceneLearner, type Weights } from './train-scene-learner.ts';

/** Where the learning of a new scene starts, and how it goes on from there. */
export interface SceneStart {
  readonly name: string;
  readonly weights: Weights;
  /** Steps of gradient descent over the new scene's rows. */
  readonly steps: number;
  /** Length of a step. */
  readonly rate: number;
  /** How firmly each weight is held to where it started; nothing is where there is none. */
  readonly hold?: Weights;
}

/** Called after each step with the weights as they were before it. */
export type WatchStep = (before: Weights) => void;

/**
 * Moves a network towards a scene by plain gradient descent, θ ← θ − rate · (∇L(θ) + hold · (θ − θ₀)), over the rows at
 * `positions`. It starts from `start.weights` and leaves the result in the learner.
 */
export async function adaptToScene(
  learner: SceneLearner,
  start: SceneStart,
  samples: SceneSamples,
  positions: readonly number[],
  watch?: WatchStep,
): Promise<void> {
  const { weights: origin, steps, rate, hold } = start;
  learner.setWeights(origin);
  for (let step = 0; step < steps; step++) {
    const before = learner.weights();
    const { gradients } = await learner.gradients(samples, positions);
    const moved = new Map<string, Float32Array>();
    for (const [name, values] of before) {
      const from = weightsOf(origin, name);
      const gradient = weightsOf(gradients, name);
      const firmness = hold && weightsOf(hold, name);
      moved.set(
        name,
        values.map(
          (value, i) => value - rate * (gradient[i] + (firmness ? firmness[i] * (value - from[i]) : 0)),
        ),
      );
    }
    learner.setWeights(moved);
    watch?.(before);
  }
}
