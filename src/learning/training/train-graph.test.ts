import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import type { ContentVectors, ModalityVectors } from '../../models/content-vectors.ts';
import {
  nearestByContent,
  nearestByWords,
  similarityGraph,
} from '../../models/retrieval/graph-similarity.ts';
import { purchasesOf } from '../../models/retrieval/fixtures/purchases.ts';
import type { SparseRows } from '../../models/retrieval/interactions.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { convolve, prunedEdges, takenGraph, type Vectors } from './train-graph-propagation.ts';
import { graphLoss, graphNetwork } from './train-graph-step.ts';
import { graph } from './train-graph.ts';

const vectorsOf = (rows: readonly (readonly number[])[]): ModalityVectors => ({
  width: rows[0].length,
  vectors: Float32Array.from(rows.flat()),
  present: Uint8Array.from(rows, (row) => (row.some((value) => value !== 0) ? 1 : 0)),
});
const board = checkerboard();
const content: ContentVectors = {
  image: vectorsOf(board.dataset.items.map((_, item) => (board.colourOf(item) === 0 ? [1, 0] : [0, 1]))),
  text: vectorsOf(board.dataset.items.map(() => [0])),
};
// By pictures alone: the words would tell the colour as well.
const kind = graph(content, { width: 4, weights: { words: 0 } });
recommenderSuite(kind, { checkerboardRecall: 0.9 });

describe('graph', () => {
  it('gives items that nobody took the vectors of their like', async () => {
    const model = await kind.fit(board.dataset, { random: createRandom(1), progress: silentProgress });
    const scores = await model.score(board.questions.map(({ query }) => query));
    for (const [index, { colour }] of board.questions.entries()) {
      const [own, other] = [colour, 1 - colour].map((wanted) =>
        board.coldItems.find((item) => board.colourOf(item) === wanted),
      );
      expect(scores[index][own ?? 0]).toBeGreaterThan(scores[index][other ?? 0]);
    }
  });

  it('says that nothing was taken, and refuses content and models of another catalogue', async () => {
    const context = { random: createRandom(1), progress: silentProgress };
    await expect(kind.fit(purchasesOf([], 3), context)).rejects.toMatchObject({ code: 'not-enough-data' });
    await expect(kind.fit(purchasesOf([[0]], 3), context)).rejects.toMatchObject({ code: 'model-mismatch' });
    const artifacts = createMemoryArtifacts();
    await (await graph(content, { width: 2, epochs: 1 }).fit(board.dataset, context)).save(artifacts);
    const items = board.dataset.items.slice(1);
    await expect(kind.load(artifacts, { items })).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});

describe('similarityGraph', () => {
  it('finds the nearest by words', () => {
    const rows = rowsOf(nearestByWords(board.dataset.items.slice(0, 4), 1));
    expect(rows).toEqual([{ 2: 1 }, { 3: 1 }, { 0: 1 }, { 1: 1 }]);
  });

  it('adds the graphs of the modalities, each where an item has it', async () => {
    // One neighbour each, so every degree is 1: by picture 0 and 1 are bound; by text 0 and 2, and 1 to 2.
    const image = vectorsOf([
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
    const text = vectorsOf([
      [1, 0],
      [0.6, 0.8],
      [0.8, 0.6],
      [0, 0],
    ]);
    const graphs = [
      { nearest: await nearestByContent(image, 1), weight: 1 },
      { nearest: await nearestByContent(text, 1), weight: 3 },
    ];
    const rows = rowsOf(similarityGraph(graphs, 4));
    expect(rows).toEqual([{ 1: 0.25, 2: 0.75 }, { 0: 0.25, 2: 0.75 }, { 1: 1 }, {}]);
  });
});

describe('the light convolution', () => {
  it('gives the vectors of a case worked out by hand', () => {
    // Shopper 0 took items 0 and 1, shopper 1 took item 0: edges ½, 1/√2 and 1/√2.
    const edges = takenGraph(takenBy([[0, 1], [0]]), 2);
    const start = { shoppers: Float32Array.of(1, 0), items: Float32Array.of(2, 4) };
    const { shoppers, items } = convolve(edges, start, 1, 1);
    expect(shoppers[0]).toBeCloseTo((1 + 2 / 2 + 4 / Math.SQRT2) / 2, 5);
    expect(shoppers[1]).toBeCloseTo((0 + 2 / Math.SQRT2) / 2, 5);
    expect(items[0]).toBeCloseTo((2 + 1 / 2) / 2, 5);
    expect(items[1]).toBeCloseTo((4 + 1 / Math.SQRT2) / 2, 5);
  });

  it('has the gradients that small changes of the vectors show', () => {
    const random = createRandom(3);
    const edges = takenGraph(takenBy([[0, 1], [1, 2], [0]]), 4);
    const alike = {
      starts: Int32Array.of(0, 1, 2, 2, 4),
      columns: Int32Array.of(3, 0, 1, 2),
      weights: Float32Array.of(0.5, 1, 0.3, 0.7),
    };
    const network = graphNetwork(alike, 2, 2);
    const numbers = (count: number) => Float32Array.from({ length: count }, () => random.normal());
    const own: Vectors = { shoppers: numbers(6), items: numbers(8) };
    const pairs = {
      shoppers: Int32Array.of(0, 1, 2, 0),
      positives: Int32Array.of(0, 2, 0, 1),
      negatives: Int32Array.of(3, 0, 1, 2),
      weights: Float32Array.of(1, 0.5, 2, 1),
    };
    const lossAt = () => graphLoss(network, edges, own, pairs, 0.1).loss;
    const { gradients } = graphLoss(network, edges, own, pairs, 0.1);
    for (const side of ['shoppers', 'items'] as const) {
      for (let at = 0; at < own[side].length; at++) {
        const value = own[side][at];
        own[side][at] = value + 0.01;
        const above = lossAt();
        own[side][at] = value - 0.01;
        const slope = (above - lossAt()) / 0.02;
        own[side][at] = value;
        expect(gradients[side][at]).toBeCloseTo(slope, 3);
      }
    }
  });

  it('drops edges between the busy first', () => {
    // Shopper 0 took everything, the others one item each; half of the edges stay.
    const everything = Array.from({ length: 20 }, (_, item) => item);
    const taken = takenBy([everything, ...everything.map((item) => [item])]);
    const kept = prunedEdges(taken, 20, 0.5, createRandom(1));
    expect(kept.columns).toHaveLength(20);
    expect(kept.starts[1]).toBeLessThan(10);
    expect(prunedEdges(taken, 20, 1, createRandom(1))).toBe(taken);
  });
});

function takenBy(baskets: readonly (readonly number[])[]): SparseRows {
  const starts = [0];
  for (const basket of baskets) starts.push(starts[starts.length - 1] + basket.length);
  const columns = Int32Array.from(baskets.flat());
  return { starts: Int32Array.from(starts), columns, weights: new Float32Array(columns.length).fill(1) };
}

function rowsOf({ starts, columns, weights }: SparseRows): Record<number, number>[] {
  return Array.from({ length: starts.length - 1 }, (_, row) =>
    Object.fromEntries(
      Array.from({ length: starts[row + 1] - starts[row] }, (_, place) => [
        columns[starts[row] + place],
        weights[starts[row] + place],
      ]),
    ),
  );
}
