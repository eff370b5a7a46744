import { describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { addImage, principalSubspace } from './principal-subspace.ts';
import type { SparseRow } from './term-weights.ts';

const sparse = (values: readonly number[]): SparseRow => ({
  terms: Int32Array.from(values.keys()),
  weights: Float32Array.from(values),
});
const image = (row: SparseRow, basis: Float32Array, width: number): Float32Array => {
  const out = new Float32Array(width);
  addImage(row, basis, out);
  return out;
};

describe('principalSubspace', () => {
  const random = createRandom('subspace');
  /** Rows of 12 numbers that differ in two directions, and by a hundredth in the others. */
  const directions = [0, 1].map(() => Float32Array.from({ length: 12 }, () => random.normal()));
  const rows = Array.from({ length: 60 }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return sparse(
      Array.from(directions[0], (value, i) => a * value + b * directions[1][i] + 0.01 * random.normal()),
    );
  });

  it('is orthonormal', () => {
    const basis = principalSubspace(rows, 12, 3, createRandom(1));
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        let product = 0;
        for (let i = 0; i < 12; i++) product += basis[3 * i + a] * basis[3 * i + b];
        expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
      }
    }
  });

  it('keeps the lengths of rows that lie in the directions found', () => {
    const basis = principalSubspace(rows, 12, 2, createRandom(1));
    for (const row of rows) {
      const projected = image(row, basis, 2);
      expect(Math.sqrt(dot(projected, projected))).toBeGreaterThan(
        Math.sqrt(dot(row.weights, row.weights)) - 0.08,
      );
    }
  });

  it('keeps every product of two rows where it is as wide as what they span', () => {
    const few = rows.slice(0, 3);
    // Three rows span three directions: of the five asked for, two stay empty.
    const basis = principalSubspace(few, 12, 5, createRandom(2));
    for (const a of few) {
      for (const b of few) {
        expect(dot(image(a, basis, 5), image(b, basis, 5))).toBeCloseTo(dot(a.weights, b.weights), 3);
      }
    }
  });

  it('finds nothing in nothing', () => {
    expect(principalSubspace([sparse([0, 0])], 2, 2, createRandom(1))).toEqual(new Float32Array(4));
  });
});
