/** Every operation against finite differences, on even and odd shapes. */
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../core/random.ts';
import { checkGradients, type GradientCase, type Sampler } from '../check-gradients.ts';
import { Graph, type Tensor } from '../graph.ts';
import { createSession } from '../session.ts';
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
import { add, divide, maximum, minimum, multiply, negate, scale, subtract } from './arithmetic.ts';
import { dropout } from './dropout.ts';
import { gather } from './gather.ts';
import { binaryCrossEntropy, crossEntropy, sampledSoftmax } from './losses.ts';
import { linear, matmul } from './matmul.ts';
import { l2Normalise, layerNorm, rmsNorm } from './normalise.ts';
import { globalAveragePool } from './pooling.ts';
import { max, mean, min, sum } from './reduce.ts';
import { concat, expand, pad, reshape, slice, split, transpose } from './shape.ts';
import { logSoftmax, softmax } from './softmax.ts';

type Build = (part: GradientCase) => Tensor;

const positive = (random: Random): number => 0.5 + random.next();
const awayFromZero = (random: Random): number => (random.next() < 0.5 ? -1 : 1) * (0.1 + random.next());

/** Within ±4.5, at a distance from 3 and -3. */
const awayFromBends = (random: Random): number =>
  3 * random.integer(3) - 3 + (random.next() < 0.5 ? -1 : 1) * (0.1 + 1.4 * random.next());

/** Values 1 apart in random order, so that differences do not change which is the largest. */
const distinct = (offset = 0): Sampler => {
  const order = createRandom('order').shuffle(Array.from({ length: 40 }, (_, i) => i));
  let next = 0;
  return () => order[next++] + offset;
};

const constantInts =
  (...values: number[]) =>
  ({ graph }: GradientCase): Tensor =>
    graph.constant(Int32Array.from(values), [values.length]);

const elementwise: Record<string, Build> = {
  'add [3, 1, 5] [4, 1]': ({ parameter }) => add(parameter([3, 1, 5]), parameter([4, 1])),
  'subtract [7] [2, 1]': ({ parameter }) => subtract(parameter([7]), parameter([2, 1])),
  'multiply [2, 3] []': ({ parameter }) => multiply(parameter([2, 3]), parameter([])),
  'multiply [1, 5, 1] [3, 1, 2]': ({ parameter }) => multiply(parameter([1, 5, 1]), parameter([3, 1, 2])),
  'divide [3, 5] [5]': ({ parameter }) => divide(parameter([3, 5]), parameter([5], positive)),
  'divide [1] [3, 5]': ({ parameter }) => divide(parameter([1]), parameter([3, 5], positive)),
  'maximum [3, 5] [5]': ({ parameter }) =>
    maximum(parameter([3, 5], distinct()), parameter([5], distinct(0.5))),
  'minimum [1] [2, 7]': ({ parameter }) =>
    minimum(parameter([1], distinct(4.5)), parameter([2, 7], distinct())),
  scale: ({ parameter }) => scale(parameter([3]), -2.5),
  negate: ({ parameter }) => negate(parameter([3])),
  'a tensor used twice': ({ parameter }) => {
    const x = parameter([3, 3]);
    return add(multiply(x, x), matmul(x, x, { transposeB: true }));
  },
  relu: ({ parameter }) => relu(parameter([3, 7], awayFromZero)),
  gelu: ({ parameter }) => gelu(parameter([3, 7])),
  silu: ({ parameter }) => silu(parameter([3, 7])),
  sigmoid: ({ parameter }) => sigmoid(parameter([3, 7])),
  tanh: ({ parameter }) => tanh(parameter([3, 7])),
  sin: ({ parameter }) => sin(parameter([3, 7])),
  cos: ({ parameter }) => cos(parameter([3, 7])),
  softplus: ({ parameter }) => softplus(parameter([3, 7])),
  exp: ({ parameter }) => exp(parameter([3, 7])),
  log: ({ parameter }) => log(parameter([3, 7], positive)),
  sqrt: ({ parameter }) => sqrt(parameter([3, 7], positive)),
  leakyRelu: ({ parameter }) => leakyRelu(parameter([3, 7], awayFromZero), 0.2),
  'clip on both sides': ({ parameter }) => clip(parameter([5, 7], awayFromBends), -3, 3),
  'clip below': ({ parameter }) => clip(parameter([5, 3], awayFromZero), 0),
  'clip above': ({ parameter }) => clip(parameter([5, 3], awayFromZero), undefined, 0),
  'clip without bounds': ({ parameter }) => clip(parameter([5, 3])),
  hardSigmoid: ({ parameter }) => hardSigmoid(parameter([5, 7], awayFromBends)),
  'hardSigmoid, as ONNX has it': ({ parameter }) => hardSigmoid(parameter([5, 7], awayFromZero), 0.2, 0),
  hardSwish: ({ parameter }) => hardSwish(parameter([5, 7], awayFromBends)),
  abs: ({ parameter }) => abs(parameter([3, 7], awayFromZero)),
  square: ({ parameter }) => square(parameter([3, 7])),
  'power, whole': ({ parameter }) => power(parameter([3, 7]), 3),
  'power, fraction': ({ parameter }) => power(parameter([3, 7], positive), -0.7),
  dropout: ({ graph, parameter }) =>
    dropout(parameter([2, 3]), graph.constant(Float32Array.of(0, 2, 2, 0, 2, 0), [2, 3])),
};

