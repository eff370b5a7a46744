import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { createMemoryArtifacts, type MemoryArtifacts } from '../testing/memory-artifacts.ts';
import { createBatchOrder } from './batch-order.ts';
import { statefulRandom } from './checkpoint.ts';
import { createDataParallelTrainer } from './data-parallel.ts';
import { fit, type FitOptions, type FitProgress } from './fit.ts';
import { Graph } from './graph.ts';
import { mlp } from './layers/mlp.ts';
import { crossEntropy } from './ops/losses.ts';
import { adam } from './optimisers/adam.ts';
import { ParameterStore, zeros } from './parameters.ts';
import type { Feeds } from './trainer.ts';

/** A store of one number, which each step raises by what the batch holds. */
function summing(): {
  parameters: ParameterStore;
  value: () => number;
  add: (amount: number) => Promise<number>;
} {
  const parameters = new ParameterStore(createRandom(1));
  parameters.use(new Graph(), 'sum', [1], zeros());
  const { data } = parameters.get('sum');
  return {
    parameters,
    value: () => data[0],
    async add(amount) {
      data[0] += amount;
      return data[0];
    },
  };
}

describe('fit', () => {
  it('takes every step, measures in between and at the end, and tells of both', async () => {
    const { value, add } = summing();
    const seen: FitProgress[] = [];
    const result = await fit({
      steps: 5,
      batch: (step) => step,
      train: add,
      validation: { every: 2, measure: async () => -value() },
      onProgress: (progress) => seen.push(progress),
    });
    expect(value()).toBe(15);
    expect(result).toEqual({ step: 5, ended: 'done', best: { step: 5, value: -15 } });
    expect(seen.map(({ step, loss, validation }) => [step, loss, validation])).toEqual([
      [1, 1, undefined],
      [2, 3, undefined],
      [2, 3, -3],
      [3, 6, undefined],
      [4, 10, undefined],
      [4, 10, -10],
      [5, 15, undefined],
      [5, 15, -15],
    ]);
  });

  it('stops when patience ends, and puts back the best', async () => {
    const { parameters, value, add } = summing();
    const result = await fit({
      steps: 100,
      batch: () => 1,
      train: add,
      // Best at 6, not a number at 8, worse from there on.
      validation: {
        every: 2,
        measure: async () => (value() === 8 ? NaN : Math.abs(value() - 6)),
        patience: 3,
        restoreBest: { parameters },
      },
    });
    expect(result).toEqual({ step: 12, ended: 'early', best: { step: 6, value: 0 } });
    expect(value()).toBe(6);
  });

  it('fails with the error of a batch or a step, also of one prepared ahead', async () => {
    const failing = (part: 'batch' | 'train'): FitOptions<number> => ({
      steps: 5,
      ahead: true,
      batch: (step) => (part === 'batch' && step === 3 ? Promise.reject(new Error('no batch')) : step),
      train: (batch) =>
        part === 'train' && batch === 3 ? Promise.reject(new Error('no step')) : Promise.resolve(1),
    });
    await expect(fit(failing('batch'))).rejects.toThrow('no batch');
    await expect(fit(failing('train'))).rejects.toThrow('no step');
  });
});

describe('a run in two sittings', () => {
  const ROWS = 16;
  const SHARES = 2;
  const random = createRandom('points');
  const points = Float32Array.from({ length: 100 * 2 }, () => random.normal());

  /** Noisy batches, drawn ahead, and threads: what could go wrong with the order of draws. */
  async function run(artifacts: MemoryArtifacts, steps: number, until?: number) {
    const parameters = new ParameterStore(createRandom('network'));
    const graph = new Graph();
    const hidden = mlp(graph, parameters, 'mlp', graph.input('points', [ROWS / SHARES, 2]), {
      widths: [8, 2],
    });
    const loss = crossEntropy(hidden, graph.input('classes', [ROWS / SHARES], 'int32'));
    const optimiser = adam({ learningRate: 0.05 });
    const trainer = await createDataParallelTrainer({ graph, loss, parameters, optimiser, shares: SHARES });
    const order = createBatchOrder({ examples: 100, batch: ROWS, random: createRandom('order') });
    const noise = createRandom('noise');
    const abort = new AbortController();
    const losses: number[] = [];
    const share = (ids: Int32Array): Feeds => ({
      points: Float32Array.from(
        { length: ROWS },
        (_, i) => points[2 * ids[i >> 1] + (i % 2)] + 0.1 * noise.normal(),
      ),
      classes: ids.map((id) => Number(points[2 * id] * points[2 * id + 1] > 0)),
    });
    const result = await fit({
      steps,
      ahead: true,
      batch() {
        const ids = order.next();
        return [share(ids.subarray(0, ROWS / SHARES)), share(ids.subarray(ROWS / SHARES))];
      },
      train: async (feeds) => (await trainer.step(feeds)).loss,
      validation: {
        every: 3,
        measure: async () => losses.at(-1)!,
        patience: 20,
        restoreBest: { parameters },
      },
      checkpoints: {
        every: 4,
        artifacts,
        parts: { parameters, optimiser, order, noise: statefulRandom(noise) },
      },
      onProgress({ step, loss: value, validation }) {
        if (validation === undefined) losses.push(value);
        if (step === until) abort.abort();
      },
      signal: abort.signal,
    });
    await trainer.release();
    return { result, losses, weights: [...parameters].flatMap(([, { data }]) => [...data]) };
  }

  it('has the losses, the weights and the best of a run in one', async () => {
    const straight = await run(createMemoryArtifacts(), 24);
    const artifacts = createMemoryArtifacts();
    const first = await run(artifacts, 24, 10);
    expect(first.result.ended).toBe('aborted');
    expect(first.result.step).toBeLessThan(12);
    const second = await run(artifacts, 24);
    expect(second.result).toEqual(straight.result);
    expect([...first.losses, ...second.losses]).toEqual(straight.losses);
    expect(second.weights).toEqual(straight.weights);
    const third = await run(artifacts, 24);
    expect([third.losses, third.weights]).toEqual([[], straight.weights]);
  });
});

describe('createBatchOrder', () => {
  it('gives every example once per epoch, in another order each time', () => {
    const order = createBatchOrder({ examples: 10, batch: 5, random: createRandom('epochs') });
    const epochs = [0, 1].map(() => [...order.next(), ...order.next()]);
    for (const epoch of epochs)
      expect(epoch.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect([order.epoch, order.batchesPerEpoch]).toEqual([2, 2]);
  });

  it('leaves out what does not fill a batch, and refuses a batch that cannot be filled', () => {
    const order = createBatchOrder({ examples: 7, batch: 3, random: createRandom(1) });
    order.next();
    order.next();
    expect(order.epoch).toBe(1);
    for (const batch of [8, 0, 1.5]) {
      expect(() => createBatchOrder({ examples: 7, batch, random: createRandom(1) })).toThrow(
        /cannot be drawn/,
      );
    }
  });
});
