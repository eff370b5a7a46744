import type {
  ItemsAnswer,
  NextAction,
  NextActionAnswer,
  RankAnswer,
  RecommendAnswer,
  RecommendedItem,
  SearchAnswer,
} from '../core/contracts/api.ts';
import type { Guide } from '../core/contracts/guide.ts';
import type { Item } from '../core/contracts/item.ts';
import type { PriceRange, Rules } from '../core/contracts/rules.ts';
import type { Decision, Store } from '../core/contracts/store.ts';
import { DaogouError } from '../core/errors.ts';
import { decisionLog } from './decision-log.ts';
import { neverShown } from '../core/retired-items.ts';
import type { EngineMethods, RankedItem } from './engine.ts';
import { lastViewed, proposeActions } from './next-action/propose-actions.ts';
import { presentItem } from './present-item.ts';
import { joinRules } from './rules/rules-of.ts';
import { sceneCatalogue, type SceneCatalogue } from './scenes/scene-catalogue.ts';
import { sceneReader } from './scenes/scene-reader.ts';
import type { Wanted } from './search/catalogue-search.ts';
import { readShopper, type Shopper, type ShopperContext } from './shopper-context.ts';

export interface LiveGuideParts {
  readonly store: Store;
  /** The engine, usually in a worker thread. */
  readonly engine: EngineMethods;
  readonly modelId: string;
  /** The catalogue in the order the model numbers it. */
  readonly items: readonly Item[];
  /** Turns a picture into its place in the engine's shared space; left out, there is no search by photo. */
  readonly locatePicture?: (picture: Uint8Array) => Promise<Float32Array>;
  /** The shop's own business rules; a request's come before them. Default: none but those for what is sold out. */
  readonly rules?: Rules;
  /** The shop's scenes, its own among them; default: the built-in ones. */
  readonly scenes?: SceneCatalogue;
  /** The present, in milliseconds since 1970; tests pass their own. */
  readonly now?: () => number;
}

type Kind = Decision['kind'];

/** Who is shown what the guide chose need not see what cannot be bought; who asked for it should know that it is there. */
const CHOSEN: Rules = { soldOut: 'hide' };
const ASKED_FOR: Rules = { soldOut: 'last' };

