/** Every operator, in the forms of several operator sets: the runtime on the file against the imported graph. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { Graph, type Tensor } from '../graph.ts';
import { checkGradients } from '../check-gradients.ts';
import { sum } from '../ops/reduce.ts';
import { createSession } from '../session.ts';
import { sizeOf, type Shape } from '../shapes.ts';
import { FileKit, runFile, tensorOf } from './fixtures/file-kit.ts';
import { importOnnx } from './importer.ts';
import { differentiability } from './operators.ts';

interface OperatorCase {
  readonly operator: string;
  readonly shape: Shape;
  readonly set?: number;
  readonly domain?: string;
  readonly attributes?: Parameters<FileKit['node']>[2];
  /** Inputs after the first: shapes of weights, or whole numbers. */
  readonly inputs?: readonly (
    | Shape
    | { readonly integers: readonly number[] }
    | { readonly number: number }
    | ''
  )[];
  readonly outputs?: number;
  /** Keeps values positive, for logarithms and roots. */
  readonly positive?: boolean;
}

const float = (value: number): { float: number } => ({ float: value });
const integers = (...values: number[]): { integers: number[] } => ({ integers: values });
const square = [2, 3, 6, 5];

const CASES: readonly OperatorCase[] = [
  ...[
    'Relu',
    'Sigmoid',
    'Tanh',
    'Softplus',
    'Exp',
    'Neg',
    'Abs',
    'Erf',
    'HardSwish',
    'Elu',
    'Softsign',
    'Identity',
  ].map((operator) => ({ operator, shape: [2, 7] })),
  ...['Log', 'Sqrt', 'Reciprocal'].map((operator) => ({ operator, shape: [2, 7], positive: true })),
  ...['Sin', 'Cos', 'Floor', 'Ceil', 'Round', 'Sign', 'Selu'].map((operator) => ({
    operator,
    shape: [2, 7],
  })),
  { operator: 'Mish', shape: [2, 7], set: 18 },
  { operator: 'Gelu', shape: [2, 7], set: 20 },
  { operator: 'Gelu', shape: [2, 7], set: 20, attributes: { approximate: 'tanh' } },
  { operator: 'Gelu', shape: [2, 7], domain: 'com.microsoft' },
  { operator: 'QuickGelu', shape: [2, 7], domain: 'com.microsoft', attributes: { alpha: float(1.7) } },
  { operator: 'LeakyRelu', shape: [3, 4], attributes: { alpha: float(0.2) } },
  { operator: 'LeakyRelu', shape: [3, 4] },
  { operator: 'PRelu', shape: [2, 3, 4], inputs: [[3, 1]] },
  { operator: 'HardSigmoid', shape: [3, 4] },
  { operator: 'HardSigmoid', shape: [3, 4], attributes: { alpha: float(0.3), beta: float(0.4) } },
  { operator: 'Clip', shape: [3, 4], set: 10, attributes: { min: float(-0.5), max: float(0.5) } },
  { operator: 'Clip', shape: [3, 4], set: 10, attributes: { max: float(0.5) } },
  { operator: 'Clip', shape: [3, 4], inputs: [{ number: -0.5 }, { number: 0.25 }] },
  { operator: 'Clip', shape: [3, 4], inputs: ['', { number: 0.25 }] },
  { operator: 'Add', shape: [2, 1, 4], inputs: [[3, 1]] },
  { operator: 'Sub', shape: [2, 4], inputs: [[4]] },
  { operator: 'Mul', shape: [4], inputs: [[2, 4]] },
  { operator: 'Div', shape: [2, 4], inputs: [[1, 4]] },
  { operator: 'Max', shape: [2, 4], inputs: [[4], [2, 1]] },
  { operator: 'Min', shape: [2, 4], inputs: [[4], [2, 1]] },
  { operator: 'Sum', shape: [2, 4], inputs: [[4], [2, 1]] },
  ...[2, 0.5, 3, -1.5].map((number) => ({
    operator: 'Pow',
    shape: [2, 4],
    inputs: [{ number }],
    positive: true,
  })),
  { operator: 'MatMul', shape: [2, 3, 4], inputs: [[4, 5]] },
  { operator: 'MatMul', shape: [2, 3, 4], inputs: [[4]] },
  { operator: 'MatMul', shape: [4], inputs: [[2, 4, 3]] },
  {
    operator: 'FusedMatMul',
    shape: [2, 3, 4],
    inputs: [[2, 5, 4]],
    domain: 'com.microsoft',
    attributes: { transB: 1, alpha: float(0.5) },
  },
  { operator: 'Gemm', shape: [3, 4], inputs: [[4, 2], [2]] },
  {
    operator: 'Gemm',
    shape: [4, 3],
    inputs: [
      [2, 4],
      [3, 1],
    ],
    attributes: { transA: 1, transB: 1, alpha: float(0.5), beta: float(2) },
  },
  { operator: 'Gemm', shape: [3, 4], inputs: [[4, 2]] },
  {
    operator: 'Conv',
    shape: square,
    inputs: [[4, 3, 3, 2], [4]],
    attributes: { strides: [2, 1], pads: [0, 1, 2, 0] },
  },
  {
    operator: 'Conv',
    shape: [2, 4, 6, 5],
    inputs: [[6, 2, 3, 3]],
    attributes: { group: 2, dilations: [2, 1] },
  },
  ...['SAME_UPPER', 'SAME_LOWER', 'VALID'].map((auto) => ({
    operator: 'Conv',
    shape: square,
    inputs: [[2, 3, 2, 3]],
    attributes: { auto_pad: auto, strides: [2, 2] },
  })),
  {
    operator: 'Conv',
    shape: [2, 3, 9],
    inputs: [[4, 3, 3], [4]],
    attributes: { strides: [2], pads: [1, 0] },
  },
  {
    operator: 'MaxPool',
    shape: square,
    attributes: { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 0, 1, 1] },
  },
  { operator: 'MaxPool', shape: square, attributes: { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 } },
  { operator: 'MaxPool', shape: [2, 3, 9], attributes: { kernel_shape: [2], strides: [2] } },
  {
    operator: 'MaxPool',
    shape: square,
    attributes: { kernel_shape: [2, 2], auto_pad: 'SAME_UPPER', strides: [2, 2] },
  },
  { operator: 'MaxPool', shape: [1, 1, 7, 7], attributes: { kernel_shape: [2, 2], dilations: [2, 2] } },
  {
    operator: 'AveragePool',
    shape: square,
    attributes: { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] },
  },
  {
    operator: 'AveragePool',
    shape: square,
    attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 },
  },
  {
    operator: 'AveragePool',
    shape: square,
    attributes: { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 },
  },
  { operator: 'AveragePool', shape: [2, 3, 9], attributes: { kernel_shape: [3], strides: [3] } },
  { operator: 'GlobalAveragePool', shape: square },
  { operator: 'GlobalMaxPool', shape: square },
  {
    operator: 'LayerNormalization',
    shape: [2, 3, 4],
    inputs: [[4], [4]],
    attributes: { epsilon: float(1e-3) },
  },
  { operator: 'LayerNormalization', shape: [2, 3, 4], inputs: [[3, 4]], attributes: { axis: 1 } },
  { operator: 'LRN', shape: square, attributes: { size: 3, alpha: float(0.1) } },
  { operator: 'InstanceNormalization', shape: square, inputs: [[3], [3]] },
  { operator: 'Softmax', shape: [2, 3, 4] },
  { operator: 'Softmax', shape: [2, 3, 4], attributes: { axis: 1 } },
  { operator: 'Softmax', shape: [2, 3, 4], set: 11 },
  { operator: 'LogSoftmax', shape: [2, 3, 4], attributes: { axis: 0 } },
  ...['ReduceMean', 'ReduceMax', 'ReduceMin', 'ReduceL2', 'ReduceSumSquare', 'ReduceL1'].flatMap(
    (operator) => [
      { operator, shape: [2, 3, 4], set: 13, attributes: { axes: [-1, 0], keepdims: 0 } },
      { operator, shape: [2, 3, 4], set: 18, inputs: [integers(1)] },
      { operator, shape: [2, 3, 4], set: 13 },
    ],
  ),
  { operator: 'ReduceSum', shape: [2, 3, 4], set: 11, attributes: { axes: [1] } },
  { operator: 'ReduceSum', shape: [2, 3, 4], inputs: [integers(0, 2)], attributes: { keepdims: 0 } },
  { operator: 'ReduceLogSumExp', shape: [2, 3], set: 13, attributes: { axes: [1] } },
  { operator: 'Reshape', shape: [2, 3, 4], inputs: [integers(0, -1)] },
  { operator: 'Reshape', shape: [2, 3, 4], inputs: [integers(4, 0, -1)] },
  { operator: 'Flatten', shape: [2, 3, 4], attributes: { axis: 2 } },
  { operator: 'Flatten', shape: [2, 3, 4], attributes: { axis: 0 } },
  { operator: 'Flatten', shape: [2, 3, 4], attributes: { axis: -1 } },
  { operator: 'Transpose', shape: [2, 3, 4] },
  { operator: 'Transpose', shape: [2, 3, 4], attributes: { perm: [0, 2, 1] } },
  { operator: 'Squeeze', shape: [1, 3, 1], set: 12, attributes: { axes: [-1] } },
  { operator: 'Squeeze', shape: [1, 3, 1], inputs: [integers(0)] },
  { operator: 'Squeeze', shape: [1, 3, 1] },
  { operator: 'Unsqueeze', shape: [3, 2], set: 12, attributes: { axes: [0, 3] } },
  { operator: 'Unsqueeze', shape: [3, 2], inputs: [integers(-1, 0)] },
  { operator: 'Expand', shape: [3, 1], inputs: [integers(2, 1, 4)] },
  {
    operator: 'Concat',
    shape: [2, 3],
    inputs: [
      [2, 1],
      [2, 2],
    ],
    attributes: { axis: -1 },
  },
  { operator: 'Split', shape: [2, 6], inputs: [integers(2, 4)], attributes: { axis: 1 }, outputs: 2 },
  { operator: 'Split', shape: [2, 6], set: 12, attributes: { axis: 1, split: [1, 5] }, outputs: 2 },
  { operator: 'Split', shape: [2, 6], set: 12, attributes: { axis: 1 }, outputs: 3 },
  { operator: 'Split', shape: [2, 7], set: 18, attributes: { axis: 1, num_outputs: 3 }, outputs: 3 },
  { operator: 'Slice', shape: [5, 6], set: 9, attributes: { starts: [1, -3], ends: [99, -1], axes: [0, 1] } },
  { operator: 'Slice', shape: [5, 6], inputs: [integers(1), integers(2 ** 53)] },
  {
    operator: 'Slice',
    shape: [5, 6],
    inputs: [integers(0, 1), integers(5, 6), integers(0, 1), integers(2, 3)],
  },
  {
    operator: 'Slice',
    shape: [5, 6],
    inputs: [integers(-1), integers(-(2 ** 53)), integers(1), integers(-1)],
  },
  { operator: 'Slice', shape: [5, 6], inputs: [integers(4), integers(0), integers(0), integers(-2)] },
  { operator: 'Gather', shape: [5, 3], inputs: [integers(4, -5, 1)] },
  { operator: 'Gather', shape: [2, 5, 3], inputs: [integers(3, 0)], attributes: { axis: 1 } },
  { operator: 'Gather', shape: [2, 5, 3], inputs: [integers(3)], attributes: { axis: 2 - 1 } },
  { operator: 'Pad', shape: [2, 3], set: 10, attributes: { pads: [0, 1, 2, 0], value: float(1.5) } },
  { operator: 'Pad', shape: [2, 3], inputs: [integers(0, 1, 2, 0)] },
  { operator: 'Pad', shape: [2, 3], inputs: [integers(1, 1, 0, 0), { number: -2 }] },
  { operator: 'Pad', shape: [2, 3], inputs: [integers(0, 1, 0, 2)], attributes: { mode: 'reflect' } },
  { operator: 'Pad', shape: [2, 3], set: 18, inputs: [integers(1, 2), '', integers(1)] },
  { operator: 'Cast', shape: [2, 3], attributes: { to: 11 } },
  { operator: 'Cast', shape: [2, 3], attributes: { to: 1 } },
  { operator: 'Dropout', shape: [2, 3] },
  {
    operator: 'BatchNormalization',
    shape: square,
    inputs: [[3], [3], [3], [3]],
    positive: true,
    attributes: { epsilon: float(0.01) },
  },
];

