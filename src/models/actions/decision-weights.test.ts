import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { decide, decisionWeights } from './decision-weights.ts';

/** Calibrated by construction: the truth is drawn from the probabilities. Class 2 is rare, and never the likeliest. */
function drawnCases(count: number) {
  const random = createRandom('cases');
  const probabilities = new Float32Array(count * 3);
  const truth: number[] = [];
  for (let row = 0; row < count; row++) {
    const rare = random.next() < 0.1 ? 0.4 : 0.01;
    const first = (1 - rare) * (random.next() < 0.5 ? 0.75 : 0.25);
    const own = [first, 1 - rare - first, rare];
    probabilities.set(own, row * 3);
    truth.push(random.weighted(own));
  }
  return { probabilities, truth, classes: 3 };
}

describe('decisionWeights', () => {
  const cases = drawnCases(2_000);
  const namedBy = (weights: ArrayLike<number>): number[] =>
    cases.truth.map((_, row) => decide(cases.probabilities, weights, row * 3));
  const accuracyOf = (named: number[]): number =>
    named.filter((one, row) => one === cases.truth[row]).length / named.length;

  it('names a rare class where it is likely enough, which equal weights never do', () => {
    const found = namedBy(decisionWeights(cases, 0)).filter((one) => one === 2).length;
    expect(namedBy([1, 1, 1]).filter((one) => one === 2).length).toBe(0);
    expect(found).toBeGreaterThan(100);
    expect(found).toBeLessThan(400);
  });

  it('keeps the accuracy that is asked for', () => {
    const most = accuracyOf(namedBy([1, 1, 1]));
    expect(accuracyOf(namedBy(decisionWeights(cases, most - 0.001)))).toBeGreaterThanOrEqual(most - 0.001);
  });

  it('is not moved by scaling all weights, and picks the first of equal ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 }),
        fc.constantFrom(0.5, 2, 4),
        (weights, factor) => {
          const even = weights.map(() => 1 / weights.length);
          expect(decide(even, weights)).toBe(weights.indexOf(Math.max(...weights)));
          const scaled = weights.map((weight) => factor * weight);
          expect(decide(even, scaled)).toBe(decide(even, weights));
        },
      ),
    );
  });

  it('answers without cases', () => {
    expect([...decisionWeights({ probabilities: new Float32Array(), truth: [], classes: 2 }, 0.5)]).toEqual([
      1, 1,
    ]);
  });
});
