import { randomUUID } from 'node:crypto';
import { ACTIONS, type Action } from '../../core/contracts/action.ts';
import type {
  NextActionAnswer,
  RecommendAnswer,
  RecommendedItem,
  SearchAnswer,
} from '../../core/contracts/api.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { Item } from '../../core/contracts/item.ts';
import type { Store } from '../../core/contracts/store.ts';
import { DaogouError } from '../../core/errors.ts';
import { isPicture } from '../../core/media-limits.ts';
import { findScene, sceneCatalogue } from '../../guide/scenes/scene-catalogue.ts';

const SCENES_OF_SHOP = sceneCatalogue({
  scenes: { 'back-to-school': { like: 'replenish', label: { en: 'Back to school', zh: '开学季' } } },
});
const GENERAL = { history: 0, scene: 0, general: 1 };

/**
 * A second implementation of the guide's contract, for the tests of the server: what is bought most, counted from
 * the store when it is made. It knows nobody, so that everyone gets the same answer.
 */
export async function createPopularityGuide(store: Store): Promise<Guide> {
  const { items, events } = await store.loadDataset();
  const purchases = new Float64Array(items.length);
  const purchase = EVENT_TYPES.indexOf('purchase');
  for (let i = 0; i < events.count; i++) {
    if (events.type[i] === purchase && events.item[i] >= 0) purchases[events.item[i]]++;
  }
  const ranked = items.map((item, i) => rankedItem(item, purchases[i])).sort((a, b) => b.score - a.score);
  const answer = (rows: RecommendedItem[], limit: number) => ({
    recommendationId: randomUUID(),
    modelId: 'popularity',
    items: rows.slice(0, limit),
  });
  /** By words of the titles; a picture says nothing here. */
  const found = ({
    q = '',
    limit,
    category,
    minPrice = 0,
    maxPrice = Infinity,
  }: Parameters<Guide['searchByPicture']>[1]): SearchAnswer => {
    const rows = ranked.filter(
      ({ item }) =>
        [item.title.en, item.title.zh].some((title) => title?.toLowerCase().includes(q.toLowerCase())) &&
        (category === undefined || item.categories.includes(category)) &&
        (item.price?.amount ?? 0) >= minPrice &&
        (item.price?.amount ?? 0) <= maxPrice,
    );
    return {
      ...answer(rows, limit),
      total: rows.length,
      facets: { categories: [], prices: [] },
      notes: [],
    };
  };
  return {
    modelId: 'popularity',
    scenes: SCENES_OF_SHOP,
    async recommend({ scene, limit, category, exclude }) {
      const rows = ranked.filter(
        ({ item }) =>
          !exclude.includes(item.id) && (category === undefined || item.categories.includes(category)),
      );
      return {
        ...answer(rows, limit),
        ...sceneOf(scene),
        shopperWeights: GENERAL,
        notes: [],
      };
    },
    async similar({ itemId, limit }) {
      const asked = items.find(({ id }) => id === itemId);
      if (!asked) {
        throw new DaogouError('not-found', 'The model does not know this item', {
          received: itemId,
          remedy: 'Train again after adding items.',
        });
      }
      const rows = ranked.filter(
        ({ item }) => item.id !== itemId && item.categories[0] === asked.categories[0],
      );
      return answer(rows, limit);
    },
    search: async (request) => found(request),
    async searchByPicture(picture, request) {
      if (isPicture(picture)) return found(request);
      throw new DaogouError('bad-media', 'The picture that was sent cannot be read', {
        remedy: 'Send a JPEG, PNG, WebP, AVIF or GIF.',
      });
    },
    async rank({ itemIds, limit }) {
      const rows = ranked.filter(({ item }) => itemIds.includes(item.id));
      return {
        ...answer(rows, limit ?? rows.length),
        ...sceneOf(undefined),
        shopperWeights: GENERAL,
        notes: [],
        unknown: itemIds.filter((id) => !items.some((item) => item.id === id)),
      };
    },
    async nextAction({ limit, exclude }) {
      const rows = ranked.filter(({ item }) => !exclude.includes(item.id));
      return nextActions(await store.events.count(), rows, limit);
    },
  };
}

/** The scene that is given, or else browsing, of which this guide is half sure. */
function sceneOf(
  given: string | null | undefined,
): Pick<RecommendAnswer, 'scene' | 'strategy' | 'presentation'> {
  const { name, like, strategy, presentation } = findScene(SCENES_OF_SHOP, given ?? 'browse');
  const why = given ? { en: 'You chose it.', zh: '你选的。' } : { en: 'It is a guess.', zh: '这是猜测。' };
  const source = given ? 'given' : 'inferred';
  return {
    scene: { name, like, probability: given ? 1 : 0.5, source, why, others: [] },
    strategy,
    presentation,
  };
}

function rankedItem(item: Item, purchases: number): RecommendedItem {
  return {
    item,
    score: purchases,
    reason: { en: `Bought ${purchases} times`, zh: `已售 ${purchases} 件` },
    weights: { image: 0, text: 0, attributes: 0, behaviour: 1 },
    evidence: { becauseOf: [], sharedAttributes: [], cold: purchases === 0, ownPast: null },
  };
}

/** Actions by their share of all events. */
function nextActions(
  counts: Readonly<Record<string, number>>,
  ranked: readonly RecommendedItem[],
  limit: number,
): NextActionAnswer {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const isAction = (name: string): name is Action => ACTIONS.some((action) => action === name);
  const actions = Object.entries(counts).flatMap(([action, count]) =>
    isAction(action)
      ? [
          {
            action,
            target: action === 'view_item' ? (ranked[0]?.item ?? null) : null,
            probability: count / total,
            reason: { en: `${count} of ${total} events`, zh: `${total} 次中的 ${count} 次` },
          },
        ]
      : [],
  );
  return {
    recommendationId: randomUUID(),
    modelId: 'popularity',
    actions: actions.sort((a, b) => b.probability - a.probability).slice(0, limit),
  };
}