const products: Record<string, Build> = {
  'linear with bias': ({ parameter }) => linear(parameter([5, 3]), parameter([3, 7]), parameter([7])),
  'linear over three axes': ({ parameter }) => linear(parameter([2, 3, 5]), parameter([5, 1])),
  'linear of a vector': ({ parameter }) => linear(parameter([5]), parameter([5, 2]), parameter([2])),
};
for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    const suffix = `${transposeA ? ' Aᵀ' : ''}${transposeB ? ' Bᵀ' : ''}`;
    const a = transposeA ? [3, 5] : [5, 3];
    const b = transposeB ? [7, 3] : [3, 7];
    const options = { transposeA, transposeB };
    products[`matmul${suffix}`] = ({ parameter }) => matmul(parameter(a), parameter(b), options);
    products[`matmul batched${suffix}`] = ({ parameter }) =>
      matmul(parameter([2, 3, ...a]), parameter([2, 3, ...b]), options);
    products[`matmul batch broadcast${suffix}`] = ({ parameter }) =>
      matmul(parameter([2, 1, ...a]), parameter([4, ...b]), options);
    products[`matmul of a batch and a matrix${suffix}`] = ({ parameter }) =>
      matmul(parameter([2, ...a]), parameter(b), options);
  }
}

const shapes: Record<string, Build> = {
  'sum of all': ({ parameter }) => sum(parameter([3, 5])),
  'sum of a scalar': ({ parameter }) => sum(parameter([])),
  'sum over the middle': ({ parameter }) => sum(parameter([2, 3, 5]), [1]),
  'sum over two axes, kept': ({ parameter }) => sum(parameter([2, 3, 5]), [-1, 0], true),
  'mean of all': ({ parameter }) => mean(parameter([3, 5])),
  'mean over the last': ({ parameter }) => mean(parameter([2, 3, 5]), [-1], true),
  'max of all': ({ parameter }) => max(parameter([3, 5], distinct())),
  'max over the middle': ({ parameter }) => max(parameter([2, 3, 5], distinct()), [1]),
  'min over two axes, kept': ({ parameter }) => min(parameter([2, 3, 5], distinct()), [0, 2], true),
  reshape: ({ parameter }) => reshape(parameter([2, 3, 5]), [-1, 6]),
  transpose: ({ parameter }) => transpose(parameter([2, 3, 5]), [2, 0, 1]),
  'transpose, all axes': ({ parameter }) => transpose(parameter([2, 3, 5])),
  concat: ({ parameter }) => concat([parameter([2, 1, 3]), parameter([2, 4, 3])], 1),
  'concat of one tensor twice': ({ parameter }) => {
    const x = parameter([2, 3]);
    return concat([x, x], -1);
  },
  slice: ({ parameter }) => slice(parameter([2, 7, 3]), 1, 2, 5),
  'slice in steps': ({ parameter }) => slice(parameter([2, 9, 3]), 1, 1, 8, 3),
  'slice backwards': ({ parameter }) => slice(parameter([5, 2]), 0, 4, -1, -1),
  'slice backwards in steps': ({ parameter }) => slice(parameter([3, 8]), -1, 6, 0, -2),
  pad: ({ parameter }) =>
    pad(
      parameter([2, 1, 3]),
      [
        [0, 2],
        [0, 0],
        [3, 1],
      ],
      5,
    ),
  'pad by nothing': ({ parameter }) =>
    pad(parameter([2, 3]), [
      [0, 0],
      [0, 0],
    ]),
  split: ({ parameter }) => {
    const [a, b, c] = split(parameter([2, 6]), 1, [2, 2, 2]);
    return multiply(add(a, b), c);
  },
  'split with a part unused': ({ parameter }) => split(parameter([7, 2]), 0, [3, 1, 3])[2],
  expand: ({ parameter }) => expand(parameter([3, 1]), [2, 3, 5]),
  gather: (part) => gather(part.parameter([5, 3]), constantInts(4, 0, 4, 4, 2)(part)),
  'gather from many rows, by int32': (part) =>
    gather(
      part.parameter([130, 2]),
      constantInts(...Array.from({ length: 200 }, (_, i) => (i * 7) % 130))(part),
    ),
  'gather from many rows, by int64': (part) =>
    gather(
      part.parameter([130, 3]),
      part.graph.constant(
        BigInt64Array.from({ length: 300 }, (_, i) => BigInt((i * i) % 130)),
        [3, 100],
      ),
    ),
  'gather along the last axis': (part) => gather(part.parameter([2, 5]), constantInts(4, 0, 4)(part), -1),
  'gather along the middle by a matrix': (part) =>
    gather(part.parameter([2, 4, 3]), part.graph.constant(Int32Array.of(3, 3, 0, 1, 2, 3), [3, 2]), 1),
  'gather of whole matrices': (part) =>
    gather(part.parameter([4, 2, 3]), part.graph.constant(BigInt64Array.of(3n, 3n, 0n, 1n), [2, 2])),
};

