import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { fitListwise, type ListSample } from './listwise.ts';
import { minimise } from './minimise.ts';

describe('minimise', () => {
  it('finds the bottom of a narrow valley', () => {
    // (x − 3)² + 100(y + 1)² + xy has its bottom where both derivatives are 0.
    const [x, y] = minimise(
      ([a, b], gradient) => {
        gradient[0] = 2 * (a - 3) + b;
        gradient[1] = 200 * (b + 1) + a;
        return (a - 3) ** 2 + 100 * (b + 1) ** 2 + a * b;
      },
      new Float64Array(2),
      { iterations: 200, tolerance: 1e-14 },
    );
    expect(2 * (x - 3) + y).toBeCloseTo(0, 4);
    expect(200 * (y + 1) + x).toBeCloseTo(0, 3);
  });

  it('stays where it is already lowest', () => {
    const start = Float64Array.of(2);
    expect(
      minimise(
        ([x], gradient) => {
          gradient[0] = x - x;
          return 1;
        },
        start,
        { iterations: 5 },
      ),
    ).toEqual(start);
  });
});

describe('fitListwise', () => {
  const truth = [1.5, -1, 0];
  const random = createRandom('listwise');
  /** Lists in which the taken item was drawn by softmax over the true weights. */
  const samples: ListSample[] = Array.from({ length: 1500 }, () => {
    const rows = Float32Array.from({ length: 8 * 3 }, () => random.normal());
    const scores = Array.from({ length: 8 }, (_, row) =>
      Math.exp(truth.reduce((sum, weight, f) => sum + weight * rows[row * 3 + f], 0)),
    );
    const taken = random.weighted(scores);
    const order = [taken, ...Array.from({ length: 8 }, (_, row) => row).filter((row) => row !== taken)];
    return {
      rows: Float32Array.from(order.flatMap((row) => [...rows.subarray(row * 3, row * 3 + 3)])),
      width: 3,
      positives: 1,
      corrections: new Float32Array(7),
      weight: 1,
    };
  });

  it('finds the weights that the choices came from', () => {
    const weights = fitListwise(samples, {
      prior: new Float64Array(3),
      strength: new Float64Array(3).fill(1),
    });
    for (const [f, weight] of truth.entries()) expect(Math.abs(weights[f] - weight)).toBeLessThan(0.15);
  });

  it('stays at a prior that is strongly believed', () => {
    const prior = Float64Array.of(0, 2, 5);
    const weights = fitListwise(samples, { prior, strength: new Float64Array(3).fill(1e9) });
    for (const f of [0, 1, 2]) expect(weights[f]).toBeCloseTo(prior[f], 4);
  });

  it('corrects for negatives that stand for many', () => {
    // One negative drawn of 100: as good as 100 equal ones.
    const one = (corrections: Float32Array): ListSample => ({
      rows: Float32Array.from([1, ...Array.from(corrections, () => 0)]),
      width: 1,
      positives: 1,
      corrections,
      weight: 1,
    });
    const fit = (sample: ListSample) =>
      fitListwise([sample], { prior: Float64Array.of(0), strength: Float64Array.of(0.1) })[0];
    expect(fit(one(Float32Array.of(Math.log(100))))).toBeCloseTo(fit(one(new Float32Array(100))), 4);
  });
});
