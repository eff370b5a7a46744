import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { gramOf, solveImplicit } from './als-solve.ts';
import { als, type AlsOptions } from './als.ts';
import { eventInterest } from './event-interest.ts';
import { boughtBy, purchasesOf } from './fixtures/purchases.ts';

recommenderSuite(als({ width: 8, regularisation: 1 }), { checkerboardRecall: 1 });

const fit = (baskets: readonly (readonly number[])[], items: number, options: AlsOptions) =>
  als(options).fit(purchasesOf(baskets, items), { random: createRandom(1), progress: silentProgress });

describe('solveImplicit', () => {
  it('solves a case worked out by hand', () => {
    // Two items of one number each, 1 and 2; the first was taken with confidence 2: x = 2·1 / (5 + 1·1 + 1) = 2/7.
    const factors = { width: 1, data: Float32Array.of(1, 2) };
    const shopper = new Float32Array(1);
    const taken = { columns: Int32Array.of(0), weights: Float32Array.of(1) };
    solveImplicit(gramOf(factors, 1), factors, taken, 1, 3, shopper);
    expect(shopper[0]).toBeCloseTo(2 / 7, 6);
  });

  it('gives what elimination gives, in as many steps as there are numbers', () => {
    // Y = [[1, 0], [1, 1]], both taken, weights 1 and 0.5, confidence 4, λ = 1:
    // A = YᵀY + I + 4 y₁y₁ᵀ + 2 y₂y₂ᵀ = [[9, 3], [3, 4]]; b = 5 y₁ + 3 y₂ = [8, 3]; x = [23, 3] / 27.
    const factors = { width: 2, data: Float32Array.of(1, 0, 1, 1) };
    const shopper = new Float32Array(2);
    const taken = { columns: Int32Array.of(0, 1), weights: Float32Array.of(1, 0.5) };
    solveImplicit(gramOf(factors, 1), factors, taken, 4, 2, shopper);
    expect(shopper[0]).toBeCloseTo(23 / 27, 5);
    expect(shopper[1]).toBeCloseTo(3 / 27, 5);
  });

  it('gives nothing for a row without entries', () => {
    const factors = { width: 2, data: Float32Array.of(1, 0, 1, 1) };
    const shopper = Float32Array.of(3, 4);
    const none = { columns: new Int32Array(), weights: new Float32Array() };
    solveImplicit(gramOf(factors, 1), factors, none, 4, 2, shopper);
    expect([...shopper]).toEqual([0, 0]);
  });
});

describe('als', () => {
  it('finds the two numbers of one shopper and one item', async () => {
    // Confidence 3: the fixed point of x = 3y / (3y² + λ), y = 3x / (3x² + λ) with λ = 0.5 is x·y = 1 − λ/3 = 5/6.
    const options = { width: 1, confidence: 2, regularisation: 0.5, rounds: 50, recency: 1 };
    const [scores] = await (await fit([[0]], 1, options)).score([boughtBy([0])]);
    expect(scores[0]).toBeCloseTo(5 / 6, 3);
  });

  it('trusts events as much as it is told', async () => {
    // As above y² = 5/6. A look that counts w is trusted by 1 + 2w: x·y = (1 + 2w)y² / ((1 + 2w)y² + 0.5).
    const usual = { width: 1, confidence: 2, regularisation: 0.5, rounds: 50, recency: 1 };
    const ofLook = async (options: AlsOptions) =>
      (await (await fit([[0]], 1, { ...usual, ...options })).score([boughtBy([0], 'view_item')]))[0][0];
    expect(await ofLook({})).toBeCloseTo(8 / 11, 3);
    expect(await ofLook({ interest: eventInterest({ view_item: 0.6 }) })).toBeCloseTo(11 / 14, 3);
    // Asked a day later with a half-life of a day, it counts .15; what was learned was bought at the end of the log.
    expect(await ofLook({ halfLifeDays: 1 })).toBeCloseTo((1.3 * 5) / (1.3 * 5 + 3), 3);
  });

  it('puts items that nobody took behind', async () => {
    const [scores] = await (
      await fit(
        [
          [0, 1],
          [0, 1, 2],
          [1, 2],
        ],
        4,
        { width: 4 },
      )
    ).score([boughtBy([0])]);
    expect(scores[3]).toBe(0);
    expect(scores[1]).toBeGreaterThan(0.05);
  });

  it('serves a shop without events, and refuses a model of another catalogue', async () => {
    const recommender = await fit([], 3, {});
    expect((await recommender.score([boughtBy([1])]))[0]).toEqual(new Float32Array(3));
    const artifacts = createMemoryArtifacts();
    await recommender.save(artifacts);
    const { items } = checkerboard().dataset;
    await expect(als().load(artifacts, { items })).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});
