/** Turns gradients into changes of parameters, as a chain of small steps. */
import { DaogouError } from '../../core/errors.ts';
import { joinStates, restoreInto, splitState, type Stateful } from '../training-state.ts';

/** One parameter at one step. */
export interface ParameterUpdate {
  readonly name: string;
  readonly parameter: Float32Array;
  /** Comes in as the gradient; each transform rewrites it; what is left at the end is subtracted. */
  readonly update: Float32Array;
}

/** One link of the chain. One that remembers something between steps has a state, so that it can be saved. */
export interface UpdateTransform extends Partial<Stateful> {
  /**
   * Rewrites all updates of a step in place.
   * @param step counts from 1.
   */
  apply(updates: readonly ParameterUpdate[], step: number): void;
}

export interface Optimiser extends Stateful {
  /** Changes every parameter in place. The gradients are overwritten. */
  step(updates: readonly ParameterUpdate[]): void;
}

/** Learning rate as a number, or as a function of the step, which counts from 1. */
export type LearningRate = number | ((step: number) => number);

/** Applies the transforms in order, then subtracts what is left of each update. */
export function chain(...transforms: readonly UpdateTransform[]): Optimiser {
  const steps = new Float64Array(1);
  return {
    step(updates) {
      const step = ++steps[0];
      for (const transform of transforms) transform.apply(updates, step);
      for (const { parameter, update } of updates) {
        for (let i = 0; i < parameter.length; i++) parameter[i] -= update[i];
      }
    },
    state() {
      const links = transforms.map((transform, i) => [`${i}`, transform.state?.() ?? {}] as const);
      return joinStates({ steps: { count: steps }, ...Object.fromEntries(links) });
    },
    restore(state) {
      const remembering = transforms.flatMap(({ restore }, i) => (restore ? [`${i}`] : []));
      const { steps: saved, ...links } = splitState(state, ['steps', ...remembering]);
      restoreInto(steps, saved.count, 'the number of steps');
      for (const [i, link] of Object.entries(links)) transforms[Number(i)].restore?.(link);
    },
  };
}

/**
 * @param rate at least 0; a function is asked at every step.
 * @param factorOf what the rate of a parameter is multiplied by, by its name; 1 by default.
 * @throws invalid-input for a rate that is not finite or below 0.
 */
export function scaleByLearningRate(
  rate: LearningRate,
  factorOf: (name: string) => number = () => 1,
): UpdateTransform {
  if (typeof rate === 'number') checkRate(rate);
  return {
    apply(updates, step) {
      const common = rateAt(rate, step);
      for (const { name, update } of updates) {
        const factor = common * factorOf(name);
        for (let i = 0; i < update.length; i++) update[i] *= factor;
      }
    },
  };
}

/** Lets a transform see one group of the parameters only: those whose name passes. */
export function only(includes: (name: string) => boolean, transform: UpdateTransform): UpdateTransform {
  return {
    ...transform,
    apply(updates, step) {
      transform.apply(
        updates.filter(({ name }) => includes(name)),
        step,
      );
    },
  };
}

/** @throws invalid-input for a rate that is not finite or below 0. */
export function rateAt(rate: LearningRate, step: number): number {
  return checkRate(typeof rate === 'number' ? rate : rate(step), step);
}

function checkRate(rate: number, step?: number): number {
  if (rate >= 0 && rate < Infinity) return rate;
  const at = step === undefined ? '' : ` at step ${step}`;
  throw new DaogouError('invalid-input', `The learning rate is ${rate}${at}`, {
    received: rate,
    remedy: 'Give a finite number of at least 0, or a schedule of such numbers; its steps count from 1.',
  });
}
