import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { boost } from './boost.ts';
import { lambdaMart } from './lambda-mart.ts';
import { logistic } from './logistic.ts';
import { squaredError } from './squared-error.ts';

describe('LambdaMART', () => {
  it('pulls a wanted row up by what swapping places would bring', () => {
    const loss = lambdaMart([0, 1], [2]);
    const [gradient, hessian] = [new Float64Array(2), new Float64Array(2)];
    loss.derive(Float64Array.of(1, 0), gradient, hessian);
    // NDCG is 1 / log2(3) now and would be 1; σ(1) of the pair is in the wrong order.
    const swap = 1 - 1 / Math.log2(3);
    const blame = 1 / (1 + Math.exp(-1));
    expect(gradient[1]).toBeCloseTo(-swap * blame, 12);
    expect(gradient[0]).toBeCloseTo(swap * blame, 12);
    expect(hessian[0]).toBeCloseTo(swap * blame * (1 - blame), 12);
    expect(hessian[1]).toBe(hessian[0]);
  });

  it('measures 1 − NDCG@k, by hand for three grades', () => {
    // Gains 0, 1, 3; order by score: 1, 0, 3.
    const scores = Float64Array.of(2, 3, 1);
    const dcg = 1 + 0 + 3 / 2;
    const best = 3 + 1 / Math.log2(3);
    expect(lambdaMart([0, 1, 2], [3]).value(scores)).toBeCloseTo(1 - dcg / best, 12);
    expect(lambdaMart([0, 1, 2], [3], { places: 2 }).value(scores)).toBeCloseTo(1 - 1 / best, 12);
  });

  it('lets neither the order of rows nor lists without anything wanted say something', () => {
    const tied = new Float64Array(3);
    for (const relevance of [
      [1, 0, 0],
      [0, 0, 1],
    ]) {
      expect(lambdaMart(relevance, [3]).value(tied)).toBeCloseTo(1 - 1 / 2, 12);
    }
    const loss = lambdaMart([0, 0, 1, 0], [2, 2], { weights: [5, 1] });
    expect(loss.value(Float64Array.of(1, 2, 2, 1))).toBe(0);
    const gradient = new Float64Array(4);
    loss.derive(Float64Array.of(1, 2, 2, 1), gradient, new Float64Array(4));
    expect([...gradient.subarray(0, 2)]).toEqual([0, 0]);
    expect(lambdaMart([], []).value(new Float64Array())).toBe(0);
  });

  it('counts a list by its weight', () => {
    const scores = Float64Array.of(0, 1, 1, 0);
    const lost = 1 - 1 / Math.log2(3);
    expect(lambdaMart([1, 0, 1, 0], [2, 2]).value(scores)).toBeCloseTo(lost / 2, 12);
    expect(lambdaMart([1, 0, 1, 0], [2, 2], { weights: [3, 1] }).value(scores)).toBeCloseTo(0.75 * lost, 12);
  });

  it('orders lists by what holds within them, though between lists the contrary holds', () => {
    const random = createRandom('lists');
    const [lists, size] = [80, 8];
    const rows = new Float32Array(lists * size * 2);
    const relevance = new Uint8Array(lists * size);
    for (let list = 0; list < lists; list++) {
      // Feature 0 is a level of the whole list that says nothing; what is wanted has both signs alike.
      const level = random.normal();
      for (let row = list * size; row < (list + 1) * size; row++) {
        rows[2 * row] = level;
        rows[2 * row + 1] = random.next() * 2 - 1;
        relevance[row] = Number(Math.abs(rows[2 * row + 1]) < 0.25);
      }
    }
    const loss = lambdaMart(
      relevance,
      Array.from({ length: lists }, () => size),
      { places: 3 },
    );
    const { losses, ensemble } = boost({ rows, width: 2, loss }, { rounds: 30, leaves: 4 }, { random });
    expect(losses[30]).toBeLessThan(0.02);
    expect(losses[0]).toBeGreaterThan(0.3);
    expect(ensemble.importance()[1]).toBeGreaterThan(0.95);
  });

  it('refuses sizes that do not add up', () => {
    expect(() => lambdaMart([1, 0], [3])).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});

describe('the derivatives of losses', () => {
  const targets = [0, 1, 0.3, 1];
  const scores = Float64Array.of(-2, 0.5, 3, 800);
  it.each([
    ['squared error', squaredError(targets)],
    ['logistic', logistic(targets)],
  ])('of %s are the slopes of its value', (_, loss) => {
    const [gradient, hessian] = [new Float64Array(4), new Float64Array(4)];
    loss.derive(scores, gradient, hessian);
    for (let row = 0; row < 3; row++) {
      const slope = (at: number): number => {
        const moved = (by: number) => loss.value(scores.with(row, at + by));
        return ((moved(1e-4) - moved(-1e-4)) / 2e-4) * 4;
      };
      expect(gradient[row]).toBeCloseTo(slope(scores[row]), 4);
      expect(hessian[row]).toBeCloseTo((slope(scores[row] + 1e-3) - slope(scores[row] - 1e-3)) / 2e-3, 3);
    }
    expect(Number.isFinite(loss.value(scores))).toBe(true);
    expect(loss.value(new Float64Array(4).fill(loss.start))).toBeLessThan(
      loss.value(new Float64Array(4).fill(loss.start + 0.1)),
    );
  });
});
