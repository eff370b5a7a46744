import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { MatrixFactorisation } from '../../models/retrieval/matrix-factorisation.ts';
import { eventInterest } from '../../models/retrieval/event-interest.ts';
import { boughtBy, purchasesOf } from '../../models/retrieval/fixtures/purchases.ts';
import { weightedPast } from '../../models/retrieval/weighted-past.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { foldIn } from './train-bpr-fold-in.ts';
import { PairSource } from './train-bpr-pairs.ts';
import { bpr, type BprOptions } from './train-bpr.ts';

recommenderSuite(bpr({ width: 4 }), { checkerboardRecall: 0.9 });

const fit = (dataset: Dataset, options: BprOptions = {}) =>
  bpr(options).fit(dataset, { random: createRandom(1), progress: silentProgress });

describe('bpr', () => {
  it('gives items that nobody took the least bias and nothing else', async () => {
    const dataset = purchasesOf([[0, 1], [0, 2], [1, 2], [3]], 5);
    const model = await fit(dataset, { width: 4 });
    const [first, second] = await model.score([boughtBy([0]), boughtBy([3])]);
    expect(first[4]).toBe(second[4]);
    expect(first[3]).not.toBe(second[3]);
    expect(topIndices(first, 3)).not.toContain(4);
  });

  it('says that nothing was taken, and refuses a model of another catalogue', async () => {
    await expect(fit(purchasesOf([], 3))).rejects.toMatchObject({ code: 'not-enough-data' });
    const artifacts = createMemoryArtifacts();
    await (await fit(purchasesOf([[0, 1], [1]], 2), { width: 2 })).save(artifacts);
    const { items } = checkerboard().dataset;
    await expect(bpr().load(artifacts, { items })).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});

describe('MatrixFactorisation', () => {
  it('scores a case worked out by hand', async () => {
    const parts = {
      width: 2,
      tells: Float32Array.of(1, 0, 0, 2, 0, 0),
      attracts: Float32Array.of(1, 1, 2, 0, 0, 3),
      bias: Float32Array.of(0.5, 0, 0),
      everybody: Float32Array.of(0, 1),
    };
    const model = new MatrixFactorisation('known', parts, weightedPast());
    // The mean of [1, 0] and [0, 2] on top of [0, 1] is [0.5, 2].
    const [known, guest] = await model.score([boughtBy([0, 1]), boughtBy([])]);
    expect([...known]).toEqual([3, 1, 6]);
    expect([...guest]).toEqual([1.5, 0, 3]);
    // Where a look counts a third of a purchase, [1, 0] is three quarters of the mean and [0, 2] one quarter.
    const weighing = weightedPast({ interest: eventInterest({ view_item: 1 / 3 }) });
    const { history, ...question } = boughtBy([0, 1]);
    const looked = [history[0], { ...history[1], type: EVENT_TYPES.indexOf('view_item') }];
    const [weighed] = await new MatrixFactorisation('known', parts, weighing).score([
      { ...question, history: looked },
    ]);
    for (const [item, score] of [2.75, 1.5, 4.5].entries()) expect(weighed[item]).toBeCloseTo(score, 5);
  });
});

describe('foldIn', () => {
  it('finds the map by which the shoppers came from what they took', () => {
    // Shoppers are twice the mean of their items, exchanged, plus [1, -1].
    const items = Float32Array.of(1, 0, 0, 1, 1, 1, -1, 2);
    const baskets = [[0], [1], [2], [3], [0, 1], [0, 3], [1, 2, 3]];
    const shoppers = baskets.flatMap((basket) => {
      const [x, y] = [0, 1].map(
        (j) => basket.reduce((sum, item) => sum + items[2 * item + j], 0) / basket.length,
      );
      return [2 * y + 1, 2 * x - 1];
    });
    const { tells, everybody } = foldIn({
      taken: takenBy(baskets),
      width: 2,
      shoppers: Float32Array.from(shoppers),
      items,
    });
    for (const [at, value] of [0, 2, 2, 0, 2, 2, 4, -2].entries()) expect(tells[at]).toBeCloseTo(value, 1);
    expect(everybody[0]).toBeCloseTo(1, 1);
    expect(everybody[1]).toBeCloseTo(-1, 1);
  });

  it('tells nothing where nobody took anything', () => {
    const parts = {
      taken: takenBy([]),
      width: 2,
      shoppers: new Float32Array(),
      items: Float32Array.of(1, 2),
    };
    expect(foldIn(parts)).toEqual({ tells: new Float32Array(2), everybody: new Float32Array(2) });
  });
});

describe('PairSource', () => {
  it('compares everything taken once with something that somebody else took', () => {
    const source = new PairSource(takenBy([[0, 1], [1, 2], [2]]), 4);
    const seen: string[] = [];
    for (const { shoppers, positives, negatives } of source.epoch(1, createRandom(1))) {
      seen.push(`${shoppers[0]}: ${positives[0]}`);
      expect([[2], [0], [0, 1]][shoppers[0]]).toContain(negatives[0]);
    }
    expect(seen.sort()).toEqual(['0: 0', '0: 1', '1: 1', '1: 2', '2: 2']);
  });
});

function takenBy(baskets: readonly (readonly number[])[]) {
  const starts = [0];
  for (const basket of baskets) starts.push(starts[starts.length - 1] + basket.length);
  const columns = Int32Array.from(baskets.flat());
  return { starts: Int32Array.from(starts), columns, weights: new Float32Array(columns.length).fill(1) };
}
