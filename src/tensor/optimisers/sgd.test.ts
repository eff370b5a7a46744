import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { ParameterStore } from '../parameters.ts';
import { clipByValue } from './clip.ts';
import { movingAverage } from './moving-average.ts';
import { chain, only, scaleByLearningRate } from './optimiser.ts';
import { linearSchedule, stepDecay, warmUp } from './schedule.ts';
import { adamW } from './adam.ts';
import { sgd } from './sgd.ts';

/** Steps on w with the gradient of w²: 2 w. */
function descend(optimiser: ReturnType<typeof sgd>, steps: number, start = 1): number[] {
  const parameter = Float32Array.of(start);
  return Array.from({ length: steps }, () => {
    optimiser.step([{ name: 'w', parameter, update: Float32Array.of(2 * parameter[0]) }]);
    return Number(parameter[0].toFixed(5));
  });
}

describe('sgd', () => {
  // Worked out by hand: v ← 0.9 v + g, with w ← w − 0.1 v, or w ← w − 0.1 (g + 0.9 v).
  it.each([
    ['plain', sgd({ learningRate: 0.1 }), [0.8, 0.64, 0.512]],
    ['with momentum', sgd({ learningRate: 0.1, momentum: 0.9 }), [0.8, 0.46, 0.062]],
    ['with look-ahead', sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }), [0.62, 0.2224, -0.10835]],
    ['with decay', sgd({ learningRate: 0.1, weightDecay: 0.5 }), [0.75, 0.5625, 0.42188]],
    ['with clipping', sgd({ learningRate: 0.1, clipNorm: 1 }), [0.9, 0.8, 0.7]],
  ])('%s', (_name, optimiser, expected) => {
    expect(descend(optimiser, 3)).toEqual(expected);
  });

  it('gives groups rates of their own', () => {
    const rateFactor = (name: string): number => (name === 'slow' ? 0.1 : 1);
    const [fast, slow] = [Float32Array.of(0), Float32Array.of(0)];
    const updates = () => [
      { name: 'fast', parameter: fast, update: Float32Array.of(1) },
      { name: 'slow', parameter: slow, update: Float32Array.of(1) },
    ];
    sgd({ learningRate: 1, rateFactor }).step(updates());
    expect([fast[0], slow[0]]).toEqual([-1, Math.fround(-0.1)]);
    chain(
      only((name) => name === 'slow', scaleByLearningRate(2)),
      only((name) => name === 'fast', clipByValue(0.5)),
    ).step(updates());
    expect([fast[0], slow[0]]).toEqual([-1.5, Math.fround(-2.1)]);
  });
});

describe('adamW', () => {
  it('pulls a weight without gradient to zero by 1% per unit of learning rate', () => {
    const parameter = Float32Array.of(2);
    adamW({ learningRate: 1 }).step([{ name: 'w', parameter, update: new Float32Array(1) }]);
    expect(parameter[0]).toBeCloseTo(1.98, 6);
  });
});

describe('clipByValue', () => {
  it('brings every number into the limits', () => {
    const parameter = new Float32Array(3);
    chain(clipByValue(2)).step([{ name: 'w', parameter, update: Float32Array.of(-5, 1, 2.5) }]);
    expect([...parameter]).toEqual([2, -1, -2]);
  });
});

describe('schedules', () => {
  const at = (schedule: (step: number) => number, steps: readonly number[]): number[] =>
    steps.map((step) => Number(schedule(step).toFixed(6)));

  it('fall in a line, in stairs, and rise before', () => {
    const line = linearSchedule({ from: 1, to: 0.2, totalSteps: 8 });
    expect(at(line, [2, 4, 8, 99])).toEqual([0.8, 0.6, 0.2, 0.2]);
    const stairs = stepDecay({ initial: 1, factor: 0.1, at: [10, 20] });
    expect(at(stairs, [1, 9, 10, 19, 20, 99])).toEqual([1, 1, 0.1, 0.1, 0.01, 0.01]);
    expect(at(warmUp(4, line), [1, 2, 4, 6])).toEqual([0.15, 0.3, 0.6, 0.4]);
  });
});

describe('movingAverage', () => {
  const store = (): ParameterStore => {
    const parameters = new ParameterStore(createRandom(1));
    parameters.set('w', Float32Array.of(0), [1]);
    return parameters;
  };

  it('follows the weights, and is exchanged for them and back', () => {
    const parameters = store();
    const { data } = parameters.get('w');
    const optimiser = movingAverage(sgd({ learningRate: 1 }), { decay: 0.5 });
    const step = (): void => optimiser.step([{ name: 'w', parameter: data, update: Float32Array.of(-11) }]);
    // Kept: 2/11 of 0, with the weight at 11; then 3/12 of 9, with it at 22.
    step();
    step();
    expect(data[0]).toBe(22);
    optimiser.swap(parameters);
    expect(data[0]).toBeCloseTo(0.25 * 9 + 0.75 * 22, 5);
    expect(step).toThrow(/exchanged/);
    expect(() => optimiser.state()).toThrow(/exchanged/);
    optimiser.swap(parameters);
    expect(data[0]).toBe(22);
    const served = store();
    optimiser.copyTo(served);
    expect(served.get('w').data[0]).toBeCloseTo(18.75, 5);
  });

  it.each([1, -0.1, NaN])('refuses a decay of %s', (decay) => {
    expect(() => movingAverage(sgd(), { decay })).toThrow(/decay/);
  });
});
