import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import type { ContentVectors } from '../content-vectors.ts';
import { contentCosines, type PastCosines } from './cold-content-cosines.ts';
import { EVENT_INTEREST, type InterestOption } from './event-interest.ts';
import { kernelProfile } from './kernel-profile.ts';
import { popularityShare } from './popularity-share.ts';
import { requireItems } from './read-scores.ts';
import { recentItems, type RecentItem } from './recent-items.ts';
import { buildTextIndex, cosinesByText } from './text-index.ts';

export interface ColdContentOptions extends InterestOption {
  /**
   * How much each kind of content counts: pictures, vectors of texts, and words (TF-IDF) as in `content-profile`. 0
   * leaves one out. Default 1 each.
   */
  readonly weights?: { readonly image?: number; readonly text?: number; readonly words?: number };
  /** Whether items that somebody took are hidden (-Infinity), to fill places kept for new ones. Default false. */
  readonly hideTaken?: boolean;
  /** Newest items of a past that are compared. Default 50. */
  readonly longestPast?: number;
  /** An item counts so much less for each later moment of the past; in (0, 1]. Default 0.95. */
  readonly recency?: number;
}

const NAME = 'cold-content';
/** The least that a kernel profile can be: nothing alike. */
const NOTHING_ALIKE = -16;

/**
 * What looks and reads like the shopper's past, from content alone, so that items nobody took yet are served as well
 * as any: the kernel profiles (kernel-profile.ts) over pictures, vectors of texts and words, averaged by weight over
 * what the item has. A shopper without a past gets what sells.
 */
export function coldContent(content: ContentVectors, options: ColdContentOptions = {}): RecommenderKind {
  const { interest = EVENT_INTEREST } = options;
  return {
    name: NAME,
    async fit(dataset) {
      const facts = {
        popularity: popularityShare(dataset, interest),
        isTaken: takenItems(dataset, interest),
      };
      return contentFrom(dataset, content, facts, options);
    },
    async load(artifacts, dataset) {
      const { popularity, isTaken } = await artifacts.readArrays(NAME);
      requireItems(NAME, popularity?.length ?? 0, dataset.items.length);
      const facts = { popularity: Float32Array.from(popularity), isTaken: Uint8Array.from(isTaken) };
      return contentFrom(dataset, content, facts, options);
    },
  };
}

function takenItems(
  { items, events }: Pick<Dataset, 'items' | 'events'>,
  interest: Float32Array,
): Uint8Array {
  const isTaken = new Uint8Array(items.length);
  for (let row = 0; row < events.count; row++) {
    if (events.item[row] >= 0 && interest[events.type[row]] > 0) isTaken[events.item[row]] = 1;
  }
  return isTaken;
}

interface Facts {
  readonly popularity: Float32Array;
  readonly isTaken: Uint8Array;
}

/** One kind of content: whether items have it, and how alike they are in it. */
interface View {
  readonly weight: number;
  readonly present: (item: number) => boolean;
  readonly cosines: PastCosines;
}

async function contentFrom(
  { items }: Pick<Dataset, 'items'>,
  content: ContentVectors,
  { popularity, isTaken }: Facts,
  options: ColdContentOptions,
): Promise<Recommender> {
  const { hideTaken = false, interest, longestPast = 50, recency = 0.95, weights = {} } = options;
  const views: View[] = [];
  for (const name of ['image', 'text'] as const) {
    const { [name]: weight = 1 } = weights;
    const { present } = content[name];
    requireItems(NAME, present.length, items.length);
    if (weight === 0 || !present.includes(1)) continue;
    const cosines = await contentCosines(content[name], longestPast);
    views.push({ weight, present: (item) => present[item] === 1, cosines });
  }
  if (weights.words !== 0) views.push({ weight: weights.words ?? 1, ...wordsOf(items) });
  const scoreOne = async ({ history }: Query): Promise<Float32Array> => {
    const past = recentItems(history, longestPast, interest);
    const result = popularity.slice();
    if (past.length > 0) addLikeness(result, await likenessTo(past, views, items.length, recency));
    if (hideTaken)
      for (let item = 0; item < result.length; item++) if (isTaken[item]) result[item] = -Infinity;
    return result;
  };
  return {
    name: NAME,
    async score(queries) {
      const scores: Float32Array[] = [];
      for (const query of queries) scores.push(await scoreOne(query));
      return scores;
    },
    save: (artifacts) => artifacts.writeArrays(NAME, { popularity, isTaken }),
  };
}

function wordsOf(items: Dataset['items']): Omit<View, 'weight'> {
  const index = buildTextIndex(items);
  return {
    present: (item) => index.itemStarts[item + 1] > index.itemStarts[item],
    cosines: async () => (item, out) => cosinesByText(index, item, out),
  };
}

function addLikeness(out: Float32Array, likeness: Float32Array): void {
  for (let item = 0; item < out.length; item++) out[item] += likeness[item];
}

/** The weighted mean of the kernel profiles, over the views that both the item and the past have. */
async function likenessTo(
  past: readonly RecentItem[],
  views: readonly View[],
  itemCount: number,
  recency: number,
): Promise<Float32Array> {
  const sum = new Float32Array(itemCount);
  const total = new Float32Array(itemCount);
  for (const { weight, present, cosines } of views) {
    const seen = past.filter(({ item }) => present(item));
    if (seen.length === 0) continue;
    const { kernel } = kernelProfile(seen, await cosines(seen), itemCount, recency);
    for (let item = 0; item < itemCount; item++) {
      if (!present(item)) continue;
      sum[item] += weight * kernel[item];
      total[item] += weight;
    }
  }
  return sum.map((value, item) => (total[item] > 0 ? value / total[item] : NOTHING_ALIKE));
}
