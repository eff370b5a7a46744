import { linearScorer } from './linear-scorer.ts';
import { ranker, type RankerKind, type RankerOptions } from './ranker.ts';

/**
 * The recommender a shop gets without asking: a linear listwise ranker over content, behaviour, popularity, season
 * and the scores of other recommenders. Its weights are learned on past months, each asked with what was known
 * then, and lean on priors where a shop has little to learn from.
 */
export function blend(options: RankerOptions = {}): RankerKind {
  return ranker('default', linearScorer, options);
}
