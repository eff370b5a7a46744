import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients } from '../../tensor/check-gradients.ts';
import { compute } from '../../tensor/ops/compute.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { scale } from '../../tensor/ops/arithmetic.ts';
import { fullSoftmax } from './full-softmax.ts';

const random = createRandom('full softmax');
const numbers = (count: number): number[] => Array.from({ length: count }, () => random.normal());
const [rows, items, width] = [5, 7, 3];
const targets = Int32Array.of(2, 0, 6, 2, 1);

describe('the fused softmax over all items', () => {
  it.each([
    { temperature: 1, smoothing: 0 },
    { temperature: 0.3, smoothing: 0.1 },
  ])('is the cross-entropy of the product: $temperature, $smoothing', async (options) => {
    const states = numbers(rows * width);
    const table = numbers(items * width);
    const weights = [1, 0.5, 2, 0, 1];
    const values = [
      [states, [rows, width]],
      [table, [items, width]],
      [targets, [rows]],
      [weights, [rows]],
    ] as const;
    const [fused] = await compute(values, (h, f, y, w) => fullSoftmax(h, f, y, { ...options, weights: w }));
    const [plain] = await compute(values, (h, f, y, w) =>
      crossEntropy(scale(matmul(h, f, { transposeB: true }), 1 / options.temperature), y, {
        weights: w,
        smoothing: options.smoothing,
      }),
    );
    expect(fused).toBeCloseTo(plain, 4);
  });

  it.each([0, 0.1])('has the gradients of finite differences with a smoothing of %d', async (smoothing) => {
    const { worst, at } = await checkGradients(
      ({ parameter, graph }) => {
        const weights = graph.constant(Float32Array.of(1, 0.5, 2, 0, 1), [rows]);
        const right = graph.constant(targets, [rows]);
        return fullSoftmax(parameter([rows, width]), parameter([items, width]), right, {
          temperature: 0.5,
          smoothing,
          weights,
        });
      },
      { random: createRandom('check') },
    );
    expect({ at, isClose: worst < 1e-3 }).toEqual({ at, isClose: true });
  });
});
