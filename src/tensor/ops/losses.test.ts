/** Losses against plain arithmetic, and the gradients of those that have parts of their own. */
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../core/random.ts';
import { checkGradients, type GradientCase } from '../check-gradients.ts';
import { Graph, type Tensor } from '../graph.ts';
import { add } from './arithmetic.ts';
import { compute, type Value } from './compute.ts';
import { bpr, infoNce, tripletLoss } from './contrastive.ts';
import { huber } from './huber.ts';
import { binaryCrossEntropy, crossEntropy, klDivergence, sampledSoftmax } from './losses.ts';

const random = createRandom('losses');
const draw = (length: number): number[] => Array.from({ length }, () => random.normal());
const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

/** [rows][width] of a flat array. */
const rowsOf = (values: readonly number[], width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => values.slice(row * width, (row + 1) * width));

const logSoftmaxOf = (row: readonly number[]): number[] => {
  const total = Math.log(sumOf(row.map(Math.exp)));
  return row.map((value) => value - total);
};

const dot = (a: readonly number[], b: readonly number[]): number => sumOf(a.map((value, i) => value * b[i]));
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((v, i) => v - b[i]));

describe('losses', () => {
  const logits: Value = [
    [0, Math.log(3), 5, 5],
    [2, 2],
  ];
  const lossOf = async (weights: number[]): Promise<number> => {
    const inputs: Value[] = [logits, [Int32Array.of(1, 0), [2]], [weights, [2]]];
    const [loss] = await compute(inputs, (x, targets, w) => crossEntropy(x, targets, { weights: w }));
    return loss;
  };

  it('crossEntropy is the mean of what the right classes miss, weighted when asked for', async () => {
    const [loss] = await compute([logits, [Int32Array.of(1, 0), [2]]], (a, b) => crossEntropy(a, b));
    expect(loss).toBeCloseTo((-Math.log(0.75) + Math.LN2) / 2, 6);
    expect(await lossOf([1, 1])).toBeCloseTo(loss, 6);
    expect(await lossOf([3, 1])).toBeCloseTo((-3 * Math.log(0.75) + Math.LN2) / 4, 6);
    expect(await lossOf([0, 0])).toBe(0);
  });

  it('sampledSoftmax equals crossEntropy with the first class as the target', async () => {
    const x: Value = [draw(15), [3, 5]];
    const correction: Value = [draw(5), [5]];
    const [sampled] = await compute([x, correction], (a, b) => sampledSoftmax(a, { correction: b }));
    const [full] = await compute([x, correction, [new Int32Array(3), [3]]], (a, b, c) =>
      crossEntropy(add(a, b), c),
    );
    expect(sampled).toBeCloseTo(full, 5);
  });

  it('binaryCrossEntropy stays finite for logits that are sure', async () => {
    const inputs: Value[] = [
      [[0, 1000, 1000, -1000], [4]],
      [[1, 1, 0, 0], [4]],
    ];
    const [loss] = await compute(inputs, (a, b) => binaryCrossEntropy(a, b));
    expect(loss).toBeCloseTo((Math.LN2 + 0 + 1000 + 0) / 4, 3);
  });

  it('refuse row weights that would be trained', () => {
    const graph = new Graph();
    const weights = graph.parameter('weights', [2]);
    const build = (): Tensor =>
      crossEntropy(graph.parameter('x', [2, 3]), graph.input('targets', [2], 'int32'), { weights });
    expect(build).toThrow(expect.objectContaining({ code: 'not-differentiable' }));
  });
});

