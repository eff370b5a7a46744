/** Turns gradients into changes of parameters, as a chain of small steps. */

/** One parameter at one step. */
export interface ParameterUpdate {
  readonly name: string;
  readonly parameter: Float32Array;
  /** Comes in as the gradient; each transform rewrites it; what is left at the end is subtracted. */
  readonly update: Float32Array;
}

/**
 * One link of the chain: rewrites all updates of a step in place.
 * @param step counts from 1.
 */
export type UpdateTransform = (updates: readonly ParameterUpdate[], step: number) => void;

export interface Optimiser {
  /** Changes every parameter in place. The gradients are overwritten. */
  step(updates: readonly ParameterUpdate[]): void;
}

/** Learning rate as a number, or as a function of the step, which counts from 1. */
export type LearningRate = number | ((step: number) => number);

/** Applies the transforms in order, then subtracts what is left of each update. */
export function chain(...transforms: readonly UpdateTransform[]): Optimiser {
  let step = 0;
  return {
    step(updates) {
      step++;
      for (const transform of transforms) transform(updates, step);
      for (const { parameter, update } of updates) {
        for (let i = 0; i < parameter.length; i++) parameter[i] -= update[i];
      }
    },
  };
}

export function scaleByLearningRate(rate: LearningRate): UpdateTransform {
  return (updates, step) => {
    const factor = rateAt(rate, step);
    for (const { update } of updates) for (let i = 0; i < update.length; i++) update[i] *= factor;
  };
}

export function rateAt(rate: LearningRate, step: number): number {
  return typeof rate === 'number' ? rate : rate(step);
}
