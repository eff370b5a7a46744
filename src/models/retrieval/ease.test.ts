import { assert, asyncProperty, integer } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { diagonalTiles, invertNegated, tileAt, type SymmetricTiles } from './ease-inverse.ts';
import { ease, type EaseOptions } from './ease.ts';
import { eventInterest, type EventWeights } from './event-interest.ts';
import { boughtBy, purchasesOf } from './fixtures/purchases.ts';

recommenderSuite(ease({ ridge: 1 }), { checkerboardRecall: 1 });

const fit = (baskets: readonly (readonly number[])[], items: number, options: EaseOptions) =>
  ease(options).fit(purchasesOf(baskets, items), { random: createRandom(1), progress: silentProgress });

describe('ease', () => {
  it('gives the weights of a case worked out by hand', async () => {
    // Gram matrix [[2, 1], [1, 1]], ridge 1: P = [[2, -1], [-1, 3]] / 5.
    const recommender = await fit([[0, 1], [0]], 2, { ridge: 1 });
    const [afterFirst, afterSecond] = await recommender.score([boughtBy([0]), boughtBy([1])]);
    expect(afterFirst[1]).toBeCloseTo(1 / 3, 3);
    expect(afterSecond[0]).toBeCloseTo(1 / 2, 3);
    expect(afterFirst[0]).toBeLessThan(1e-3);
  });

  it('leaves items out beyond the most popular, and keeps only so many weights', async () => {
    const baskets = [[0, 1, 2, 3], [0, 1, 2], [0, 1], [0]];
    const [few] = await (await fit(baskets, 4, { ridge: 1, mostItems: 2 })).score([boughtBy([0, 2, 3])]);
    expect(few[1]).toBeGreaterThan(0.1);
    expect(Math.max(few[2], few[3])).toBeLessThan(1e-3);
    const [one] = await (await fit(baskets, 4, { ridge: 1, neighbours: 1 })).score([boughtBy([0])]);
    expect([...one].filter((score) => Math.abs(score) > 1e-3)).toHaveLength(1);
  });

  it('counts a view less than a purchase, and as much as it is told', async () => {
    const weightOfViews = async (weights: EventWeights) => {
      const baskets = [[0, 1], [0, 1], [0]];
      const recommender = await fit(baskets, 2, { ridge: 1, interest: eventInterest(weights) });
      const [scores] = await recommender.score([boughtBy([0], 'view_item')]);
      return scores[1];
    };
    const usual = await weightOfViews({});
    expect(await weightOfViews({ view_item: 0.6 })).toBeCloseTo(2 * usual, 3);
    expect(await weightOfViews({ view_item: 0 })).toBeLessThan(1e-3);
  });

  it('refuses a ridge of nothing, and a model of another catalogue', async () => {
    await expect(fit([[0, 1]], 2, { ridge: 0 })).rejects.toMatchObject({ code: 'invalid-input' });
    const artifacts = createMemoryArtifacts();
    await (await fit([[0, 1]], 2, {})).save(artifacts);
    const { items } = checkerboard().dataset;
    await expect(ease().load(artifacts, { items })).rejects.toMatchObject({ code: 'model-mismatch' });
  });

  it('serves a shop without events', async () => {
    const [scores] = await (await fit([], 3, {})).score([boughtBy([1])]);
    expect(scores).toEqual(new Float32Array(3));
  });
});

describe('invertNegated', () => {
  it('gives minus the inverse, however the matrix is cut into tiles', async () => {
    await assert(
      asyncProperty(
        integer({ min: 1, max: 20 }),
        integer({ min: 1, max: 7 }),
        integer(),
        async (...sizes) => {
          expect(await gapToIdentity(randomMatrix(...sizes))).toBeLessThan(1e-3);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('cuts a large tile into smaller ones', async () => {
    expect(await gapToIdentity(randomMatrix(150, 150, 3))).toBeLessThan(5e-3);
    expect(await gapToIdentity(randomMatrix(200, 140, 4))).toBeLessThan(5e-3);
  });

  it('says so when a matrix is not positive definite', async () => {
    await expect(invertNegated(diagonalTiles(3, -1), 1)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

/** BᵀB / rows + I of random B: positive definite, whatever the seed. */
function randomMatrix(rows: number, side: number, seed: number): SymmetricTiles {
  const random = createRandom(seed);
  const factor = Float64Array.from({ length: rows * rows }, () => random.normal() / Math.sqrt(rows));
  const matrix = diagonalTiles(rows, 1, side);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      const [row, column] = [Math.floor(i / matrix.side), Math.floor(j / matrix.side)];
      if (column > row) continue;
      let sum = 0;
      for (let k = 0; k < rows; k++) sum += factor[k * rows + i] * factor[k * rows + j];
      matrix.tiles[tileAt(row, column)][(i % matrix.side) * matrix.side + (j % matrix.side)] += sum;
    }
  }
  return matrix;
}

/** The largest entry of A · A⁻¹ − I. */
async function gapToIdentity(matrix: SymmetricTiles): Promise<number> {
  const before = dense(matrix);
  await invertNegated(matrix, 1);
  const after = dense(matrix);
  const { rows } = matrix;
  let gap = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      let product = i === j ? 1 : 0;
      for (let k = 0; k < rows; k++) product += before[i * rows + k] * after[k * rows + j];
      gap = Math.max(gap, Math.abs(product));
    }
  }
  return gap;
}

function dense({ rows, side, tiles }: SymmetricTiles): Float64Array {
  return Float64Array.from({ length: rows * rows }, (_, at) => {
    const [row, column] = [Math.floor(at / rows), at % rows];
    const [low, high] = row >= column ? [row, column] : [column, row];
    const [i, j] = [Math.floor(low / side), Math.floor(high / side)];
    return tiles[tileAt(i, j)][(low % side) * side + (high % side)];
  });
}
