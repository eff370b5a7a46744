import {
  chain,
  scaleByLearningRate,
  type LearningRate,
  type Optimiser,
  type UpdateTransform,
} from './optimiser.ts';
import { joinStates, splitState } from '../training-state.ts';
import { checkFraction } from '../check-setting.ts';
import { clipByGlobalNorm } from './clip.ts';
import { ParameterArrays } from './parameter-arrays.ts';

export interface MomentOptions {
  /** How much of the running mean of gradients is kept per step; default 0.9. */
  readonly beta1?: number;
  /** How much of the running mean of squared gradients is kept per step; default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment; default 1e-8. */
  readonly epsilon?: number;
}

export interface AdamOptions extends MomentOptions {
  /** Default 1e-3. */
  readonly learningRate?: LearningRate;
  /** What the learning rate of a parameter is multiplied by, by its name; 1 by default. */
  readonly rateFactor?: (name: string) => number;
  /** Share of each weight taken away per unit of learning rate, as in AdamW; default 0. */
  readonly weightDecay?: number;
  /** Which parameters decay, by name; all by default. Biases and gains are often left out. */
  readonly decays?: (name: string) => boolean;
  /** Largest Euclidean norm of all gradients together; no limit by default. */
  readonly clipNorm?: number;
}

/** Adam (Kingma and Ba, 2015), with decoupled weight decay (Loshchilov and Hutter, 2019) when asked for. */
export function adam(options: AdamOptions = {}): Optimiser {
  const { learningRate = 1e-3, weightDecay = 0, decays, clipNorm, rateFactor } = options;
  return chain(
    ...(clipNorm === undefined ? [] : [clipByGlobalNorm(clipNorm)]),
    scaleByAdam(options),
    ...(weightDecay === 0 ? [] : [addDecayedWeights(weightDecay, decays)]),
    scaleByLearningRate(learningRate, rateFactor),
  );
}

/** `adam` with a decoupled weight decay of 0.01 unless another is given. */
export function adamW(options: AdamOptions = {}): Optimiser {
  return adam({ weightDecay: 0.01, ...options });
}

/** Replaces a gradient by the ratio of its bias-corrected first moment to the root of the second. */
export function scaleByAdam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: MomentOptions = {}): UpdateTransform {
  checkMoments({ beta1, beta2 });
  const means = new ParameterArrays();
  const squares = new ParameterArrays();
  return {
    apply(updates, step) {
      const firstCorrection = 1 / (1 - beta1 ** step);
      const secondCorrection = 1 / Math.sqrt(1 - beta2 ** step);
      for (const { name, update } of updates) {
        const first = means.of(name, update.length);
        const second = squares.of(name, update.length);
        for (let i = 0; i < update.length; i++) {
          const gradient = update[i];
          const mean = (first[i] = beta1 * first[i] + (1 - beta1) * gradient);
          const square = (second[i] = beta2 * second[i] + (1 - beta2) * gradient * gradient);
          update[i] = (firstCorrection * mean) / (secondCorrection * Math.sqrt(square) + epsilon);
        }
      }
    },
    state: () => joinStates({ means: means.state(), squares: squares.state() }),
    restore(state) {
      const saved = splitState(state, ['means', 'squares']);
      means.restore(saved.means);
      squares.restore(saved.squares);
    },
  };
}

/** @throws invalid-input unless both are at least 0 and below 1. */
export function checkMoments({ beta1, beta2 }: Required<Pick<MomentOptions, 'beta1' | 'beta2'>>): void {
  checkFraction("Adam's beta1", beta1, 0.9);
  checkFraction("Adam's beta2", beta2, 0.999);
}

/**
 * Adds a share of each weight to its update.
 * @param decays which parameters, by name; all by default.
 */
export function addDecayedWeights(
  weightDecay: number,
  decays: (name: string) => boolean = () => true,
): UpdateTransform {
  return {
    apply(updates) {
      for (const { name, parameter, update } of updates) {
        if (!decays(name)) continue;
        for (let i = 0; i < update.length; i++) update[i] += weightDecay * parameter[i];
      }
    },
  };
}
