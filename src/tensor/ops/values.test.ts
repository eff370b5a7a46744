/** What operations compute, against plain loops and known numbers; gradients.test.ts holds the gradients. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import type { Tensor } from '../graph.ts';
import {
  abs,
  clip,
  cos,
  exp,
  gelu,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  log,
  power,
  relu,
  sigmoid,
  silu,
  sin,
  softplus,
  sqrt,
  square,
  tanh,
} from './activation.ts';
import { compute, type Value } from './compute.ts';
import { add, divide, maximum, minimum, multiply, negate, scale, subtract } from './arithmetic.ts';
import { fillDropoutMask } from './dropout.ts';
import { gather } from './gather.ts';
import { linear, matmul } from './matmul.ts';
import { l2Normalise, layerNorm, rmsNorm } from './normalise.ts';
import { max, mean, min, sum } from './reduce.ts';
import { concat, expand, pad, reshape, slice, split, transpose } from './shape.ts';
import { logSoftmax, softmax } from './softmax.ts';

/** For `toEqual`: each number to so many digits after the point. */
const close = (expected: readonly number[], digits = 5): unknown[] =>
  expected.map((value): unknown => expect.closeTo(value, digits));

const random = createRandom('values');
const draw = (length: number): number[] => Array.from({ length }, () => random.normal());

describe('elementwise', () => {
  it.each<[string, (x: Tensor) => Tensor, (x: number) => number]>([
    ['relu', relu, (x) => Math.max(x, 0)],
    ['silu', silu, (x) => x / (1 + Math.exp(-x))],
    ['sigmoid', sigmoid, (x) => 1 / (1 + Math.exp(-x))],
    ['tanh', tanh, Math.tanh],
    ['sin', sin, Math.sin],
    ['cos', cos, Math.cos],
    ['softplus', softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
    ['exp', (x) => exp(scale(x, 0.1)), (x) => Math.exp(0.1 * x)],
    ['log', (x) => log(multiply(x, x)), (x) => Math.log(x * x)],
    ['sqrt', (x) => sqrt(multiply(x, x)), Math.abs],
    ['negate', negate, (x) => -x],
    ['leakyRelu', (x) => leakyRelu(x, 0.1), (x) => (x > 0 ? x : 0.1 * x)],
    ['clip', (x) => clip(x, -1, 2.5), (x) => Math.max(-1, Math.min(2.5, x))],
    ['clip above', (x) => clip(x, undefined, 0.75), (x) => Math.min(0.75, x)],
    ['hardSigmoid', hardSigmoid, (x) => Math.max(0, Math.min(1, x / 6 + 0.5))],
    [
      'hardSigmoid, as ONNX has it',
      (x) => hardSigmoid(x, 0.2, 0.4),
      (x) => Math.max(0, Math.min(1, 0.2 * x + 0.4)),
    ],
    ['hardSwish', hardSwish, (x) => (x * Math.max(0, Math.min(6, x + 3))) / 6],
    ['abs', abs, Math.abs],
    ['square', square, (x) => x * x],
    ['power', (x) => power(x, 3), (x) => x ** 3],
  ])('%s', async (_name, build, expected) => {
    const x = [-100, -30, -2, -0.5, 0.5, 1, 3, 30, 100];
    const received = await compute([[x, [3, 3]]], build);
    for (const [i, value] of received.entries()) {
      const target = expected(x[i]);
      expect(Math.abs(value - target)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(target)));
    }
  });

  it('gelu has the values of the normal distribution', async () => {
    // x Φ(x), with Φ(1) = 0.8413447461 and Φ(2) = 0.9772498681.
    expect(await compute([[[-2, -1, 0, 1, 2], [5]]], gelu)).toEqual(
      close([-2 * 0.0227501319, -0.1586552539, 0, 0.8413447461, 1.9544997361]),
    );
  });

  it('broadcasts', async () => {
    const inputs: Value[] = [
      [
        [1, 2],
        [2, 1],
      ],
      [[10, 20, 40], [3]],
    ];
    expect(await compute(inputs, add)).toEqual(close([11, 21, 41, 12, 22, 42]));
    expect(await compute(inputs, subtract)).toEqual(close([-9, -19, -39, -8, -18, -38]));
    expect(await compute(inputs, multiply)).toEqual(close([10, 20, 40, 20, 40, 80]));
    expect(await compute(inputs, maximum)).toEqual(close([10, 20, 40, 10, 20, 40]));
    expect(await compute(inputs, minimum)).toEqual(close([1, 1, 1, 2, 2, 2]));
    expect(await compute(inputs, divide)).toEqual(close([0.1, 0.05, 0.025, 0.2, 0.1, 0.05]));
  });
});