function write(test: OperatorCase): FileKit {
  const kit = new FileKit({ operatorSet: test.set ?? 17, seed: JSON.stringify(test) });
  if (test.domain) kit.parts.opsetImport.push({ domain: test.domain, version: 1 });
  kit.input('x', test.shape);
  const others = (test.inputs ?? []).map((input, i) => {
    if (input === '') return '';
    if ('integers' in input) return kit.integers(`i${i}`, input.integers);
    if ('number' in input) return kit.stored(`n${i}`, [], Float32Array.of(input.number));
    return test.positive
      ? kit.stored(
          `w${i}`,
          input,
          Float32Array.from({ length: sizeOf(input) }, () => 0.5 + kit.random.next()),
        )
      : kit.weight(`w${i}`, input, 1);
  });
  const names = Array.from({ length: test.outputs ?? 1 }, (_, i) => `y${i}`);
  kit.node(test.operator, ['x', ...others], test.attributes ?? {}, 'node', names, test.domain);
  for (const name of names) kit.parts.graph.output.push({ name });
  return kit;
}

function feed({ shape, positive = false }: OperatorCase): Float32Array {
  const random = createRandom('feed');
  return Float32Array.from({ length: sizeOf(shape) }, () =>
    positive ? 0.5 + random.next() : 1.5 * random.normal(),
  );
}

