import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { interactions, requireInteractions } from '../../models/retrieval/interactions.ts';
import { MatrixFactorisation } from '../../models/retrieval/matrix-factorisation.ts';
import { weightedPast, type WeightedPastOptions } from '../../models/retrieval/weighted-past.ts';
import { foldIn } from './train-bpr-fold-in.ts';
import { trainPairwise, type PairwiseOptions } from './train-bpr-pairwise.ts';

export interface BprOptions extends PairwiseOptions, Omit<WeightedPastOptions, 'recency'> {
  /** When asked: an item counts so much less for each later moment of the past; in (0, 1]. Default 0.7. */
  readonly recency?: number;
}

const NAME = 'bpr';
const RECENCY = 0.7;

/**
 * Matrix factorisation by Bayesian personalised ranking (Rendle et al., 2009): vectors of shoppers and items and
 * biases of items, so that what a shopper took scores above what they did not. A question names no shopper, so
 * everybody is folded in from their past (see train-bpr-fold-in.ts). An item that nobody took has the least bias of
 * all as its score. Blocks its thread while it fits; throws `not-enough-data` where nothing was taken.
 */
export function bpr(options: BprOptions = {}): RecommenderKind {
  const readPast = weightedPast({ recency: RECENCY, ...options });
  return {
    name: NAME,
    async fit(dataset, context) {
      const taken = interactions(dataset, weightedPast({ ...options, recency: 1 }));
      requireInteractions(NAME, taken);
      const { shoppers, items, bias, isTaken } = await trainPairwise(
        taken,
        dataset.items.length,
        options,
        context,
      );
      const least = bias.reduce((a, b) => Math.min(a, b), 0);
      const parts = {
        width: items.width,
        attracts: items.data,
        bias: bias.map((value, item) => (isTaken[item] ? value : least)),
        ...foldIn({ taken, width: items.width, shoppers: shoppers.data, items: items.data }),
      };
      return new MatrixFactorisation(NAME, parts, readPast);
    },
    load: (artifacts, { items }) => MatrixFactorisation.load(NAME, artifacts, items.length, readPast),
  };
}
