/** One opinion of what fits: items with scores of its own size, best first. */
export interface RankedMatches {
  readonly matches: readonly Match[];
  /** How much this opinion counts beside the others, at least 0. */
  readonly weight: number;
}

export interface Match {
  readonly item: number;
  readonly score: number;
}

/** Softens the difference between the first places; the value that Cormack et al. found to do well everywhere. */
const SOFTNESS = 60;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): an item's score is Σ weight / (60 + its place), from
 * place 1, over the lists that have it, divided by what an item at the head of every list would have: in (0, 1].
 * Places alone count, since scores of different sources cannot be compared. Best first; equal ones by item number.
 */
export function mergeByReciprocalRank(lists: readonly RankedMatches[]): Match[] {
  const scores = new Map<number, number>();
  let most = 0;
  for (const { matches, weight } of lists) {
    if (matches.length === 0 || weight === 0) continue;
    most += weight / (SOFTNESS + 1);
    for (const [i, { item }] of matches.entries()) {
      scores.set(item, (scores.get(item) ?? 0) + weight / (SOFTNESS + 1 + i));
    }
  }
  return [...scores]
    .map(([item, score]) => ({ item, score: score / most }))
    .sort((a, b) => b.score - a.score || a.item - b.item);
}
