import { DaogouError } from '../../core/errors.ts';
import { checkFraction } from '../check-setting.ts';
import type { ParameterStore } from '../parameters.ts';
import { joinStates, splitState } from '../training-state.ts';
import type { Optimiser } from './optimiser.ts';
import { ParameterArrays } from './parameter-arrays.ts';

export interface MovingAverageOptions {
  /** How much of the average is kept per step, in [0, 1); default 0.999. */
  readonly decay?: number;
}

/** An optimiser that keeps an exponential moving average of the weights it has changed. */
export interface AveragingOptimiser extends Optimiser {
  /** Exchanges weights and averages in place: once before an evaluation, once after it. */
  swap(parameters: ParameterStore): void;
  /** Copies the averages into a store: what is to be served. */
  copyTo(parameters: ParameterStore): void;
}

/**
 * Averages weights over steps (Polyak and Juditsky, 1992), which often serve better than the last ones. In the
 * first steps it keeps less, (1 + step) / (10 + step) at most, so that the random start is soon forgotten.
 */
export function movingAverage(optimiser: Optimiser, options: MovingAverageOptions = {}): AveragingOptimiser {
  const { decay = 0.999 } = options;
  checkFraction('The decay of a moving average', decay, 0.999);
  const averages = new ParameterArrays();
  // Steps taken, and 1 while weights and averages are exchanged.
  const about = new Float64Array(2);

  return {
    step(updates) {
      if (about[1] === 1) throw exchanged();
      if (about[0] === 0) {
        for (const { name, parameter } of updates) averages.of(name, parameter.length).set(parameter);
      }
      optimiser.step(updates);
      const step = ++about[0];
      const kept = Math.min(decay, (1 + step) / (10 + step));
      for (const { name, parameter } of updates) {
        const average = averages.of(name, parameter.length);
        for (let i = 0; i < average.length; i++) average[i] += (1 - kept) * (parameter[i] - average[i]);
      }
    },
    swap(parameters) {
      about[1] = 1 - about[1];
      for (const [name, average] of Object.entries(averages.state())) {
        const { data } = parameters.get(name);
        const weights = data.slice();
        data.set(average);
        average.set(weights);
      }
    },
    copyTo(parameters) {
      if (about[1] === 1) throw exchanged();
      for (const [name, average] of Object.entries(averages.state())) {
        parameters.set(name, average as Float32Array, parameters.get(name).shape);
      }
    },
    state() {
      if (about[1] === 1) throw exchanged();
      return joinStates({
        about: { steps: about.slice(0, 1) },
        averages: averages.state(),
        optimiser: optimiser.state(),
      });
    },
    restore(state) {
      const saved = splitState(state, ['about', 'averages', 'optimiser']);
      averages.restore(saved.averages);
      about.set([saved.about.steps?.[0] ?? 0, 0]);
      optimiser.restore(saved.optimiser);
    },
  };
}

function exchanged(): DaogouError {
  return new DaogouError('invalid-input', 'The weights are exchanged for their moving averages', {
    remedy: 'Call swap() a second time after the evaluation.',
  });
}
