import type { Item } from '../../core/contracts/item.ts';
import { topIndices } from '../../core/maths.ts';
import { Graph } from '../../tensor/graph.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { createSession } from '../../tensor/session.ts';
import type { ModalityVectors } from '../content-vectors.ts';
import type { SparseRows } from './interactions.ts';
import { buildTextIndex, cosinesByText } from './text-index.ts';

/** Which items are alike in one modality, and how much its graph counts, above 0. */
export interface WeightedGraph {
  /** One row an item, empty where the item lacks the modality. */
  readonly nearest: SparseRows;
  readonly weight: number;
}

/** Rows of one product: bounds its memory. */
const BLOCK = 128;

/**
 * The frozen item-item graph of FREEDOM (Zhou and Shen, 2023): in each modality an item is bound to those most alike,
 * with the edges D^-½ A D^-½ of that graph, and the graphs are added by weight. Where an item lacks a modality, the
 * others take its share; an item without any has an empty row.
 */
export function similarityGraph(graphs: readonly WeightedGraph[], itemCount: number): SparseRows {
  const rows = Array.from({ length: itemCount }, () => new Map<number, number>());
  const total = new Float64Array(itemCount);
  const has = ({ starts }: SparseRows, item: number): boolean => starts[item + 1] > starts[item];
  for (const { nearest, weight } of graphs) {
    for (let item = 0; item < itemCount; item++) if (has(nearest, item)) total[item] += weight;
  }
  for (const { nearest, weight } of graphs) {
    const edges = normalisedEdges(nearest);
    for (let item = 0; item < itemCount; item++) {
      for (let entry = edges.starts[item]; entry < edges.starts[item + 1]; entry++) {
        const other = edges.columns[entry];
        const share = (weight / total[item]) * edges.weights[entry];
        rows[item].set(other, (rows[item].get(other) ?? 0) + share);
      }
    }
  }
  return sparseRows(rows);
}

/** For each item, the others whose words are most alike (TF-IDF of texts, categories, brand, attributes). */
export function nearestByWords(items: readonly Item[], neighbours: number): SparseRows {
  const index = buildTextIndex(items);
  const alike = new Float32Array(items.length);
  return sparseRows(
    items.map((_, item) => {
      cosinesByText(index, item, alike);
      return strongest(alike, item, neighbours);
    }),
  );
}

/** The others with the largest positive cosine, all of weight 1. */
function strongest(alike: Float32Array, item: number, neighbours: number): Map<number, number> {
  alike[item] = 0;
  const others = topIndices(alike, neighbours).filter((other) => alike[other] > 0);
  return new Map(others.map((other) => [other, 1]));
}

/** For each item, the others with the largest positive cosine, nothing for items without vectors. */
export async function nearestByContent(vectors: ModalityVectors, neighbours: number): Promise<SparseRows> {
  const { width, present } = vectors;
  const having = Int32Array.from([...present.keys()].filter((item) => present[item] === 1));
  const rows = Array.from({ length: present.length }, () => new Map<number, number>());
  if (having.length < 2) return sparseRows(rows);
  const all = new Float32Array(having.length * width);
  for (const [place, item] of having.entries()) {
    all.set(vectors.vectors.subarray(item * width, (item + 1) * width), place * width);
  }
  const graph = new Graph();
  const [block, others] = [
    graph.input('block', [BLOCK, width]),
    graph.input('others', [having.length, width]),
  ];
  graph.output('cosines', matmul(block, others, { transposeB: true })); // (BLOCK, having)
  const session = await createSession(graph.toOnnx());
  const fed = new Float32Array(BLOCK * width);
  const cosines = new Float32Array(BLOCK * having.length);
  for (let start = 0; start < having.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, having.length);
    fed.set(all.subarray(start * width, end * width));
    await session.run({ block: fed, others: all }, { cosines });
    for (let place = start; place < end; place++) {
      const from = (place - start) * having.length;
      const alike = cosines.subarray(from, from + having.length);
      for (const other of strongest(alike, place, neighbours).keys())
        rows[having[place]].set(having[other], 1);
    }
  }
  await session.release();
  return sparseRows(rows);
}

/** Divides every edge by the roots of both ends' numbers of edges. */
function normalisedEdges({ starts, columns, weights }: SparseRows): SparseRows {
  const degree = (row: number): number => Math.max(1, starts[row + 1] - starts[row]);
  const normalised = weights.slice();
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let entry = starts[row]; entry < starts[row + 1]; entry++) {
      normalised[entry] /= Math.sqrt(degree(row) * degree(columns[entry]));
    }
  }
  return { starts, columns, weights: normalised };
}

function sparseRows(rows: readonly Map<number, number>[]): SparseRows {
  const starts = new Int32Array(rows.length + 1);
  for (const [row, { size }] of rows.entries()) starts[row + 1] = starts[row] + size;
  return {
    starts,
    columns: Int32Array.from(rows.flatMap((row) => [...row.keys()])),
    weights: Float32Array.from(rows.flatMap((row) => [...row.values()])),
  };
}
