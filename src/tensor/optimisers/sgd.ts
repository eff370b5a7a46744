import { checkFraction } from '../check-setting.ts';
import { addDecayedWeights } from './adam.ts';
import { clipByGlobalNorm } from './clip.ts';
import {
  chain,
  scaleByLearningRate,
  type LearningRate,
  type Optimiser,
  type UpdateTransform,
} from './optimiser.ts';
import { ParameterArrays } from './parameter-arrays.ts';

export interface SgdOptions {
  /** Default 0.01. */
  readonly learningRate?: LearningRate;
  /** What the learning rate of a parameter is multiplied by, by its name; 1 by default. */
  readonly rateFactor?: (name: string) => number;
  /** Share of the velocity that is kept per step; default 0: plain gradient descent. */
  readonly momentum?: number;
  /** Looks ahead along the velocity; default false. */
  readonly nesterov?: boolean;
  /** Share of each weight added to its gradient before the momentum; default 0. */
  readonly weightDecay?: number;
  /** Which parameters decay, by name; all by default. */
  readonly decays?: (name: string) => boolean;
  /** Largest Euclidean norm of all gradients together; no limit by default. */
  readonly clipNorm?: number;
}

/** Stochastic gradient descent (Robbins and Monro, 1951), as torch.optim.SGD. */
export function sgd(options: SgdOptions = {}): Optimiser {
  const { learningRate = 0.01, momentum = 0, nesterov = false, weightDecay = 0 } = options;
  return chain(
    ...(options.clipNorm === undefined ? [] : [clipByGlobalNorm(options.clipNorm)]),
    ...(weightDecay === 0 ? [] : [addDecayedWeights(weightDecay, options.decays)]),
    ...(momentum === 0 ? [] : [addMomentum(momentum, nesterov)]),
    scaleByLearningRate(learningRate, options.rateFactor),
  );
}

/**
 * Replaces a gradient by a velocity: v ← momentum · v + g (Polyak, 1964); with Nesterov's look-ahead by
 * g + momentum · v (Sutskever et al., 2013).
 */
export function addMomentum(momentum: number, nesterov = false): UpdateTransform {
  checkFraction('The momentum', momentum, 0.9);
  const velocities = new ParameterArrays();
  return {
    apply(updates) {
      for (const { name, update } of updates) {
        const velocity = velocities.of(name, update.length);
        for (let i = 0; i < update.length; i++) {
          const moved = (velocity[i] = momentum * velocity[i] + update[i]);
          update[i] = nesterov ? update[i] + momentum * moved : moved;
        }
      }
    },
    state: () => velocities.state(),
    restore: (state) => velocities.restore(state),
  };
}
