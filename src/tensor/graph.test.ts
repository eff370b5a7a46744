import { describe, expect, it } from 'vitest';
import { Graph } from './graph.ts';
import { ModelProto } from './onnx/schema.ts';
import { relu, tanh } from './ops/activation.ts';
import { add, multiply, scale } from './ops/arithmetic.ts';
import { linear, matmul } from './ops/matmul.ts';
import { sum } from './ops/reduce.ts';
import { concat, reshape, slice, split, transpose } from './ops/shape.ts';
import { crossEntropy } from './ops/losses.ts';
import { createSession } from './session.ts';

const decode = (graph: Graph): { graph: { node: { opType: string }[]; initializer: { name: string }[] } } =>
  ModelProto.decode(graph.toOnnx()) as never;
const operators = (graph: Graph): string[] => decode(graph).graph.node.map((node) => node.opType);

describe('building', () => {
  it('writes an equal node once', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    expect(tanh(x)).toBe(tanh(x));
    expect(scale(x, 2)).not.toBe(scale(x, 3));
    expect(graph.nodeCount).toBe(3);
  });

  it('counts a tensor that is asked for twice once in the gradient', async () => {
    const graph = new Graph();
    const x = graph.parameter('x', [2]);
    tanh(x);
    const [gradient] = graph.gradients(sum(add(tanh(x), tanh(x))), [x]);
    graph.output('gradient', gradient);
    const session = await createSession(graph.toOnnx());
    const { gradient: values } = await session.run({ x: Float32Array.of(0, 1) });
    expect(values[0]).toBeCloseTo(2, 6);
    expect(values[1]).toBeCloseTo(2 * (1 - Math.tanh(1) ** 2), 6);
  });

  it('shares a parameter that is declared twice and refuses another shape', () => {
    const graph = new Graph();
    expect(graph.parameter('w', [2, 3])).toBe(graph.parameter('w', [2, 3]));
    expect(() => graph.parameter('w', [3, 2])).toThrow(
      /declared with another shape; received \[2, 3\] and \[3, 2\]/,
    );
  });

  it.each(['', '_3', 'taken'])('refuses the name "%s"', (name) => {
    const graph = new Graph();
    const taken = graph.input('taken', [1]);
    expect(() => graph.input(name, [1])).toThrow(
      expect.objectContaining({ code: 'invalid-input', received: name }),
    );
    expect(() => graph.output(name, taken)).toThrow(/cannot be used/);
  });

  it('refuses sizes that are not positive integers, and tensors of another graph', () => {
    const graph = new Graph();
    expect(() => graph.input('x', [2, 0])).toThrow(/\[2, 0\]/);
    expect(() => graph.input('x', [1.5])).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
    expect(() => add(graph.input('a', [1]), new Graph().input('b', [1]))).toThrow(/another graph/);
    expect(() => graph.constant(new Float32Array(3), [2])).toThrow(/3 values for 2 elements/);
  });
});

describe('shapes that do not fit', () => {
  const graph = new Graph();
  const t = (...shape: number[]): ReturnType<Graph['input']> =>
    graph.input(`${graph.inputs.size}: ${shape.join()}`, shape);
  const cases: Record<string, () => unknown> = {
    add: () => add(t(2, 3), t(2, 4)),
    matmul: () => matmul(t(2, 3), t(2, 3)),
    linear: () => linear(t(2, 3), t(3, 4), t(3)),
    reshape: () => reshape(t(2, 3), [-1, 4]),
    transpose: () => transpose(t(2, 3), [0, 0]),
    concat: () => concat([t(2, 3), t(3, 3)], 1),
    slice: () => slice(t(2, 3), 1, 2, 4),
    split: () => split(t(2, 3), 1, [1, 1]),
    sum: () => sum(t(2, 3), [2]),
    crossEntropy: () => crossEntropy(t(2, 3), t(2)),
  };
  it.each(Object.entries(cases))('%s names itself, what came and what to do', (name, build) => {
    expect(build).toThrow(
      expect.objectContaining({
        code: 'shape-mismatch',
        message: expect.stringMatching(new RegExp(`^${name}: .*received \\[2, 3\\]`)),
        remedy: expect.stringMatching(/\.$/),
        received: expect.objectContaining({ operation: name }),
      }),
    );
  });
});

