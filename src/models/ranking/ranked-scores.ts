import type { Query } from '../../core/contracts/dataset.ts';
import { topIndices } from '../../core/maths.ts';
import type { NeverShown } from '../../core/retired-items.ts';
import type { Feature } from './features/feature-group.ts';
import { candidatesOf, type Scorer } from './scorer.ts';

/** Items that the first guess lets through to what was learned: that was learned on such items alone. */
export const CANDIDATES = 150;

/** The order in which a shop without any past questions would show its items; `-Infinity` for what it never shows. */
export function guessScores(
  features: readonly Feature[],
  columns: readonly Float32Array[],
  hidden: NeverShown,
): Float32Array {
  const sum = new Float32Array(columns[0]?.length ?? 0);
  for (const [f, column] of columns.entries()) {
    const { guess } = features[f];
    if (guess === 0) continue;
    for (let item = 0; item < sum.length; item++) sum[item] += guess * column[item];
  }
  return hidden.hide(sum);
}

/** What is asked, and what is known of every item of the catalogue then. */
export interface RankedQuestion {
  readonly query: Query;
  readonly features: readonly Feature[];
  /** One a feature, one entry an item. */
  readonly columns: readonly Float32Array[];
  /** One entry an item; see `guessScores`. */
  readonly guess: Float32Array;
}

/**
 * Scores by what was learned for the best candidates of the first guess; all others follow below them in the guess's
 * order.
 */
export async function rankedScores(
  scorer: Scorer,
  { query, features, columns, guess }: RankedQuestion,
): Promise<Float32Array> {
  const candidates = topIndices(guess, CANDIDATES);
  const last = candidates.at(-1);
  if (last === undefined) return guess.slice();
  const learned = await scorer.score(candidatesOf(query, features, columns, candidates));
  let lowest = Infinity;
  for (const score of learned) lowest = Math.min(lowest, score);
  // The last candidate has the lowest guess of all of them, so the others come out below `lowest`.
  const shift = lowest - guess[last] - 1;
  const scores = guess.map((score) => score + shift);
  for (const [place, item] of candidates.entries()) scores[item] = learned[place];
  return scores;
}
