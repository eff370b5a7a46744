import type { Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { PURCHASE, type InterestOption } from './event-interest.ts';
import { requireHalfLife } from './half-life.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';
import { readScores } from './read-scores.ts';

export interface RepeatPurchaseOptions extends InterestOption {
  /** Days before asking after which a purchase counts half; above 0. Default 30. */
  readonly halfLifeDays?: number;
}

const NAME = 'repeat-purchase';

/**
 * What the shopper bought before, by how often and how lately, then what sold most in the last month. Strong where
 * people buy the same again, and where a shop sells one thing in several visits.
 */
export function repeatPurchaseWith({ halfLifeDays = 30, interest }: RepeatPurchaseOptions): RecommenderKind {
  requireHalfLife(halfLifeDays);
  return {
    name: NAME,
    async fit(dataset) {
      const since = lastEventTime(dataset.events) - 30 * DAY;
      const recent = purchaseCounts(dataset, since, Infinity, interest);
      const all = purchaseCounts(dataset, -Infinity, Infinity, interest);
      const scale = (counts: Float32Array): number => 1 / (1 + counts.reduce((a, b) => Math.max(a, b), 0));
      const [scaleRecent, scaleAll] = [scale(recent), scale(all)];
      // Under 0.0011: it orders what was not bought, and tells apart only what was bought as often and as lately.
      const scores = recent.map((count, item) => 1e-3 * count * scaleRecent + 1e-4 * all[item] * scaleAll);
      return repeatFrom(scores, halfLifeDays);
    },
    async load(artifacts, { items }) {
      return repeatFrom(await readScores(artifacts, NAME, items.length), halfLifeDays);
    },
  };
}

/** With every option at its default. */
export const repeatPurchase: RecommenderKind = repeatPurchaseWith({});

function repeatFrom(scores: Float32Array, halfLifeDays: number): Recommender {
  const scoreOne = ({ history, now }: Query): Float32Array => {
    const result = scores.slice();
    for (const { item, type, time } of history) {
      if (item < 0 || type !== PURCHASE) continue;
      if (result[item] < 1) result[item] += 1;
      result[item] += 0.5 ** (Math.max(0, now - time) / (halfLifeDays * DAY));
    }
    return result;
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { scores }),
  };
}