describe('crossEntropy', () => {
  const x = draw(4 * 5);
  const classes = Int32Array.of(4, 0, 2, 2);
  const logs = rowsOf(x, 5).map(logSoftmaxOf);

  it('spreads a share of each target over all classes', async () => {
    const expected = logs.map((row, i) => -(0.8 * row[classes[i]] + 0.2 * meanOf(row)));
    const fed: Value[] = [
      [x, [4, 5]],
      [classes, [4]],
    ];
    const [loss] = await compute(fed, (a, b) => crossEntropy(a, b, { smoothing: 0.2 }));
    expect(loss).toBeCloseTo(meanOf(expected), 5);
  });

  it('takes probabilities, smoothed and weighted', async () => {
    const targets = rowsOf(x, 5).flatMap((row) => logSoftmaxOf(row.toReversed()).map(Math.exp));
    const weights = [1, 0, 2, 5];
    const perRow = logs.map((row, i) => -dot(row, targets.slice(i * 5, (i + 1) * 5)));
    const fed: Value[] = [
      [x, [4, 5]],
      [targets, [4, 5]],
      [weights, [4]],
    ];
    const [loss] = await compute(fed, (a, b) => crossEntropy(a, b));
    expect(loss).toBeCloseTo(meanOf(perRow), 5);
    const smoothed = perRow.map((value, i) => 0.9 * value - 0.1 * meanOf(logs[i]));
    const [weighted] = await compute(fed, (a, b, c) => crossEntropy(a, b, { smoothing: 0.1, weights: c }));
    expect(weighted).toBeCloseTo(dot(smoothed, weights) / 8, 5);
  });

  it('is the divergence from the targets plus their entropy', async () => {
    const targets = [0, 1, 0, 0, 0, 0.25, 0.25, 0.5, 0, 0, 0.2, 0.2, 0.2, 0.2, 0.2, 1, 0, 0, 0, 0];
    const entropy = meanOf([0, 1.5 * Math.LN2, Math.log(5), 0]);
    const fed: Value[] = [
      [x, [4, 5]],
      [targets, [4, 5]],
    ];
    const [soft] = await compute(fed, (a, b) => crossEntropy(a, b));
    const [divergence] = await compute(fed, (a, b) => klDivergence(a, b));
    expect(divergence).toBeCloseTo(soft - entropy, 5);
    const logits = targets.map((value) => Math.log(Math.max(value, 1e-30)));
    const [least] = await compute([[logits, [4, 5]], fed[1]], (a, b) => klDivergence(a, b));
    expect(least).toBeCloseTo(0, 5);
  });
});

describe('comparing losses', () => {
  it('bpr is how surely positives are ranked above negatives', async () => {
    const [positive, negative] = [draw(3), draw(6)];
    const terms = negative.map((value, i) => Math.log1p(Math.exp(value - positive[Math.floor(i / 2)])));
    const fed: Value[] = [
      [positive, [3]],
      [negative, [3, 2]],
      [[1, 3, 0], [3]],
    ];
    const [loss] = await compute(fed, (a, b) => bpr(a, b));
    expect(loss).toBeCloseTo(meanOf(terms), 5);
    const perRow = rowsOf(terms, 2).map(meanOf);
    const [weighted] = await compute(fed, (a, b, weights) => bpr(a, b, { weights }));
    expect(weighted).toBeCloseTo((perRow[0] + 3 * perRow[1]) / 4, 5);
  });

  it('infoNce finds partners among all, in one direction or both', async () => {
    const [a, b] = [draw(4 * 3), draw(4 * 3)];
    const [left, right] = [rowsOf(a, 3), rowsOf(b, 3)];
    const miss = (from: number[][], to: number[][], temperature: number): number =>
      meanOf(from.map((row, i) => -logSoftmaxOf(to.map((other) => dot(row, other) / temperature))[i]));
    const fed: Value[] = [
      [a, [4, 3]],
      [b, [4, 3]],
      [[0.5], []],
    ];
    const [forth] = await compute(fed, (x, y) => infoNce(x, y, { temperature: 0.2, bothDirections: false }));
    expect(forth).toBeCloseTo(miss(left, right, 0.2), 4);
    const [both] = await compute(fed, (x, y, temperature) => infoNce(x, y, { temperature }));
    expect(both).toBeCloseTo((miss(left, right, 0.5) + miss(right, left, 0.5)) / 2, 4);
  });

  it('infoNce leaves out pairs that a correction hides', async () => {
    const [a, b] = [draw(2 * 3), draw(2 * 3)];
    const fed: Value[] = [
      [a, [2, 3]],
      [b, [2, 3]],
      [
        [0, -1e9, -1e9, 0],
        [2, 2],
      ],
    ];
    const [loss] = await compute(fed, (x, y, correction) => infoNce(x, y, { temperature: 1, correction }));
    expect(loss).toBeCloseTo(0, 6);
  });

  it('tripletLoss asks for a margin between distances', async () => {
    const [a, p, n] = [draw(5 * 3), draw(5 * 3), draw(5 * 3)];
    const [anchors, near, far] = [a, p, n].map((values) => rowsOf(values, 3));
    const expected = anchors.map((row, i) =>
      Math.max(0, distance(row, near[i]) - distance(row, far[i]) + 0.5),
    );
    const fed: Value[] = [a, p, n].map((values) => [values, [5, 3]]);
    const [loss] = await compute(fed, (x, y, z) => tripletLoss(x, y, z, { margin: 0.5 }));
    expect(loss).toBeCloseTo(meanOf(expected), 5);
  });

  it('huber is a square near 0 and a line beyond', async () => {
    const fed: Value[] = [
      [
        [0.5, -3, 1, 10],
        [2, 2],
      ],
      [
        [0, 0, 1, 0],
        [2, 2],
      ],
    ];
    const [loss] = await compute(fed, (a, b) => huber(a, b, { delta: 2 }));
    expect(loss).toBeCloseTo((0.125 + 2 * (3 - 1) + 0 + 2 * (10 - 1)) / 4, 5);
  });
});