describe('gradients', () => {
  it('emits nothing for what needs no gradient', () => {
    const graph = new Graph();
    const x = graph.input('x', [4, 3]);
    const frozen = graph.constant(new Float32Array(9).fill(1), [3, 3]);
    const w = graph.parameter('w', [3, 2]);
    const other = graph.parameter('other', [3, 3]);
    const hidden = relu(matmul(matmul(x, frozen), other));
    const loss = sum(linear(hidden, w));
    const before = graph.nodeCount;
    const [gradient] = graph.gradients(loss, [w]);
    graph.output('gradient', gradient);
    // Neither x, the constant nor `other` was asked for: the expansion of the loss's gradient and
    // one product remain.
    expect(graph.nodeCount - before).toBeLessThanOrEqual(3);
    expect(operators(graph).filter((operator) => operator === 'Greater')).toEqual([]);
  });

  it('gives gradients of inputs that ask for them', async () => {
    const graph = new Graph();
    const rows = graph.input('rows', [2, 2], 'float32', { gradient: true });
    const [gradient] = graph.gradients(sum(multiply(rows, rows)), [rows]);
    graph.output('gradient', gradient);
    const session = await createSession(graph.toOnnx());
    const { gradient: values } = await session.run({ rows: Float32Array.of(1, 2, 3, 4) });
    expect([...values]).toEqual([2, 4, 6, 8]);
  });

  it('refuses a loss of several numbers and tensors without a gradient', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    const w = graph.parameter('w', [2]);
    const unused = graph.parameter('unused', [2]);
    const product = multiply(x, w);
    expect(() => graph.gradients(product, [w])).toThrow(/the loss must be one number; received \[2\]/);
    expect(() => graph.gradients(sum(product), [x])).toThrow(
      expect.objectContaining({ code: 'not-differentiable' }),
    );
    expect(() => graph.gradients(sum(product), [unused])).toThrow(/unused: it does not influence the loss/);
  });
});

describe('writing ONNX', () => {
  it('leaves out nodes and constants that no output needs', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    graph.output('y', scale(x, 2));
    tanh(scale(x, 3));
    expect(operators(graph)).toEqual(['Mul']);
    expect(decode(graph).graph.initializer).toHaveLength(1);
    expect(() => new Graph().toOnnx()).toThrow(/no output/);
  });

  it('gives one tensor two names, and passes inputs and constants through', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    const y = scale(x, 2);
    graph.output('first', y);
    graph.output('second', y);
    graph.output('input', x);
    graph.output('constant', graph.scalar(7));
    const session = await createSession(graph.toOnnx());
    const results = await session.run({ x: Float32Array.of(1, 2) });
    expect(Object.entries(results).map(([name, values]) => [name, ...values])).toEqual([
      ['first', 2, 4],
      ['second', 2, 4],
      ['input', 1, 2],
      ['constant', 7],
    ]);
  });

  it('stores frozen parameters in the file, with the same results as fed ones', async () => {
    const graph = new Graph();
    const x = graph.input('x', [3, 4]);
    graph.output('y', linear(x, graph.parameter('w', [4, 2]), graph.parameter('b', [2])));
    const w = Float32Array.from({ length: 8 }, (_, i) => Math.sin(i));
    const b = Float32Array.of(0.5, -1);
    const feed = Float32Array.from({ length: 12 }, (_, i) => Math.cos(i));
    const fed = await createSession(graph.toOnnx());
    const frozen = await createSession(
      graph.toOnnx({
        frozen: new Map([
          ['w', w],
          ['b', b],
        ]),
      }),
    );
    expect([...frozen.inputs.keys()]).toEqual(['x']);
    expect((await frozen.run({ x: feed })).y).toEqual((await fed.run({ x: feed, w, b })).y);
    expect(() => graph.toOnnx({ frozen: new Map([['w', b]]) })).toThrow(/2 values for 8 elements/);
  });

  it('writes 40 MB of constants quickly, since it does not touch single numbers', async () => {
    const graph = new Graph();
    const rows = 100_000;
    const table = Float32Array.from({ length: rows * 100 }, (_, i) => i % 1000);
    const index = graph.input('index', [1], 'int32');
    graph.output('row', graph.emit('Gather', [graph.constant(table, [rows, 100]), index], [1, 100]));
    const start = performance.now();
    const bytes = graph.toOnnx();
    expect(performance.now() - start).toBeLessThan(2000);
    const session = await createSession(bytes);
    const { row } = await session.run({ index: Int32Array.of(rows - 1) });
    expect([...row]).toEqual([...table.subarray((rows - 1) * 100)]);
  });

  it('splits and keeps every element type', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2, 5]);
    const [left, right] = split(x, 1, [2, 3]);
    graph.output('left', left);
    graph.output('right', right);
    const session = await createSession(graph.toOnnx());
    const { left: a, right: b } = await session.run({ x: Float32Array.from({ length: 10 }, (_, i) => i) });
    expect([[...a], [...b]]).toEqual([
      [0, 1, 5, 6],
      [2, 3, 4, 7, 8, 9],
    ]);
  });
});
