import { addScaled } from '../../core/maths.ts';
import type { Random } from '../../core/random.ts';
import { transposed, type SparseRows } from '../../models/retrieval/interactions.ts';

/** Vectors of both sides, rows × width. */
export interface Vectors {
  readonly shoppers: Float32Array;
  readonly items: Float32Array;
}

/** Who took what, normalised, by shopper and by item: each the transposed of the other. */
export interface TakenGraph {
  readonly ofShoppers: SparseRows;
  readonly ofItems: SparseRows;
}

/** out += rows · vectors. */
export function addProduct(rows: SparseRows, vectors: Float32Array, width: number, out: Float32Array): void {
  for (let row = 0; row + 1 < rows.starts.length; row++) {
    for (let entry = rows.starts[row]; entry < rows.starts[row + 1]; entry++) {
      addScaled(out, row * width, vectors, rows.columns[entry] * width, width, rows.weights[entry]);
    }
  }
}

/**
 * Light graph convolution (LightGCN; He et al., 2020): the mean of the vectors and of what 1, 2, … steps over the
 * graph make of them. The graph is symmetric, so the same function carries gradients back.
 */
export function convolve(
  { ofShoppers, ofItems }: TakenGraph,
  start: Vectors,
  width: number,
  layers: number,
): Vectors {
  const sum = { shoppers: start.shoppers.slice(), items: start.items.slice() };
  let last = start;
  for (let layer = 0; layer < layers; layer++) {
    const next = {
      shoppers: new Float32Array(start.shoppers.length),
      items: new Float32Array(start.items.length),
    };
    addProduct(ofShoppers, last.items, width, next.shoppers);
    addProduct(ofItems, last.shoppers, width, next.items);
    addScaled(sum.shoppers, 0, next.shoppers, 0, sum.shoppers.length, 1);
    addScaled(sum.items, 0, next.items, 0, sum.items.length, 1);
    last = next;
  }
  for (const side of [sum.shoppers, sum.items])
    for (let at = 0; at < side.length; at++) side[at] /= layers + 1;
  return sum;
}

/** Every edge by the roots of both ends' sums. */
export function takenGraph(taken: SparseRows, itemCount: number): TakenGraph {
  const ofShopper = sums(taken);
  const ofItem = sums(transposed(taken, itemCount));
  const weights = taken.weights.slice();
  for (let row = 0; row + 1 < taken.starts.length; row++) {
    for (let entry = taken.starts[row]; entry < taken.starts[row + 1]; entry++) {
      weights[entry] /= Math.sqrt(ofShopper[row] * ofItem[taken.columns[entry]]);
    }
  }
  const ofShoppers = { ...taken, weights };
  return { ofShoppers, ofItems: transposed(ofShoppers, itemCount) };
}

function sums({ starts, weights }: SparseRows): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, row) => {
    let sum = 0;
    for (let entry = starts[row]; entry < starts[row + 1]; entry++) sum += weights[entry];
    return sum;
  });
}

/**
 * A share of the edges, drawn without replacement: edges between busy shoppers and busy items are the likeliest to
 * be noise and are dropped first, as by FREEDOM's degree-sensitive pruning (Zhou and Shen, 2023). Drawn by keys
 * (Efraimidis and Spirakis, 2006).
 */
export function prunedEdges(taken: SparseRows, itemCount: number, kept: number, random: Random): SparseRows {
  const count = Math.ceil(kept * taken.columns.length);
  if (count >= taken.columns.length) return taken;
  const ofItem = new Float64Array(itemCount);
  for (const item of taken.columns) ofItem[item]++;
  const keys = new Float64Array(taken.columns.length);
  for (let row = 0; row + 1 < taken.starts.length; row++) {
    const degree = taken.starts[row + 1] - taken.starts[row];
    for (let entry = taken.starts[row]; entry < taken.starts[row + 1]; entry++) {
      // −log(u) / w, with w = 1 / √(degrees): the smallest are kept.
      keys[entry] = -Math.log(1 - random.next()) * Math.sqrt(degree * ofItem[taken.columns[entry]]);
    }
  }
  const limit = keys.toSorted()[count - 1];
  const starts = new Int32Array(taken.starts.length);
  const chosen: number[] = [];
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let entry = taken.starts[row]; entry < taken.starts[row + 1]; entry++) {
      if (keys[entry] <= limit) chosen.push(entry);
    }
    starts[row + 1] = chosen.length;
  }
  return {
    starts,
    columns: Int32Array.from(chosen, (entry) => taken.columns[entry]),
    weights: Float32Array.from(chosen, (entry) => taken.weights[entry]),
  };
}