type Build = (part: GradientCase) => Tensor;

const probabilities = ({ graph }: GradientCase): Tensor =>
  graph.constant(Float32Array.of(0.5, 0.5, 0, 0.1, 0.2, 0.7), [2, 3]);
const weightsOf = ({ graph }: GradientCase): Tensor => graph.constant(Float32Array.of(2, 0.5), [2]);
const positive = (draws: Random): number => 0.5 + draws.next();

const builds: Record<string, Build> = {
  'crossEntropy, smoothed': ({ graph, parameter }) =>
    crossEntropy(parameter([3, 5]), graph.constant(Int32Array.of(4, 0, 4), [3]), { smoothing: 0.1 }),
  'crossEntropy of probabilities': (part) =>
    crossEntropy(part.parameter([2, 3]), probabilities(part), { smoothing: 0.2, weights: weightsOf(part) }),
  klDivergence: (part) =>
    klDivergence(part.parameter([2, 3]), probabilities(part), { weights: weightsOf(part) }),
  bpr: ({ parameter }) => bpr(parameter([3]), parameter([3, 5])),
  'bpr, weighted': (part) => bpr(part.parameter([2, 1]), part.parameter([2]), { weights: weightsOf(part) }),
  infoNce: ({ parameter }) =>
    infoNce(parameter([5, 3]), parameter([5, 3]), { temperature: parameter([], positive) }),
  'infoNce, one direction, corrected': ({ parameter }) =>
    infoNce(parameter([3, 2]), parameter([3, 2]), {
      temperature: 0.7,
      bothDirections: false,
      correction: parameter([3, 3]),
    }),
  tripletLoss: ({ parameter }) =>
    tripletLoss(parameter([3, 5]), parameter([3, 5]), parameter([3, 5]), { margin: 9 }),
  // Errors of 0.1 to 0.9 times delta and of 1.1 times and more.
  huber: ({ graph, parameter }) =>
    huber(
      parameter([3, 5], (draws) => draws.integer(3) - 1 + 0.1 + 0.4 * draws.next()),
      graph.constant(new Float32Array(15), [3, 5]),
      { delta: 0.8 },
    ),
};

describe('gradients agree with differences', () => {
  it.each(Object.entries(builds))('%s', async (name, build) => {
    const check = await checkGradients(build, { random: createRandom(name) });
    expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
  });
});

describe('losses refuse', () => {
  const graph = new Graph();
  const x = graph.input('x', [3, 4]);
  const y = graph.input('y', [3, 4]);
  const trained = graph.parameter('trained', [3, 4]);
  it.each<[string, string, () => Tensor]>([
    ['invalid-input', 'smoothing of 1', () => crossEntropy(x, y, { smoothing: 1 })],
    ['shape-mismatch', 'targets of other classes', () => crossEntropy(x, graph.input('z', [3, 5]))],
    ['not-differentiable', 'targets that would be trained', () => crossEntropy(x, trained)],
    ['shape-mismatch', 'a divergence from classes', () => klDivergence(x, graph.input('c', [3], 'int32'))],
    ['shape-mismatch', 'several positives per row', () => bpr(x, y)],
    [
      'shape-mismatch',
      'sides of different sizes',
      () => infoNce(x, graph.input('w', [4, 4]), { temperature: 1 }),
    ],
    ['invalid-input', 'a temperature of 0', () => infoNce(x, y, { temperature: 0 })],
    ['shape-mismatch', 'several temperatures', () => infoNce(x, y, { temperature: graph.input('t', [3]) })],
    ['shape-mismatch', 'vectors of other widths', () => tripletLoss(x, y, graph.input('v', [3, 5]))],
    ['invalid-input', 'a delta of 0', () => huber(x, y, { delta: 0 })],
    ['shape-mismatch', 'weights of other rows', () => huber(x, y, { weights: graph.input('u', [4]) })],
  ])('%s: %s', (code, _name, build) => {
    expect(build).toThrow(expect.objectContaining({ code }));
  });
});
