import {
  chain,
  scaleByLearningRate,
  type LearningRate,
  type Optimiser,
  type UpdateTransform,
} from './optimiser.ts';
import { clipByGlobalNorm } from './clip.ts';

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
  /** Share of each weight taken away per unit of learning rate, as in AdamW; default 0. */
  readonly weightDecay?: number;
  /** Which parameters decay, by name; all by default. Biases and gains are often left out. */
  readonly decays?: (name: string) => boolean;
  /** Largest Euclidean norm of all gradients together; no limit by default. */
  readonly clipNorm?: number;
}

/** Adam (Kingma and Ba, 2015), with decoupled weight decay (Loshchilov and Hutter, 2019) when asked for. */
export function adam(options: AdamOptions = {}): Optimiser {
  const { learningRate = 1e-3, weightDecay = 0, decays = () => true, clipNorm } = options;
  return chain(
    ...(clipNorm === undefined ? [] : [clipByGlobalNorm(clipNorm)]),
    scaleByAdam(options),
    ...(weightDecay === 0 ? [] : [addDecayedWeights(weightDecay, decays)]),
    scaleByLearningRate(learningRate),
  );
}

/** Replaces a gradient by the ratio of its bias-corrected first moment to the root of the second. */
export function scaleByAdam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: MomentOptions = {}): UpdateTransform {
  const moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  return (updates, step) => {
    const firstCorrection = 1 / (1 - beta1 ** step);
    const secondCorrection = 1 / Math.sqrt(1 - beta2 ** step);
    for (const { name, update } of updates) {
      let moment = moments.get(name);
      if (!moment) {
        moment = { first: new Float32Array(update.length), second: new Float32Array(update.length) };
        moments.set(name, moment);
      }
      const { first, second } = moment;
      for (let i = 0; i < update.length; i++) {
        const gradient = update[i];
        const mean = (first[i] = beta1 * first[i] + (1 - beta1) * gradient);
        const square = (second[i] = beta2 * second[i] + (1 - beta2) * gradient * gradient);
        update[i] = (firstCorrection * mean) / (secondCorrection * Math.sqrt(square) + epsilon);
      }
    }
  };
}

/** Adds a share of each weight to its update. */
export function addDecayedWeights(weightDecay: number, decays: (name: string) => boolean): UpdateTransform {
  return (updates) => {
    for (const { name, parameter, update } of updates) {
      if (!decays(name)) continue;
      for (let i = 0; i < update.length; i++) update[i] += weightDecay * parameter[i];
    }
  };
}
