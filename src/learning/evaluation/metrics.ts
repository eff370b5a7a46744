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

/** Share of the first `k` places that hold a relevant item; places that the list leaves empty hold none. */
export function precisionAt(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  return k === 0 ? 0 : hitsAt(ranked, relevant, k) / k;
}

/** Harmonic mean of precision and recall at `k`; 0 where nothing is found. */
export function f1At(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  const hits = hitsAt(ranked, relevant, k);
  // 2PR/(P + R) with P = hits/k and R = hits/relevant.
  return hits === 0 ? 0 : (2 * hits) / (k + relevant.size);
}

/** 1/place of the first relevant item, 0 where none is among the first `k` (Voorhees, 1999). */
export function reciprocalRankAt(
  ranked: readonly number[],
  relevant: ReadonlySet<number>,
  k = Infinity,
): number {
  const place = ranked.findIndex((item) => relevant.has(item));
  return place < 0 || place >= k ? 0 : 1 / (place + 1);
}

/**
 * Area under the ROC curve: the chance that a relevant item scores higher than another one, a tie counting half
 * (Mann and Whitney, 1947). `scores` has one number an item; items whose score is no number or -Infinity stand
 * last, tied. 0.5, a coin's, where all items are relevant or none is.
 */
export function aucOf(scores: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  const clean = Float64Array.from(scores, (score) => (Number.isNaN(score) ? -Infinity : score));
  const order = Array.from(clean.keys()).sort((a, b) =>
    clean[a] < clean[b] ? -1 : clean[a] > clean[b] ? 1 : 0,
  );
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let relevantHere = 0;
    for (; end < order.length && clean[order[end]] === clean[order[start]]; end++) {
      if (relevant.has(order[end])) relevantHere++;
    }
    // Ranks start + 1 … end, each of the tied ones taking their mean.
    rankSum += relevantHere * ((start + 1 + end) / 2);
    positives += relevantHere;
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
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