const title = ({ operator, set, domain, attributes, inputs }: OperatorCase): string =>
  `${domain ?? ''} ${operator} ${set ?? ''} ${JSON.stringify(attributes ?? {})} ${JSON.stringify(inputs ?? [])}`;

describe('every operator', () => {
  it.each(CASES.map((test) => [title(test), test] as const))('%s', async (_, test) => {
    const onnx = write(test).bytes();
    const x = feed(test);
    const expected = await runFile(onnx, { x: [x, test.shape] });
    for (const known of [false, true]) {
      // Known: the input is a constant of the file, and what can be worked out while reading is.
      const network = importOnnx(known ? withConstant(test, x) : onnx);
      for (const [name, tensor] of network.outputs) network.graph.output(name, tensor);
      const session = await createSession(network.graph.toOnnx());
      const received = await session.run(known ? {} : { x });
      await session.release();
      for (const [name, { values, shape }] of Object.entries(expected)) {
        expect(network.outputs.get(name)?.shape).toEqual(shape);
        expect(received[name].length).toBe(values.length);
        for (const [i, value] of values.entries()) expect(received[name][i]).toBeCloseTo(value, 5);
      }
    }
  });
});

function withConstant(test: OperatorCase, x: Float32Array): Uint8Array {
  const kit = write(test);
  kit.parts.graph.input.length = 0;
  const constant = {
    opType: 'Constant',
    output: ['x'],
    attribute: [{ name: 'value', type: 4, t: tensorOf(test.shape, x) }],
  };
  kit.parts.graph.node.unshift(constant);
  return kit.bytes();
}

