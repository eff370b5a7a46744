import type { Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { PURCHASE } from './event-interest.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';
import { readScores } from './read-scores.ts';

const NAME = 'repeat-purchase';

/** A purchase counts half after so many days. */
const HALF_LIFE_DAYS = 30;

/**
 * What the shopper bought before, by how often and how lately, then what sold most in the last month. Strong where
 * people buy the same again, and where a shop sells one thing in several visits.
 */
export const repeatPurchase: RecommenderKind = {
  name: NAME,
  async fit(dataset) {
    const recent = purchaseCounts(dataset, lastEventTime(dataset.events) - 30 * DAY);
    const all = purchaseCounts(dataset);
    const scale = (counts: Float32Array): number => 1 / (1 + counts.reduce((a, b) => Math.max(a, b), 0));
    const [scaleRecent, scaleAll] = [scale(recent), scale(all)];
    // Under 0.0011: it orders what was not bought, and tells apart only what was bought as often and as lately.
    return repeatFrom(recent.map((count, item) => 1e-3 * count * scaleRecent + 1e-4 * all[item] * scaleAll));
  },
  async load(artifacts, { items }) {
    return repeatFrom(await readScores(artifacts, NAME, items.length));
  },
};

function repeatFrom(scores: Float32Array): Recommender {
  const scoreOne = ({ history, now }: Query): Float32Array => {
    const result = scores.slice();
    for (const { item, type, time } of history) {
      if (item < 0 || type !== PURCHASE) continue;
      if (result[item] < 1) result[item] += 1;
      result[item] += 0.5 ** (Math.max(0, now - time) / (HALF_LIFE_DAYS * DAY));
    }
    return result;
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { scores }),
  };
}
