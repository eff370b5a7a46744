import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import type { InterestOption } from './event-interest.ts';
import { kernelProfile } from './kernel-profile.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';
import { readScores } from './read-scores.ts';
import { recentItems } from './recent-items.ts';
import { buildTextIndex, cosinesByText, type TextIndex } from './text-index.ts';

export interface ContentProfileOptions extends InterestOption {
  /** Newest items of a past that are compared. Default 50. */
  readonly longestPast?: number;
  /** An item counts so much less for each later moment of the past; in (0, 1]. Default 0.95. */
  readonly recency?: number;
}

const NAME = 'content-profile';
/** Only tells apart items whose text is equally near, and serves a shopper without a past. */
const POPULARITY_SHARE = 1e-3;

/** What reads like the shopper's past: TF-IDF text and a kernel profile. Items that nobody bought take part. */
export function contentProfileWith(options: ContentProfileOptions): RecommenderKind {
  return {
    name: NAME,
    async fit(dataset) {
      const since = lastEventTime(dataset.events) - 30 * DAY;
      const recent = purchaseCounts(dataset, since, Infinity, options.interest);
      const most = recent.reduce((a, b) => Math.max(a, b), 1);
      const scores = recent.map((count) => (POPULARITY_SHARE * count) / most);
      return contentFrom(dataset, scores, options);
    },
    async load(artifacts, dataset) {
      return contentFrom(dataset, await readScores(artifacts, NAME, dataset.items.length), options);
    },
  };
}

/** With every option at its default. */
export const contentProfile: RecommenderKind = contentProfileWith({});

function contentFrom(
  { items }: Pick<Dataset, 'items'>,
  scores: Float32Array,
  { interest, longestPast = 50, recency = 0.95 }: ContentProfileOptions,
): Recommender {
  const index: TextIndex = buildTextIndex(items);
  const scoreOne = ({ history }: Query): Float32Array => {
    const past = recentItems(history, longestPast, interest);
    const { kernel } = kernelProfile(
      past,
      (item, out) => cosinesByText(index, item, out),
      items.length,
      recency,
    );
    return kernel.map((value, item) => value + scores[item]);
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { scores }),
  };
}
