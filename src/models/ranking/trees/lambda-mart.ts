import { DaogouError } from '../../../core/errors.ts';
import type { Loss } from './loss.ts';

export interface LambdaMartOptions {
  /** Places that count, the k of NDCG@k; default 20. */
  readonly places?: number;
  /** What each list counts, one a list; default 1 each. */
  readonly weights?: ArrayLike<number>;
}

/**
 * LambdaMART (Burges, 2010): what raises the order of lists by NDCG@k. Each pair of a list that is in the wrong order,
 * or nearly so, pulls its two rows apart by how much NDCG@k would change were they to swap places. Gain is
 * 2^relevance − 1, discount 1 / log2(rank + 1).
 *
 * Equal scores are ranked with the least relevant first, so that the order of the rows gives nothing away.
 *
 * @param relevance one a row, whole numbers from 0; 0 is "not wanted"
 * @param sizes rows of each list, which follow one another; together as many as there are rows
 * @throws invalid-input where the sizes do not add up
 */
export function lambdaMart(
  relevance: ArrayLike<number>,
  sizes: ArrayLike<number>,
  { places = 20, weights }: LambdaMartOptions = {},
): Loss {
  const count = relevance.length;
  const lists = listsOf(relevance, sizes, places, weights);
  return {
    count,
    start: 0,
    derive(scores, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      for (const list of lists) if (list.best > 0) deriveList(list, scores, gradient, hessian, places);
    },
    value(scores) {
      let lost = 0;
      let total = 0;
      for (const list of lists) {
        if (list.best === 0) continue;
        lost += list.weight * (1 - ndcgOf(list, scores, places));
        total += list.weight;
      }
      return total === 0 ? 0 : lost / total;
    },
  };
}

interface RelevanceList {
  readonly from: number;
  readonly to: number;
  /** 2^relevance − 1, one a row of the list. */
  readonly gains: Float64Array;
  /** DCG@k of the best order; 0 where nothing is wanted. */
  readonly best: number;
  readonly weight: number;
}

function listsOf(
  relevance: ArrayLike<number>,
  sizes: ArrayLike<number>,
  places: number,
  weights: ArrayLike<number> | undefined,
): RelevanceList[] {
  const lists: RelevanceList[] = [];
  let from = 0;
  for (let list = 0; list < sizes.length; list++) {
    const gains = Float64Array.from({ length: sizes[list] }, (_, row) => 2 ** relevance[from + row] - 1);
    const sorted = gains.toSorted().toReversed().subarray(0, places);
    const best = sorted.reduce((sum, gain, rank) => sum + gain * discountOf(rank, places), 0);
    lists.push({ from, to: from + sizes[list], gains, best, weight: weights?.[list] ?? 1 });
    from += sizes[list];
  }
  if (from === relevance.length) return lists;
  throw new DaogouError('invalid-input', `The lists have ${from} rows, but ${relevance.length} are known`, {
    received: from,
    remedy: 'Give sizes that add up to the number of rows.',
  });
}

/** Of a rank from 0. */
function discountOf(rank: number, places: number): number {
  return rank < places ? 1 / Math.log2(rank + 2) : 0;
}

/** Rows of the list, best score first. */
function ranked({ from, to, gains }: RelevanceList, scores: Float64Array): Int32Array {
  const rows = Int32Array.from({ length: to - from }, (_, row) => row);
  return rows.sort((a, b) => scores[from + b] - scores[from + a] || gains[a] - gains[b] || a - b);
}

function ndcgOf(list: RelevanceList, scores: Float64Array, places: number): number {
  const order = ranked(list, scores).subarray(0, places);
  return order.reduce((sum, row, rank) => sum + list.gains[row] * discountOf(rank, places), 0) / list.best;
}

function deriveList(
  list: RelevanceList,
  scores: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
  places: number,
): void {
  const { from, gains, best, weight } = list;
  const order = ranked(list, scores);
  for (let high = 0; high < order.length; high++) {
    if (gains[order[high]] === 0) continue;
    for (let low = 0; low < order.length; low++) {
      const gap = gains[order[high]] - gains[order[low]];
      if (gap <= 0) continue;
      const swap = Math.abs(discountOf(high, places) - discountOf(low, places));
      if (swap === 0) continue;
      const wanted = from + order[high];
      const other = from + order[low];
      const blame = 1 / (1 + Math.exp(scores[wanted] - scores[other]));
      const pull = (weight * gap * swap) / best;
      gradient[wanted] -= pull * blame;
      gradient[other] += pull * blame;
      const curvature = pull * blame * (1 - blame);
      hessian[wanted] += curvature;
      hessian[other] += curvature;
    }
  }
}
