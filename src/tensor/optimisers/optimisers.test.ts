import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { EmbeddingTable } from '../embedding-table.ts';
import { adam, type AdamOptions } from './adam.ts';
import { clipByGlobalNorm } from './clip.ts';
import { chain, scaleByLearningRate } from './optimiser.ts';
import { warmUpCosine } from './schedule.ts';
import { sparseAdam } from './sparse-adam.ts';

/** Adam as the paper writes it, in 64-bit floats. */
function referenceAdam(
  start: readonly number[],
  gradients: readonly number[][],
  options: AdamOptions,
): number[] {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  const rate = options.learningRate as number;
  const weights = [...start];
  const m = weights.map(() => 0);
  const v = weights.map(() => 0);
  for (const [index, gradient] of gradients.entries()) {
    const t = index + 1;
    for (let i = 0; i < weights.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
      v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] ** 2;
      const step = m[i] / (1 - beta1 ** t) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
      weights[i] -= rate * (step + weightDecay * weights[i]);
    }
  }
  return weights;
}

const random = createRandom(5);
const draw = (length: number): number[] => Array.from({ length }, () => random.normal());

describe('adam', () => {
  it.each<[string, AdamOptions]>([
    ['as in the paper', { learningRate: 0.01 }],
    ['with other moments', { learningRate: 0.1, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }],
    ['with decoupled weight decay', { learningRate: 0.05, weightDecay: 0.1 }],
  ])('%s', (_name, options) => {
    const start = draw(6);
    const gradients = Array.from({ length: 20 }, () => draw(6));
    const parameter = Float32Array.from(start);
    const optimiser = adam(options);
    for (const gradient of gradients) {
      optimiser.step([{ name: 'w', parameter, update: Float32Array.from(gradient) }]);
    }
    const expected = referenceAdam(start, gradients, options);
    for (let i = 0; i < 6; i++) expect(parameter[i]).toBeCloseTo(expected[i], 5);
  });

  it('decays only the parameters that should', () => {
    const optimiser = adam({ learningRate: 1, weightDecay: 0.5, decays: (name) => name === 'weight' });
    const weight = Float32Array.of(2);
    const bias = Float32Array.of(2);
    optimiser.step([
      { name: 'weight', parameter: weight, update: new Float32Array(1) },
      { name: 'bias', parameter: bias, update: new Float32Array(1) },
    ]);
    expect([weight[0], bias[0]]).toEqual([1, 2]);
  });
});

describe('chains', () => {
  it('clip the norm of all gradients together, and leave small ones alone', () => {
    const optimiser = chain(clipByGlobalNorm(1), scaleByLearningRate(1));
    const a = new Float32Array(1);
    const b = new Float32Array(1);
    optimiser.step([
      { name: 'a', parameter: a, update: Float32Array.of(3) },
      { name: 'b', parameter: b, update: Float32Array.of(-4) },
    ]);
    expect(a[0]).toBeCloseTo(-0.6, 6);
    expect(b[0]).toBeCloseTo(0.8, 6);
    const before = a[0];
    optimiser.step([{ name: 'a', parameter: a, update: Float32Array.of(0.5) }]);
    expect(a[0]).toBeCloseTo(before - 0.5, 6);
  });

  it('follow a schedule', () => {
    const rate = warmUpCosine({ peak: 1, warmUpSteps: 10, totalSteps: 110, floor: 0.1 });
    expect([1, 5, 10, 60, 110, 500].map((step) => Number(rate(step).toFixed(4)))).toEqual([
      0.1, 0.5, 1, 0.55, 0.1, 0.1,
    ]);
    const optimiser = chain(scaleByLearningRate((step) => step));
    const w = new Float32Array(1);
    for (let i = 0; i < 3; i++) optimiser.step([{ name: 'w', parameter: w, update: Float32Array.of(1) }]);
    expect(w[0]).toBe(-6);
  });
});

describe('sparseAdam', () => {
  const options = { learningRate: 0.05 };
  const newTable = (): EmbeddingTable =>
    EmbeddingTable.random({ rows: 5, width: 3 }, 1, createRandom('table'));

  it('equals dense Adam where every row gets a gradient', () => {
    const table = newTable();
    const dense = table.data.slice();
    const sparse = sparseAdam(table, options);
    const optimiser = adam(options);
    for (let step = 0; step < 10; step++) {
      const gradient = Float32Array.from(draw(15));
      sparse.accumulate(Int32Array.of(0, 1, 2, 3, 4), gradient);
      sparse.step();
      optimiser.step([{ name: 'table', parameter: dense, update: gradient }]);
    }
    for (const [i, value] of dense.entries()) expect(table.data[i]).toBeCloseTo(value, 6);
  });

  it('adds the gradients of a row that stands several times', () => {
    const merged = newTable();
    const apart = newTable();
    const one = sparseAdam(merged, options);
    const other = sparseAdam(apart, options);
    const [a, b, c] = [draw(3), draw(3), draw(3)];
    one.accumulate(Int32Array.of(2, 4, 2), Float32Array.from([...a, ...b, ...c]));
    one.step();
    other.accumulate(Int32Array.of(4), Float32Array.from(b));
    other.accumulate(Int32Array.of(2), Float32Array.from(a.map((value, i) => value + c[i])));
    other.step();
    for (const [i, value] of apart.data.entries()) expect(merged.data[i]).toBeCloseTo(value, 6);
  });

  it('leaves rows without a gradient alone', () => {
    const table = newTable();
    const before = table.data.slice();
    const sparse = sparseAdam(table, options);
    sparse.accumulate(Int32Array.of(1), Float32Array.of(1, 1, 1));
    sparse.step();
    sparse.step();
    expect(table.data.subarray(0, 3)).toEqual(before.subarray(0, 3));
    expect(table.data.subarray(3, 6)).not.toEqual(before.subarray(3, 6));
    expect(table.data.subarray(6)).toEqual(before.subarray(6));
  });

  it('shares the gradient of a bag among its rows', () => {
    const bags = newTable();
    const rows = newTable();
    const ofBags = sparseAdam(bags, options);
    const ofRows = sparseAdam(rows, options);
    // Three bags: rows 0, 0 and 3; none; row 3.
    ofBags.accumulateBag(
      Int32Array.of(0, 0, 3, 3),
      Int32Array.of(0, 3, 3, 4),
      Float32Array.of(3, 6, 9, 7, 7, 7, 1, 1, 1),
    );
    ofBags.step();
    ofRows.accumulate(Int32Array.of(0, 3), Float32Array.of(2, 4, 6, 2, 3, 4));
    ofRows.step();
    for (const [i, value] of rows.data.entries()) expect(bags.data[i]).toBeCloseTo(value, 6);
  });

  it('takes more different rows than it first has room for', () => {
    const table = new EmbeddingTable({ rows: 1000, width: 2 });
    const sparse = sparseAdam(table, { learningRate: 1 });
    const ids = Int32Array.from({ length: 1000 }, (_, i) => i);
    sparse.accumulate(ids, new Float32Array(2000).fill(1));
    sparse.step();
    expect(table.data.every((value) => Math.abs(value + 1) < 1e-5)).toBe(true);
    expect(() => sparse.accumulate(Int32Array.of(1000), new Float32Array(2))).toThrow(/no row 1000/);
  });
});
