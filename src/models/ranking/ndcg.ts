/** How good an order is when a question counts its first 20 places, a shopper's first screen. */
const PLACES = 20;

const discount = (rank: number): number => 1 / Math.log2(rank + 2);

/**
 * Normalised discounted cumulative gain at 20 (Järvelin and Kekäläinen, 2002), each taken item worth the same.
 *
 * @param isTaken of each place, best first
 * @param taken items in all that could be found, at least 1
 */
export function ndcg20(isTaken: readonly boolean[], taken: number): number {
  let found = 0;
  let best = 0;
  for (let rank = 0; rank < PLACES; rank++) {
    if (isTaken[rank]) found += discount(rank);
    if (rank < taken) best += discount(rank);
  }
  return found / best;
}
