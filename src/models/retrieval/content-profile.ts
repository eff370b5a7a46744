import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { kernelProfile } from './kernel-profile.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';
import { readScores } from './read-scores.ts';
import { recentItems } from './recent-items.ts';
import { buildTextIndex, cosinesByText, type TextIndex } from './text-index.ts';

const NAME = 'content-profile';
const LONGEST_PAST = 50;
const DECAY = 0.95;
/** Only tells apart items whose text is equally near, and serves a shopper without a past. */
const POPULARITY_SHARE = 1e-3;

/** What reads like the shopper's past: TF-IDF text and a kernel profile. Items that nobody bought take part. */
export const contentProfile: RecommenderKind = {
  name: NAME,
  async fit(dataset) {
    const recent = purchaseCounts(dataset, lastEventTime(dataset.events) - 30 * DAY);
    const most = recent.reduce((a, b) => Math.max(a, b), 1);
    return contentFrom(
      dataset,
      recent.map((count) => (POPULARITY_SHARE * count) / most),
    );
  },
  async load(artifacts, dataset) {
    return contentFrom(dataset, await readScores(artifacts, NAME, dataset.items.length));
  },
};

function contentFrom({ items }: Pick<Dataset, 'items'>, scores: Float32Array): Recommender {
  const index: TextIndex = buildTextIndex(items);
  const scoreOne = ({ history }: Query): Float32Array => {
    const past = recentItems(history, LONGEST_PAST);
    const { kernel } = kernelProfile(
      past,
      (item, out) => cosinesByText(index, item, out),
      items.length,
      DECAY,
    );
    return kernel.map((value, item) => value + scores[item]);
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { scores }),
  };
}
