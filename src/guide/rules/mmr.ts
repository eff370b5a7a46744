import { byScore, scoreSpread, type Candidate, type OrderRule, type RuleContext } from './rule.ts';

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): each place goes to the item with the highest
 * λ · relevance − (1 − λ) · its likeness to the most alike item above it. Relevance is the score in units of the
 * scores' spread, so that the best has 1 and the hundredth best 0. λ = 1 is the order of scores; what finds no place
 * within the answer follows by score.
 *
 * @param lambda in [0, 1]
 */
export function mmr(lambda: number): OrderRule {
  return {
    kind: 'order',
    name: 'diversity',
    arrange: (candidates, context) => arrangeByMmr(byScore(candidates), lambda, context),
    why: { en: 'for variety', zh: '为了多样' },
  };
}

function arrangeByMmr(ranked: readonly Candidate[], lambda: number, context: RuleContext): Candidate[] {
  const best = ranked.at(0)?.score ?? 0;
  const spread = scoreSpread(ranked) || 1;
  const left = ranked.map((candidate) => ({
    candidate,
    relevance: 1 + (candidate.score - best) / spread,
    // Of the first place nothing stands above.
    likeness: 0,
  }));
  const chosen: Candidate[] = [];
  while (chosen.length < context.limit && left.length > 0) {
    let place = 0;
    let gain = -Infinity;
    for (const [i, { relevance, likeness }] of left.entries()) {
      const value = lambda * relevance - (1 - lambda) * likeness;
      if (value > gain) [place, gain] = [i, value];
    }
    const [{ candidate }] = left.splice(place, 1);
    for (const other of left) {
      const likeness = context.similarity(other.candidate.item, candidate.item);
      other.likeness = chosen.length === 0 ? likeness : Math.max(other.likeness, likeness);
    }
    chosen.push(candidate);
  }
  return [...chosen, ...left.map(({ candidate }) => candidate)];
}
