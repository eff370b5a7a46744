/**
 * Measures of one ranked list against what the shopper then took. `ranked` is best first without repeats; `relevant`
 * is not empty (a shopper who took nothing is not asked), and all measures lie in [0, 1].
 */

/** Share of the relevant items that are among the first `k`. */
export function recallAt(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  return relevant.size === 0 ? 0 : hitsAt(ranked, relevant, k) / relevant.size;
}

/** 1 where any relevant item is among the first `k`. */
export function hitRateAt(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  return hitsAt(ranked, relevant, k) > 0 ? 1 : 0;
}

/**
 * Normalised discounted cumulative gain with gains of 0 and 1: Σ 1/log2(place + 1) over the hits, divided by what
 * min(k, relevant) hits at the top would give (Järvelin and Kekäläinen, 2002).
 */
export function ndcgAt(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  let gain = 0;
  let best = 0;
  for (let place = 0; place < k; place++) {
    const discount = 1 / Math.log2(place + 2);
    if (place < ranked.length && relevant.has(ranked[place])) gain += discount;
    if (place < relevant.size) best += discount;
  }
  return best === 0 ? 0 : gain / best;
}

/**
 * Average precision as Kaggle's H&M competition defines it: Σ precision at each hit among the first `k`, divided by
 * min(relevant, k). Its mean over shoppers is MAP@k.
 */
export function averagePrecisionAt(
  ranked: readonly number[],
  relevant: ReadonlySet<number>,
  k: number,
): number {
  let hits = 0;
  let sum = 0;
  for (let place = 0; place < Math.min(k, ranked.length); place++) {
    if (relevant.has(ranked[place])) sum += ++hits / (place + 1);
  }
  const most = Math.min(relevant.size, k);
  return most === 0 ? 0 : sum / most;
}

/** Share of the catalogue that is among the first `k` of at least one list. */
export function coverageAt(lists: readonly (readonly number[])[], itemCount: number, k: number): number {
  const shown = new Set(lists.flatMap((ranked) => ranked.slice(0, k)));
  return itemCount === 0 ? 0 : shown.size / itemCount;
}

function hitsAt(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  let hits = 0;
  for (let place = 0; place < Math.min(k, ranked.length); place++) if (relevant.has(ranked[place])) hits++;
  return hits;
}
