/** Gradients of random compositions: rules that are right alone must be right together, however they share tensors. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { checkGradients } from './check-gradients.ts';
import type { Tensor } from './graph.ts';
import { exp, gelu, sigmoid, silu, softplus, sqrt, square, tanh } from './ops/activation.ts';
import { add, divide, multiply, scale, subtract } from './ops/arithmetic.ts';
import { attention } from './ops/attention.ts';
import { conv1d, conv2d } from './ops/convolution.ts';
import { gather } from './ops/gather.ts';
import { gru } from './ops/gru.ts';
import { matmul } from './ops/matmul.ts';
import { l2Normalise, rmsNorm } from './ops/normalise.ts';
import { averagePool } from './ops/pooling.ts';
import { mean, sum } from './ops/reduce.ts';
import { sizeOf } from './shapes.ts';
import { concat, expand, pad, reshape, slice, split, transpose } from './ops/shape.ts';
import { logSoftmax, softmax } from './ops/softmax.ts';

/** The matrix as one image of one channel, and back. */
const asImage = (a: Tensor): Tensor => reshape(a, [1, 1, ...a.shape]);
const asMatrix = (a: Tensor): Tensor => reshape(a, a.shape.slice(-2));

/** A unit whose weights are made of the matrix itself, which is also read as one sequence. */
function recurrent(a: Tensor): Tensor {
  const [steps, width] = a.shape;
  const weight = tanh(reshape(expand(slice(a, 0, 0, 1), [3 * width, width]), [width, 3 * width]));
  const bias = tanh(reshape(expand(slice(a, 0, 0, 1), [3, width]), [3 * width]));
  const weights = { input: weight, state: scale(weight, 0.5), inputBias: bias, stateBias: bias };
  return reshape(gru(reshape(a, [1, steps, width]), weights).states, [steps, width]);
}

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
  (a) => logSoftmax(scale(a, 0.3), 0),
  (a) => softmax(a, 0),
  (a) => square(tanh(a)),
  (a) => sqrt(add(softplus(a), a.graph.scalar(0.5))),
  (a) => exp(scale(sigmoid(a), -1)),
  (a) =>
    rmsNorm(
      add(a, a.graph.scalar(2)),
      a.graph.constant(new Float32Array(a.shape[1]).fill(0.7), [a.shape[1]]),
    ),
  (a) =>
    pad(a, [
      [1, 0],
      [0, 1],
    ]),
  (a) => slice(a, 1, a.shape[1] - 1, -1, -1),
  (a) => slice(a, 1, 0, a.shape[1], 2),
  (a) => split(a, 0, a.shape[0] > 1 ? [1, a.shape[0] - 1] : [1]).at(-1)!,
  (a) => gather(a, a.graph.constant(Int32Array.of(0, a.shape[0] - 1, 0), [3])),
  (a) => asMatrix(averagePool(asImage(a), { kernel: 2, stride: 1, padding: [1, 1, 0, 0] })),
  (a) => {
    const kernel = reshape(expand(tanh(slice(a, 0, 0, 1)), [2, a.shape[1]]), [1, 1, 2, a.shape[1]]);
    return asMatrix(tanh(conv2d(asImage(a), kernel, undefined, { padding: [1, a.shape[1] - 1, 0, 0] })));
  },
  (a) => {
    const [channels] = a.shape;
    const kernel = reshape(tanh(slice(a, 1, 0, 1)), [channels, 1, 1]);
    return reshape(conv1d(reshape(a, [1, ...a.shape]), kernel, undefined, { groups: channels }), a.shape);
  },
  (a) => recurrent(a),
  (a) => asMatrix(attention(asImage(a), asImage(a), asImage(tanh(a)), { causal: true })),
  (a, b) => divide(a, add(softplus(mean(b)), b.graph.scalar(0.5))),
  (a, b) => add(a, mean(b, [0, 1], true)),
  (a, b) => subtract(tanh(sum(a, [1], true)), scale(mean(b), 0.5)),
  (a, b) => (a.shape[1] === b.shape[0] ? tanh(matmul(a, b)) : tanh(matmul(a, a, { transposeB: true }))),
  (a, b) => (a.shape[1] === b.shape[1] ? concat([a, b], 0) : concat([a, a], 1)),
  (a, b) => (a.shape.join() === b.shape.join() ? multiply(tanh(a), tanh(b)) : multiply(a, sigmoid(a))),
];

/** Elements of a tensor on the way. */
const LARGEST = 60;

const plan = fc.record({
  seed: fc.nat(),
  shapes: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 1,
    maxLength: 3,
  }),
  steps: fc.array(fc.record({ step: fc.nat(STEPS.length - 1), a: fc.nat(20), b: fc.nat(20) }), {
    minLength: 1,
    maxLength: 12,
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
              const from = tensors[a % tensors.length];
              const next = STEPS[step](from, tensors[b % tensors.length]);
              // What grows step by step would only be slow.
              tensors.push(sizeOf(next.shape) <= LARGEST ? next : tanh(from));
            }
            // Every tensor, so every parameter, has a part in the result, which the check adds up in 64 bits.
            return concat(
              tensors.map((tensor) => reshape(tensor, [-1])),
              0,
            );
          },
          { random: createRandom(seed), samples: 4 },
        );
        expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
      }),
      { numRuns: 100, seed: 20260101 },
    );
  });
});
