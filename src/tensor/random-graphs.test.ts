/** Gradients of random compositions: rules that are right alone must be right together, however they share tensors. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { checkGradients } from './check-gradients.ts';
import type { Tensor } from './graph.ts';
import { gelu, sigmoid, silu, softplus, tanh } from './ops/activation.ts';
import { add, multiply, scale, subtract } from './ops/arithmetic.ts';
import { matmul } from './ops/matmul.ts';
import { l2Normalise } from './ops/normalise.ts';
import { mean, sum } from './ops/reduce.ts';
import { concat, reshape, slice, transpose } from './ops/shape.ts';
import { softmax } from './ops/softmax.ts';

/** Steps from matrices to a matrix. Each keeps values near 1, so that differences stay accurate. */
const STEPS: readonly ((a: Tensor, b: Tensor) => Tensor)[] = [
  (a) => tanh(a),
  (a) => sigmoid(a),
  (a) => gelu(a),
  (a) => silu(a),
  (a) => softplus(a),
  (a) => softmax(a),
  (a) => l2Normalise(add(a, a.graph.scalar(2))),
  (a) => transpose(a),
  (a) => reshape(a, [a.shape[1], a.shape[0]]),
  (a) => slice(a, 0, 0, Math.ceil(a.shape[0] / 2)),
  (a) => scale(a, -0.7),
  (a, b) => add(a, mean(b, [0, 1], true)),
  (a, b) => subtract(tanh(sum(a, [1], true)), scale(mean(b), 0.5)),
  (a, b) => (a.shape[1] === b.shape[0] ? tanh(matmul(a, b)) : tanh(matmul(a, a, { transposeB: true }))),
  (a, b) => (a.shape[1] === b.shape[1] ? concat([a, b], 0) : concat([a, a], 1)),
  (a, b) => (a.shape.join() === b.shape.join() ? multiply(tanh(a), tanh(b)) : multiply(a, sigmoid(a))),
];

const plan = fc.record({
  seed: fc.nat(),
  shapes: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 3,
  }),
  steps: fc.array(fc.record({ step: fc.nat(STEPS.length - 1), a: fc.nat(20), b: fc.nat(20) }), {
    minLength: 1,
    maxLength: 10,
  }),
});

describe('random graphs', () => {
  it('have gradients that agree with finite differences', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ seed, shapes, steps }) => {
        const check = await checkGradients(
          ({ parameter }) => {
            const inputs = shapes.map((shape) => parameter(shape));
            const tensors = [...inputs];
            for (const { step, a, b } of steps) {
              tensors.push(STEPS[step](tensors[a % tensors.length], tensors[b % tensors.length]));
            }
            // Every tensor, so every parameter, has a part in the result.
            return tensors.map((tensor) => sum(tensor)).reduce((total, part) => add(total, part));
          },
          { random: createRandom(seed), samples: 4 },
        );
        expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
      }),
      { numRuns: 60, seed: 20260101 },
    );
  });
});