/** The online path: the log and the request become a query, the engine answers, the answer is explained and logged. */
export function createLiveGuide(parts: LiveGuideParts): Guide {
  const { store, engine, modelId, items, scenes = sceneCatalogue(), now = Date.now } = parts;
  const numbers = new Map(items.map((item, number) => [item.id, number]));
  const hidden = neverShown(items);
  const read = (shopper: Shopper): Promise<ShopperContext> => readShopper(store, shopper, numbers, now());
  const present = (ranked: RankedItem): RecommendedItem => presentItem(ranked, items);

  const decide = decisionLog(store, modelId, now);
  const decideItems = async (
    kind: Kind,
    shopper: Shopper,
    ranked: readonly RankedItem[],
  ): Promise<ItemsAnswer> => {
    const shown = ranked.map(({ item, score }) => ({ target: items[item].id, score }));
    return { ...(await decide(kind, shopper, shown)), items: ranked.map(present) };
  };

  const readScene = sceneReader({
    scenes,
    inferScene: (viewed, moment) => engine.inferScene(viewed, moment),
  });

  const numbersOf = (ids: readonly string[]): number[] =>
    ids.map((id) => numbers.get(id)).filter((number) => number !== undefined);

  const searchFor = async (wanted: Wanted, request: SearchFilter): Promise<SearchAnswer> => {
    const { query } = await read(request);
    const found = await engine.search(wanted, query, {
      limit: request.limit,
      category: request.category,
      price: priceRangeOf(request),
      rules: joinRules(ASKED_FOR, parts.rules),
    });
    const { total, facets, notes } = found;
    return { ...(await decideItems('search', request, found.items)), total, facets, notes: [...notes] };
  };

  return {
    modelId,
    scenes,
    async recommend(request): Promise<RecommendAnswer> {
      const context = await read(request);
      const scene = await readScene(request.scene, context);
      const {
        items: ranked,
        shopperWeights,
        notes,
      } = await engine.recommend(
        { ...context.query, scene: scene.number },
        {
          limit: request.limit,
          category: request.category,
          exclude: [...numbersOf(request.exclude), ...context.cart],
          rules: joinRules(CHOSEN, parts.rules, request.rules),
          strategy: scene.strategy,
        },
      );
      const decided = await decideItems('recommend', request, ranked);
      return { ...decided, ...scene.answer, shopperWeights, notes: [...notes] };
    },

    async similar(request): Promise<ItemsAnswer> {
      const item = numbers.get(request.itemId);
      if (item === undefined) throw unknownItem(request.itemId);
      return decideItems('similar', {}, await engine.similar(item, request.limit));
    },

    search: (request) => searchFor({ words: request.q }, request),

    async searchByPicture(picture, request): Promise<SearchAnswer> {
      if (!parts.locatePicture) throw noPictureModel();
      const looks = await parts.locatePicture(picture);
      return searchFor({ looks, words: request.q }, request);
    },

    async rank(request): Promise<RankAnswer> {
      const context = await read(request);
      const scene = await readScene(request.scene, context);
      const ids = [...new Set(request.itemIds)];
      const isKnown = (id: string): boolean => numbers.has(id) && !hidden.has(numbers.get(id)!);
      const known = numbersOf(ids.filter(isKnown));
      const {
        items: ranked,
        shopperWeights,
        notes,
      } = await engine.rerank(
        known,
        { ...context.query, scene: scene.number },
        {
          limit: request.limit ?? ids.length,
          orderWeight: request.orderWeight,
          rules: joinRules(ASKED_FOR, parts.rules, request.rules),
          strategy: scene.strategy,
        },
      );
      const decided = await decideItems('rank', request, ranked);
      const unknown = ids.filter((id) => !isKnown(id));
      return { ...decided, ...scene.answer, shopperWeights, notes: [...notes], unknown };
    },

    async nextAction(request): Promise<NextActionAnswer> {
      const context = await read(request);
      const { number: scene, strategy } = await readScene(request.scene, context);
      const excluded = numbersOf(request.exclude);
      // What the shopper has in the cart or before the eyes is nothing to look at next.
      const exclude = [...excluded, ...context.cart, lastViewed(context) ?? -1];
      const [forecast, { items: ranked }] = await Promise.all([
        engine.nextActions({ ...context.session, scene }),
        engine.recommend(
          { ...context.query, scene },
          {
            limit: 1,
            category: undefined,
            exclude,
            rules: joinRules(CHOSEN, parts.rules),
            strategy,
          },
        ),
      ]);
      const best = ranked.map(present).at(0);
      const look: NextAction[] = best
        ? [{ action: 'view_item', target: best.item, probability: null, reason: best.reason }]
        : [];
      const proposed = forecast ? proposeActions(forecast.actions, context, { best, excluded, items }) : look;
      const actions = proposed.slice(0, request.limit);
      const shown = actions.map(({ action, target, probability }) => ({
        target: target ? `${action}:${target.id}` : action,
        // Without a probability, what is left is how well the item suits.
        score: probability ?? best?.score ?? 0,
      }));
      return { ...(await decide('next-action', request, shown)), actions };
    },
  };
}

type SearchFilter = Parameters<Guide['searchByPicture']>[1];

function priceRangeOf({ minPrice, maxPrice }: SearchFilter): PriceRange | undefined {
  return minPrice === undefined && maxPrice === undefined ? undefined : { min: minPrice, max: maxPrice };
}

function noPictureModel(): DaogouError {
  return new DaogouError('model-missing', 'Nothing here can look at pictures', {
    remedy: 'Start the server with `daogou serve`, which brings an encoder of pictures.',
  });
}

function unknownItem(itemId: string): DaogouError {
  return new DaogouError('not-found', `The model knows no item ${itemId}`, {
    received: itemId,
    remedy: 'Use an id from GET /v1/items; for an item added since the last training, train again.',
  });
}
