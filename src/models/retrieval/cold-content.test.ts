import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { Query } from '../../core/contracts/dataset.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import type { ContentVectors, ModalityVectors } from '../content-vectors.ts';
import { coldContent, type ColdContentOptions } from './cold-content.ts';
import { boughtBy, purchasesOf } from './fixtures/purchases.ts';

const vectorsOf = (rows: readonly (readonly number[])[]): ModalityVectors => ({
  width: rows[0].length,
  vectors: Float32Array.from(rows.flat()),
  present: Uint8Array.from(rows, (row) => (row.some((value) => value !== 0) ? 1 : 0)),
});
const nothing = (count: number): ModalityVectors => vectorsOf(Array.from({ length: count }, () => [0]));

const board = checkerboard();
const pictures: ContentVectors = {
  image: vectorsOf(board.dataset.items.map((_, item) => (board.colourOf(item) === 0 ? [1, 0] : [0, 1]))),
  text: nothing(board.dataset.items.length),
};
recommenderSuite(coldContent(pictures), { checkerboardRecall: 1 });

// Rows [±1, 0] and [0, ±1]: their mean is zero. Only the first two items were bought; the last has no picture.
const content: ContentVectors = {
  image: vectorsOf([
    [1, 0],
    [0, 1],
    [0.6, 0.8],
    [-0.6, -0.8],
    [-1, 0],
    [0, -1],
    [0, 0],
  ]),
  text: nothing(7),
};
const shop = purchasesOf([[0, 1]], 7);
const scoresOf = async (query: Query, options: ColdContentOptions) => {
  const kind = coldContent(content, { weights: { words: 0 }, ...options });
  const recommender = await kind.fit(shop, { random: createRandom(1), progress: silentProgress });
  return (await recommender.score([query]))[0];
};

describe('cold-content', () => {
  it('gives the scores of a case worked out by hand', async () => {
    // log of the mean of exp(8(cos − 1)) over cosines .6 and .8 with what was taken, both equally recent.
    const scores = await scoresOf(boughtBy([0, 1]), { recency: 1 });
    expect(scores[2]).toBeCloseTo(Math.log((Math.exp(8 * (0.6 - 1)) + Math.exp(8 * (0.8 - 1))) / 2), 2);
    expect(scores[6]).toBeCloseTo(-16, 3);
    expect(scores[3]).toBeLessThan(scores[2]);
  });

  it('hides what somebody took where it is asked to', async () => {
    const scores = await scoresOf(boughtBy([0]), { hideTaken: true });
    expect([...scores.keys()].filter((item) => scores[item] === -Infinity)).toEqual([0, 1]);
  });

  it('gives a guest what sells', async () => {
    const scores = await scoresOf(boughtBy([]), {});
    expect(scores[0]).toBeGreaterThan(scores[2]);
    expect(scores[2]).toBe(0);
  });

  it('does without pictures where the past has none', async () => {
    const unseen: Query = {
      ...boughtBy([]),
      history: [{ item: 6, type: EVENT_TYPES.indexOf('purchase'), time: 0 }],
    };
    expect((await scoresOf(unseen, {})).every((score) => score < -15.9)).toBe(true);
  });

  it('refuses vectors and models of another catalogue', async () => {
    const context = { random: createRandom(1), progress: silentProgress };
    const kind = coldContent(content);
    await expect(kind.fit(purchasesOf([[0]], 3), context)).rejects.toMatchObject({ code: 'model-mismatch' });
    const artifacts = createMemoryArtifacts();
    await (await kind.fit(shop, context)).save(artifacts);
    const other = { items: shop.items.slice(1) };
    await expect(kind.load(artifacts, other)).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});