describe('gradients', () => {
  const bent = new Set([
    'Max',
    'Min',
    'ReduceMax',
    'ReduceMin',
    'MaxPool',
    'GlobalMaxPool',
    'Clip',
    'Identity',
  ]);
  const cases = CASES.filter(
    (test) => differentiability({ operator: test.operator, domain: test.domain ?? '' } as never) === 'rule',
  ).filter(({ operator, attributes }) => !bent.has(operator) && attributes?.mode === undefined);

  it.each(cases.map((test) => [title(test), test] as const))('%s', async (_, test) => {
    const onnx = write(test).bytes();
    const check = await checkGradients(
      ({ parameter }) => {
        const x = parameter(test.shape, test.positive ? (random) => 0.7 + random.next() : awayFromKinks);
        const outputs = [...importOnnx(onnx, { graph: x.graph, feeds: { x } }).outputs.values()];
        return outputs.at(-1)!;
      },
      { random: createRandom('gradient'), samples: 6, stepSize: 0.01 },
    );
    expect({ ...check, passes: check.worst <= 2e-3 }).toMatchObject({ passes: true });
  });

  it.each(['Max', 'Min', 'ReduceMax', 'MaxPool', 'GlobalMaxPool', 'Clip'])(
    'of %s go where the value came from',
    async (operator) => {
      const test = CASES.find((candidate) => candidate.operator === operator)!;
      const graph = new Graph();
      const x = graph.input('x', test.shape, 'float32', { gradient: true });
      const [y] = importOnnx(write(test).bytes(), { graph, feeds: { x } }).outputs.values();
      expect(await largestError(graph, x, y, feed(test))).toBeLessThan(0.01);
    },
  );
});

/** Not near 0, ±3 and ±2.5, where activations bend. */
function awayFromKinks(random: ReturnType<typeof createRandom>): number {
  return (random.next() < 0.5 ? -1 : 1) * (0.1 + 1.2 * random.next());
}

/** Against differences, for functions that are linear almost everywhere: tiny steps are exact there. */
async function largestError(graph: Graph, x: Tensor, y: Tensor, values: Float32Array): Promise<number> {
  const loss = sum(y);
  graph.output('loss', loss);
  graph.output('gradient', graph.gradients(loss, [x])[0]);
  const session = await createSession(graph.toOnnx());
  const { gradient } = await session.run({ x: values });
  const step = 2 ** -12;
  let worst = 0;
  for (let i = 0; i < values.length; i++) {
    const at = async (offset: number): Promise<number> =>
      (await session.run({ x: values.with(i, values[i] + offset) })).loss[0];
    const slope = ((await at(step)) - (await at(-step))) / (2 * step);
    worst = Math.max(worst, Math.abs(slope - gradient[i]));
  }
  await session.release();
  return worst;
}
