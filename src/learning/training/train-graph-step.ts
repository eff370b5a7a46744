import { transposed, type SparseRows } from '../../models/retrieval/interactions.ts';
import type { Pairs } from './train-bpr-pairs.ts';
import { addProduct, convolve, type TakenGraph, type Vectors } from './train-graph-propagation.ts';

export interface GraphNetwork {
  readonly width: number;
  /** Steps over the graph of who took what. */
  readonly layers: number;
  /** Which items are alike, by content: items × items. */
  readonly alike: SparseRows;
  /** The same, transposed: the way back of gradients. */
  readonly alikeBack: SparseRows;
}

export function graphNetwork(alike: SparseRows, width: number, layers: number): GraphNetwork {
  return { width, layers, alike, alikeBack: transposed(alike, alike.starts.length - 1) };
}

/** What scores are products of: the convolved vectors, the items' with those of the items alike added. */
export function finalVectors(network: GraphNetwork, graph: TakenGraph, own: Vectors): Vectors {
  const result = convolve(graph, own, network.width, network.layers);
  addProduct(network.alike, own.items, network.width, result.items);
  return result;
}

/**
 * Loss of one batch, and its gradient for every own vector: BPR over the final vectors, plus `regularisation` times
 * the squared lengths of the own vectors that the batch names, as means over the batch.
 */
export function graphLoss(
  network: GraphNetwork,
  graph: TakenGraph,
  own: Vectors,
  pairs: Pairs,
  regularisation: number,
): { readonly loss: number; readonly gradients: Vectors } {
  const final = finalVectors(network, graph, own);
  const slopes = {
    shoppers: new Float32Array(own.shoppers.length),
    items: new Float32Array(own.items.length),
  };
  const ranking = rankingLoss(final, pairs, network.width, slopes);
  const gradients = convolve(graph, slopes, network.width, network.layers);
  addProduct(network.alikeBack, slopes.items, network.width, gradients.items);
  const penalty = lengthLoss(own, pairs, network.width, regularisation, gradients);
  return { loss: ranking + penalty, gradients };
}

/** Weighted mean of −log σ(u · (i − j)); adds its gradient to `slopes`. */
function rankingLoss({ shoppers, items }: Vectors, pairs: Pairs, width: number, slopes: Vectors): number {
  const total = pairs.weights.reduce((sum, weight) => sum + weight, 0);
  let loss = 0;
  for (let row = 0; row < pairs.shoppers.length; row++) {
    const [u, i, j] = [
      pairs.shoppers[row] * width,
      pairs.positives[row] * width,
      pairs.negatives[row] * width,
    ];
    let margin = 0;
    for (let k = 0; k < width; k++) margin += shoppers[u + k] * (items[i + k] - items[j + k]);
    const share = pairs.weights[row] / total;
    loss += share * (Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin));
    const slope = -share / (1 + Math.exp(margin));
    for (let k = 0; k < width; k++) {
      const ofShopper = shoppers[u + k];
      slopes.shoppers[u + k] += slope * (items[i + k] - items[j + k]);
      slopes.items[i + k] += slope * ofShopper;
      slopes.items[j + k] -= slope * ofShopper;
    }
  }
  return loss;
}

function lengthLoss(
  own: Vectors,
  { shoppers, positives, negatives }: Pairs,
  width: number,
  regularisation: number,
  gradients: Vectors,
): number {
  const share = regularisation / shoppers.length;
  let loss = 0;
  const add = (rows: Int32Array, vectors: Float32Array, gradient: Float32Array): void => {
    for (const row of rows) {
      for (let at = row * width; at < (row + 1) * width; at++) {
        loss += share * vectors[at] ** 2;
        gradient[at] += 2 * share * vectors[at];
      }
    }
  };
  add(shoppers, own.shoppers, gradients.shoppers);
  add(positives, own.items, gradients.items);
  add(negatives, own.items, gradients.items);
  return loss;
}
