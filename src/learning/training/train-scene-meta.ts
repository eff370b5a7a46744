import type { FitContext } from '../../core/contracts/recommender.ts';
import type { SceneStart } from './train-scene-adaptation.ts';
import type { SceneLearner } from './train-scene-learner.ts';
import type { SceneSamples } from './train-scene-samples.ts';

export interface MetaTraining {
  /** Rehearsals; default 400. */
  readonly rehearsals?: number;
  /** Events of a rehearsal; default 20. */
  readonly events?: number;
  /** Steps of gradient descent towards a scene; default 5. */
  readonly steps?: number;
  /** Length of such a step; default 0.3. */
  readonly rate?: number;
  /** How far the start moves after a rehearsal; default as the method says. */
  readonly outerRate?: number;
}

export const DEFAULT_META = { rehearsals: 400, events: 20, steps: 5, rate: 0.3 } as const;

/** A way to find weights from which a few events of a new scene lead to a good model of it. */
export interface MetaMethod {
  readonly name: string;
  /** Learns from the scenes that are known. Blocks its thread. Throws `not-enough-data` where they have too few events. */
  learn(
    learner: SceneLearner,
    samples: SceneSamples,
    training: MetaTraining,
    context: FitContext,
  ): Promise<SceneStart>;
}
