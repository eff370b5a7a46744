import type { Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { addCoVisits, countCoVisits, type CoVisitOptions, type CoVisits } from './co-visits.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';
import { requireItems } from './read-scores.ts';
import { recentItems } from './recent-items.ts';

const NAME = 'item-knn';
const LONGEST_PAST = 50;
/** The share that last month's sales have beside neighbours: it orders the items that no neighbour names. */
const POPULARITY_SHARE = 0.001;

export interface ItemKnnOptions extends CoVisitOptions {
  /** How much less each earlier moment of the past counts than the one after it, in (0, 1]. Default 0.95. */
  readonly placeDecay?: number;
}

/** "Shoppers of these also took…": neighbours of the shopper's past, then what sold most in the last month. */
export function itemKnn(options: ItemKnnOptions = {}): RecommenderKind {
  return {
    name: NAME,
    async fit(dataset) {
      const since = lastEventTime(dataset.events) - 30 * DAY;
      const recent = purchaseCounts(dataset, since, Infinity, options.interest);
      const most = recent.reduce((a, b) => Math.max(a, b), 1);
      return knnFrom(
        options,
        countCoVisits(dataset, options),
        recent.map((count) => (POPULARITY_SHARE * count) / most),
      );
    },
    async load(artifacts, { items }) {
      const { starts, neighbours, strengths, popularity } = await artifacts.readArrays(NAME);
      requireItems(NAME, popularity?.length ?? 0, items.length);
      return knnFrom(
        options,
        {
          starts: Int32Array.from(starts),
          neighbours: Int32Array.from(neighbours),
          strengths: Float32Array.from(strengths),
        },
        Float32Array.from(popularity),
      );
    },
  };
}

function knnFrom(
  { interest, placeDecay = 0.95 }: ItemKnnOptions,
  visits: CoVisits,
  popularity: Float32Array,
): Recommender {
  const scoreOne = ({ history }: Query): Float32Array => {
    const result = popularity.slice();
    addCoVisits(visits, recentItems(history, LONGEST_PAST, interest), placeDecay, result);
    return result;
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { ...visits, popularity }),
  };
}
