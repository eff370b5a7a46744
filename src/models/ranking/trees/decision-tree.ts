import { boost, type BoostData, type BoostOptions } from './boost.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';
import { createRandom } from '../../../core/random.ts';

/** One needs no draws: it sees every row and every feature. */
export type DecisionTreeOptions = Pick<
  BoostOptions,
  'leaves' | 'depth' | 'minimumRows' | 'minimumGain' | 'l2' | 'bins'
>;

/**
 * The smallest case of boosting: a single tree that is believed fully. With squared error its leaves hold the means of
 * their rows. Options as in `boost`, but for `l2`, which is 0.
 */
export function decisionTree(data: BoostData, options: DecisionTreeOptions = {}): TreeEnsemble {
  const one = { l2: 0, ...options, rounds: 1, shrinkage: 1 };
  return boost(data, one, { random: createRandom('decision tree') }).ensemble;
}
