/**
 * Where an item stands in the ranking of all items by score, counted from 1; 0 where it is never shown (`-Infinity`
 * or no number).
 *
 * Ties are counted against the model: every other item of the same score comes first. So a model that scores all
 * items alike finds nothing, and no model gains from rounding. Items in `hidden` (1 for each that is taken out of
 * the ranking) are passed over; a target among them is never shown.
 *
 * O(items), without sorting.
 */
export function placeOf(scores: Float32Array, target: number, hidden?: Uint8Array): number {
  const own = scores[target];
  if (!(own > -Infinity) || hidden?.[target] === 1) return 0;
  let before = 0;
  if (hidden) {
    for (let item = 0; item < scores.length; item++) if (scores[item] >= own && hidden[item] === 0) before++;
  } else {
    for (let item = 0; item < scores.length; item++) if (scores[item] >= own) before++;
  }
  // The target itself was counted among those that are not worse.
  return before;
}

/** 1 where the one relevant item is among the first `k`; place 0 is not found. */
export const hitAtPlace = (place: number, k: number): number => (place > 0 && place <= k ? 1 : 0);

/** NDCG@k of one relevant item: the ideal gain is 1, so 1/log2(place + 1) (Järvelin and Kekäläinen, 2002). */
export const ndcgAtPlace = (place: number, k: number): number =>
  place > 0 && place <= k ? 1 / Math.log2(place + 1) : 0;

/** 1/place, 0 where it is not found, or not among the first `k`. */
export const reciprocalRankAtPlace = (place: number, k = Infinity): number =>
  place > 0 && place <= k ? 1 / place : 0;