const normalisations: Record<string, Build> = {
  softmax: ({ parameter }) => softmax(parameter([3, 7])),
  'softmax over three axes': ({ parameter }) => softmax(parameter([2, 3, 5])),
  'softmax over the first axis': ({ parameter }) => softmax(parameter([3, 2, 5]), 0),
  'logSoftmax over the middle': ({ parameter }) => logSoftmax(parameter([2, 5, 3]), 1),
  rmsNorm: ({ parameter }) => rmsNorm(parameter([2, 3, 7]), parameter([7])),
  'rmsNorm, epsilon': ({ parameter }) => rmsNorm(parameter([5, 1]), parameter([1]), 0.5),
  logSoftmax: ({ parameter }) => logSoftmax(parameter([3, 7])),
  layerNorm: ({ parameter }) => layerNorm(parameter([2, 3, 7]), parameter([7]), parameter([7])),
  'layerNorm, epsilon': ({ parameter }) => layerNorm(parameter([5, 3]), parameter([3]), parameter([3]), 0.1),
  l2Normalise: ({ parameter }) => l2Normalise(parameter([3, 5])),
  globalAveragePool: ({ parameter }) => globalAveragePool(parameter([2, 3, 5, 4])),
};

const losses: Record<string, Build> = {
  crossEntropy: (part) => crossEntropy(part.parameter([5, 3]), constantInts(0, 2, 1, 1, 2)(part)),
  'crossEntropy, weighted': (part) =>
    crossEntropy(part.parameter([3, 7]), constantInts(6, 0, 3)(part), {
      weights: part.graph.constant(Float32Array.of(1, 0, 0.5), [3]),
    }),
  sampledSoftmax: ({ parameter }) => sampledSoftmax(parameter([5, 4])),
  'sampledSoftmax, corrected and weighted': ({ graph, parameter }) =>
    sampledSoftmax(parameter([3, 5]), {
      correction: parameter([1, 5]),
      weights: graph.constant(Float32Array.of(2, 0, 1), [3]),
    }),
  binaryCrossEntropy: ({ graph, parameter }) =>
    binaryCrossEntropy(parameter([3, 2]), graph.constant(Float32Array.of(0, 1, 1, 0, 0.3, 1), [3, 2])),
  'binaryCrossEntropy, weighted': ({ graph, parameter }) =>
    binaryCrossEntropy(parameter([3]), graph.constant(Float32Array.of(0, 1, 1), [3]), {
      weights: graph.constant(Float32Array.of(0, 3, 1), [3]),
    }),
};

describe.each(Object.entries({ elementwise, products, shapes, normalisations, losses }))(
  '%s',
  (_family, builds) => {
    it.each(Object.entries(builds))('%s', async (name, build) => {
      const check = await checkGradients(build, { random: createRandom(name) });
      expect(check.checked).toBeGreaterThan(0);
      expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
    });
  },
);

describe('equal values', () => {
  it('share the gradient of the largest, and the first takes that of a pair', async () => {
    const graph = new Graph();
    const x = graph.input('x', [4], 'float32', { gradient: true });
    const pair = graph.input('pair', [4], 'float32', { gradient: true });
    const loss = add(max(x), sum(maximum(x, pair)));
    for (const [i, gradient] of graph.gradients(loss, [x, pair]).entries()) graph.output(`${i}`, gradient);
    const session = await createSession(graph.toOnnx());
    const outputs = await session.run({ x: Float32Array.of(2, 1, 2, 0), pair: Float32Array.of(2, 2, 0, 0) });
    await session.release();
    expect([...outputs['0']]).toEqual([1.5, 0, 1.5, 1]);
    expect([...outputs['1']]).toEqual([0, 1, 0, 0]);
  });
});

describe('several threads', () => {
  it.each([16, 150])('lose no addition to %i rows that are gathered again and again', async (rows) => {
    const [count, width] = [100_000, 16];
    const random = createRandom('threads');
    const ids = Int32Array.from({ length: count }, () => random.integer(rows));
    const graph = new Graph();
    const table = graph.parameter('table', [rows, width]);
    // Fed, since what depends on constants alone is computed once, on one thread.
    const gathered = gather(table, graph.input('ids', [count], 'int32'));
    const [gradient] = graph.gradients(sum(multiply(gathered, graph.input('factor', []))), [table]);
    graph.output('gradient', gradient);
    const session = await createSession(graph.toOnnx(), { threads: 2 });
    const expected = new Float32Array(rows);
    for (const id of ids) expected[id]++;
    const received = new Float32Array(rows * width);
    const feeds = { table: new Float32Array(rows * width), ids, factor: Float32Array.of(1) };
    for (let run = 0; run < 30; run++) {
      await session.run(feeds, { gradient: received });
      const wrong = received.filter((value, i) => value !== expected[Math.floor(i / width)]);
      expect(wrong).toHaveLength(0);
    }
    await session.release();
  });
});
