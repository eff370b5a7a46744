import { byScore, scoreSpread, type Candidate, type OrderRule, type RuleContext } from './rule.ts';

/** What is left of an item's own share when all of it is like what was chosen, but for rounding. */
const LEAST_SHARE = 1e-9;

/**
 * A determinantal point process, whose likeliest set is found greedily (Chen, Zhang and Zhou, 2018, algorithm 1: the
 * Cholesky factor grows by a row for each item chosen, O(limit² · candidates)). The kernel is
 * L[i, j] = q[i] · similarity[i, j] · q[j] with q = exp(α · relevance) and α = θ / (2 · (1 − θ)); relevance is the score
 * in units of the scores' spread. With no likeness between items this is the order of scores; what adds no variety
 * follows by score.
 *
 * @param theta in [0, 1): the share of relevance
 */
export function dpp(theta: number): OrderRule {
  return {
    kind: 'order',
    name: 'diversity',
    arrange: (candidates, context) => arrangeByDpp(byScore(candidates), theta, context),
    why: { en: 'for variety', zh: '为了多样' },
  };
}

interface Entry {
  readonly candidate: Candidate;
  /** q, the square root of what the item adds alone. */
  readonly quality: number;
  /** The item's row of the Cholesky factor so far. */
  readonly row: number[];
  /** What it would add to the determinant now: d² in the paper. */
  gain: number;
}

function arrangeByDpp(ranked: readonly Candidate[], theta: number, context: RuleContext): Candidate[] {
  const best = ranked.at(0)?.score ?? 0;
  const spread = scoreSpread(ranked) || 1;
  const alpha = theta / (2 * (1 - theta));
  const left: Entry[] = ranked.map((candidate) => {
    const quality = Math.exp((alpha * (candidate.score - best)) / spread);
    // An item without a vector is like nothing, but still itself: the diagonal is 1.
    return { candidate, quality, row: [], gain: quality * quality };
  });
  const chosen: Candidate[] = [];
  while (chosen.length < context.limit && left.length > 0) {
    let place = -1;
    let most = 0;
    for (const [i, { gain, quality }] of left.entries()) {
      if (gain > most && gain > LEAST_SHARE * quality * quality) [place, most] = [i, gain];
    }
    if (place < 0) break;
    const [next] = left.splice(place, 1);
    for (const entry of left) extend(entry, next, context);
    chosen.push(next.candidate);
  }
  return [...chosen, ...left.map(({ candidate }) => candidate)];
}

/** e[i] = (L[j, i] − ⟨c[j], c[i]⟩) / d[j], appended to c[i]; d²[i] falls by e². */
function extend(entry: Entry, next: Entry, { similarity }: RuleContext): void {
  let sum = entry.quality * next.quality * similarity(entry.candidate.item, next.candidate.item);
  for (const [k, value] of next.row.entries()) sum -= value * entry.row[k];
  const step = sum / Math.sqrt(next.gain);
  entry.row.push(step);
  entry.gain -= step * step;
}
