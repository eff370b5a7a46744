import { topIndices } from '../../core/maths.ts';
import { ndcg20 } from './ndcg.ts';
import type { PastList, PastLists } from './past-lists.ts';
import type { Scorer } from './scorer.ts';

export interface Gain {
  readonly questions: number;
  readonly mean: number;
  readonly error: number;
}

const PLACES = 20;

/**
 * What other recommenders add to the order of the ranker: the mean over past questions of NDCG@20 with them less
 * NDCG@20 without, and its standard error. A question without any list, since nothing of it was found, has 0.
 *
 * @param late the newest windows' questions, with the recommenders' scores
 * @param own the same questions and perhaps others, without
 * @param withThem for a window of this age, learned with them on the other windows alone
 */
export async function componentGain(
  late: PastLists,
  own: PastLists,
  withThem: (age: number) => Scorer,
  without: Scorer,
): Promise<Gain> {
  const gains = new Map<string, number>();
  const scorers = Array.from({ length: late.windows }, (_, age) => withThem(age));
  for (const list of late.lists) gains.set(keyOf(list), await ndcgOf(scorers[list.age], list));
  for (const list of own.lists.filter(({ age }) => age < late.windows)) {
    gains.set(keyOf(list), (gains.get(keyOf(list)) ?? 0) - (await ndcgOf(without, list)));
  }
  const questions = Math.max(1, late.asked);
  const values = [...gains.values()];
  const mean = values.reduce((sum, gain) => sum + gain, 0) / questions;
  const squares = values.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  const zeros = (late.asked - values.length) * mean ** 2;
  return { questions: late.asked, mean, error: Math.sqrt(squares + zeros) / questions };
}

function keyOf({ age, question }: PastList): string {
  return `${age}/${question}`;
}

async function ndcgOf(scorer: Scorer, list: PastList): Promise<number> {
  // Of equal scores the earlier comes first, so what was taken goes last: luck is not to count as skill.
  const scores = (await scorer.score(list)).toReversed();
  const order = topIndices(scores, PLACES);
  return ndcg20(
    order.map((place) => scores.length - 1 - place < list.positives),
    list.taken,
  );
}