describe('matrices', () => {
  it('matmul agrees with loops for all ways of reading both sides', async () => {
    const size = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        size,
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        fc.boolean(),
        async (m, k, n, batch, transposeA, transposeB) => {
          const leading = batch === 0 ? [] : [batch];
          const a = draw(Math.max(batch, 1) * m * k);
          const b = draw(Math.max(batch, 1) * k * n);
          const received = await compute(
            [
              [a, [...leading, ...(transposeA ? [k, m] : [m, k])]],
              [b, [...leading, ...(transposeB ? [n, k] : [k, n])]],
            ],
            (x, y) => matmul(x, y, { transposeA, transposeB }),
          );
          const expected = received.map((_, at) => {
            const [page, row, column] = [Math.floor(at / (m * n)), Math.floor((at % (m * n)) / n), at % n];
            let total = 0;
            for (let i = 0; i < k; i++) {
              const left = a[page * m * k + (transposeA ? i * m + row : row * k + i)];
              total += left * b[page * k * n + (transposeB ? column * k + i : i * n + column)];
            }
            return total;
          });
          expect(received).toHaveLength(Math.max(batch, 1) * m * n);
          expect(received).toEqual(close(expected, 4));
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });

  it('linear adds its bias to every row', async () => {
    const inputs: Value[] = [
      [
        [1, 2, 3, 4],
        [2, 1, 2],
      ],
      [
        [1, 10, 100, 1000],
        [2, 2],
      ],
      [[0.5, 0.25], [2]],
    ];
    expect(await compute(inputs, linear)).toEqual(close([201.5, 2010.25, 403.5, 4030.25], 3));
  });
});

describe('shapes', () => {
  const x: Value = [
    [0, 1, 2, 3, 4, 5],
    [2, 3],
  ];
  it.each<[string, (x: Tensor) => Tensor, number[]]>([
    ['sum', (t) => sum(t), [15]],
    ['sum over rows', (t) => sum(t, [0]), [3, 5, 7]],
    ['max', (t) => max(t), [5]],
    ['max over rows', (t) => max(t, [0], true), [3, 4, 5]],
    ['min over columns', (t) => min(t, [-1]), [0, 3]],
    ['mean over columns', (t) => mean(t, [-1], true), [1, 4]],
    ['reshape', (t) => reshape(t, [3, -1]), [0, 1, 2, 3, 4, 5]],
    ['transpose', (t) => transpose(t), [0, 3, 1, 4, 2, 5]],
    ['concat', (t) => concat([t, t], 1), [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]],
    ['slice', (t) => slice(t, 1, 1, 3), [1, 2, 4, 5]],
    ['slice in steps', (t) => slice(t, 1, 0, 3, 2), [0, 2, 3, 5]],
    ['slice backwards', (t) => slice(t, 1, 2, -1, -1), [2, 1, 0, 5, 4, 3]],
    ['slice backwards in steps', (t) => slice(reshape(t, [6]), 0, 4, 0, -3), [4, 1]],
    [
      'pad',
      (t) =>
        pad(
          t,
          [
            [1, 0],
            [0, 2],
          ],
          -1,
        ),
      [-1, -1, -1, -1, -1, 0, 1, 2, -1, -1, 3, 4, 5, -1, -1],
    ],
    ['split', (t) => split(t, 1, [1, 2])[1], [1, 2, 4, 5]],
    ['expand', (t) => expand(reshape(slice(t, 0, 1, 2), [3, 1]), [3, 2]), [3, 3, 4, 4, 5, 5]],
    [
      'gather along columns',
      (t) => gather(t, t.graph.constant(Int32Array.of(2, 0, 2), [3]), 1),
      [2, 0, 2, 5, 3, 5],
    ],
    ['gather', (t) => gather(t, t.graph.constant(Int32Array.of(1, 1, 0), [3])), [3, 4, 5, 3, 4, 5, 0, 1, 2]],
  ])('%s', async (_name, build, expected) => {
    expect(await compute([x], build)).toEqual(close(expected));
  });
});

describe('normalisation', () => {
  it('softmax and logSoftmax stay finite for large logits', async () => {
    const logits: Value = [
      [1000, 1000, -1000, 0, Math.log(3), -1e9],
      [2, 3],
    ];
    expect(await compute([logits], (x) => softmax(x))).toEqual(close([0.5, 0.5, 0, 0.25, 0.75, 0]));
    const logs = await compute([logits], (x) => logSoftmax(x));
    expect(logs.slice(0, 5)).toEqual(
      close([-Math.LN2, -Math.LN2, -2000 - Math.LN2, -Math.log(4), Math.log(0.75)], 3),
    );
  });

  it('softmax and logSoftmax run along any axis', async () => {
    const logits: Value = [
      [0, Math.log(3), 5, Math.log(3), 0, 5],
      [2, 3],
    ];
    expect(await compute([logits], (x) => softmax(x, 0))).toEqual(close([0.25, 0.75, 0.5, 0.75, 0.25, 0.5]));
    expect(await compute([logits], (x) => logSoftmax(x, -2))).toEqual(
      close([0.25, 0.75, 0.5, 0.75, 0.25, 0.5].map(Math.log)),
    );
  });

  it('rmsNorm gives mean square 1, then gain', async () => {
    const inputs: Value[] = [
      [
        [1, 1, 5, 3, 0, 0, 0, 0],
        [2, 4],
      ],
      [[1, 2, 1, -1], [4]],
    ];
    expect(await compute(inputs, (a, b) => rmsNorm(a, b))).toEqual(
      close([1 / 3, 2 / 3, 5 / 3, -1, 0, 0, 0, 0]),
    );
  });

  it('layerNorm gives mean 0 and variance 1, then gain and bias', async () => {
    const x = [1, 2, 3, 6];
    const deviation = Math.sqrt(3.5 + 1e-5);
    const inputs: Value[] = [
      [x, [1, 4]],
      [[1, 2, 1, 1], [4]],
      [[0, 0, 5, 0], [4]],
    ];
    expect(await compute(inputs, (a, b, c) => layerNorm(a, b, c))).toEqual(
      close([-2 / deviation, -2 / deviation, 5, 3 / deviation]),
    );
  });

  it('l2Normalise gives length 1 and keeps a zero vector at zero', async () => {
    expect(
      await compute(
        [
          [
            [3, 4, 0, 0],
            [2, 2],
          ],
        ],
        (a) => l2Normalise(a),
      ),
    ).toEqual(close([0.6, 0.8, 0, 0]));
  });
});

describe('dropout masks', () => {
  it('have mean 1, the given rate of zeros, and repeat with the seed', () => {
    const mask = fillDropoutMask(new Float32Array(20_000), 0.25, createRandom(1));
    expect(mask.filter((value) => value === 0).length / mask.length).toBeCloseTo(0.25, 2);
    expect(mask.reduce((total, value) => total + value, 0) / mask.length).toBeCloseTo(1, 1);
    expect(fillDropoutMask(new Float32Array(20_000), 0.25, createRandom(1))).toEqual(mask);
    expect(() => fillDropoutMask(mask, 1, createRandom(1))).toThrow(expect.objectContaining({ received: 1 }));
  });
});
