import { randomUUID } from 'node:crypto';
import type {
  ItemsAnswer,
  NextAction,
  NextActionAnswer,
  RecommendAnswer,
  RecommendedItem,
  SceneGuess,
} from '../core/contracts/api.ts';
import { SCENES, type Scene } from '../core/contracts/event.ts';
import type { Guide } from '../core/contracts/guide.ts';
import type { Item } from '../core/contracts/item.ts';
import type { Decision, Store } from '../core/contracts/store.ts';
import { DaogouError } from '../core/errors.ts';
import type { ActionProbability } from '../models/actions/next-action-model.ts';
import type { LearntAction } from '../models/actions/session-state.ts';
import type { EngineMethods, RankedItem } from './engine.ts';
import { actionReason, itemReason, sharedAttributes } from './reasons.ts';
import { readShopper, type Shopper, type ShopperContext } from './shopper-context.ts';

export interface LiveGuideParts {
  readonly store: Store;
  /** The engine, usually in a worker thread. */
  readonly engine: EngineMethods;
  readonly modelId: string;
  /** The catalogue in the order the model numbers it. */
  readonly items: readonly Item[];
  /** The present, in milliseconds since 1970; tests pass their own. */
  readonly now?: () => number;
}

/** Deeds that a guide proposes; it never proposes to leave or to put something back. */
const PROPOSED: ReadonlySet<LearntAction> = new Set([
  'view_item',
  'search',
  'add_to_cart',
  'view_cart',
  'add_to_wishlist',
  'begin_checkout',
  'purchase',
]);

type Kind = Decision['kind'];

/** The online path: the log and the request become a query, the engine answers, the answer is explained and logged. */
export function createLiveGuide({ store, engine, modelId, items, now = Date.now }: LiveGuideParts): Guide {
  const numbers = new Map(items.map((item, number) => [item.id, number]));
  const read = (shopper: Shopper): Promise<ShopperContext> => readShopper(store, shopper, numbers, now());
  const present = (ranked: RankedItem): RecommendedItem => presentItem(ranked, items);

  /** Logs what is about to be shown and gives it its id. */
  const decide = async (
    kind: Kind,
    shopper: Shopper,
    shown: readonly { target: string; score: number }[],
  ): Promise<{ recommendationId: string; modelId: string }> => {
    const recommendationId = randomUUID();
    await store.decisions.append([
      {
        recommendationId,
        time: new Date(now()).toISOString(),
        kind,
        userId: shopper.userId ?? null,
        sessionId: shopper.sessionId ?? null,
        modelId,
        shown: shown.map((one) => ({ target: one.target, score: one.score, propensity: 1 })),
      },
    ]);
    return { recommendationId, modelId };
  };
  const decideItems = async (
    kind: Kind,
    shopper: Shopper,
    ranked: readonly RankedItem[],
  ): Promise<ItemsAnswer> => {
    const shown = ranked.map(({ item, score }) => ({ target: items[item].id, score }));
    return { ...(await decide(kind, shopper, shown)), items: ranked.map(present) };
  };

  /** The scene that is known for sure: asked for, or else reported by the page. */
  const toldScene = (asked: Scene | null | undefined, context: ShopperContext): Scene | null =>
    asked === undefined ? (context.reportedScene ?? null) : asked;
  /** The told scene, or else the likeliest one for what was viewed. */
  const sceneOf = async (told: Scene | null, context: ShopperContext): Promise<SceneGuess> => {
    if (told) return { name: told, probability: 1, source: 'given' };
    const viewed = context.session.events.map(({ item }) => item).filter((item) => item >= 0);
    const { scene, probability } = await engine.inferScene(viewed);
    return { name: SCENES[scene], probability, source: 'inferred' };
  };

  const numbersOf = (ids: readonly string[]): number[] =>
    ids.map((id) => numbers.get(id)).filter((number) => number !== undefined);

  return {
    modelId,
    async recommend(request): Promise<RecommendAnswer> {
      const context = await read(request);
      const told = toldScene(request.scene, context);
      const [scene, { items: ranked, shopperWeights }] = await Promise.all([
        sceneOf(told, context),
        engine.recommend(
          { ...context.query, scene: sceneNumber(told) },
          {
            limit: request.limit,
            category: request.category,
            exclude: [...numbersOf(request.exclude), ...context.cart],
          },
        ),
      ]);
      return { ...(await decideItems('recommend', request, ranked)), scene, shopperWeights };
    },

    async similar(request): Promise<ItemsAnswer> {
      const item = numbers.get(request.itemId);
      if (item === undefined) throw unknownItem(request.itemId);
      return decideItems('similar', {}, await engine.similar(item, request.limit));
    },

    async search(request): Promise<ItemsAnswer> {
      const { query } = await read(request);
      return decideItems('search', request, await engine.search(request.q, query, request.limit));
    },

    async nextAction(request): Promise<NextActionAnswer> {
      const context = await read(request);
      const scene = sceneNumber(toldScene(request.scene, context));
      const excluded = numbersOf(request.exclude);
      // What the shopper has in the cart or before the eyes is nothing to look at next.
      const exclude = [...excluded, ...context.cart, lastViewed(context) ?? -1];
      const [predicted, { items: ranked }] = await Promise.all([
        engine.nextActions({ ...context.session, scene }),
        engine.recommend({ ...context.query, scene }, { limit: 1, category: undefined, exclude }),
      ]);
      const best = ranked.map(present).at(0);
      const look: NextAction[] = best
        ? [{ action: 'view_item', target: best.item, probability: null, reason: best.reason }]
        : [];
      const proposed = predicted ? proposals(predicted, context, { best, excluded, items }) : look;
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

function sceneNumber(scene: Scene | null): number {
  return scene === null ? -1 : SCENES.indexOf(scene);
}

function lastViewed({ session }: ShopperContext): number | undefined {
  return session.events.findLast(({ type, item }) => type === 'view_item' && item >= 0)?.item;
}

interface Targets {
  /** The item most recommended of those that may be shown. */
  readonly best: RecommendedItem | undefined;
  /** Items never to propose, by number. */
  readonly excluded: readonly number[];
  readonly items: readonly Item[];
}

/** Predicted deeds that make sense in this state, each with the item it is about. */
function proposals(
  predicted: readonly ActionProbability[],
  context: ShopperContext,
  { best, excluded, items }: Targets,
): NextAction[] {
  const { cart, session } = context;
  const viewed = lastViewed(context);
  const addable = viewed !== undefined && !cart.includes(viewed) && !excluded.includes(viewed);
  const toAdd = addable ? items[viewed] : best?.item;
  const last = session.events.at(-1)?.type;
  return predicted.flatMap(({ action, probability }) => {
    if (!PROPOSED.has(action)) return [];
    const needsCart = action === 'view_cart' || action === 'begin_checkout' || action === 'purchase';
    if (needsCart && cart.length === 0) return [];
    // The page that is open need not be opened.
    if (needsCart && action === last) return [];
    if (action === 'purchase' && !CHECKOUT_STEPS.has(last ?? '')) return [];
    const target = targetOf(action, best?.item, toAdd);
    if (target === undefined) return [];
    // What is shown for the first time needs a reason of its own.
    const reason =
      best && target === best.item ? best.reason : actionReason(action, probability, target ?? undefined);
    return [{ action, target, probability, reason }];
  });
}

const CHECKOUT_STEPS: ReadonlySet<string> = new Set([
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
]);

/** The item an action is about: null for none, undefined where one is needed and there is none. */
function targetOf(
  action: LearntAction,
  recommended: Item | undefined,
  toAdd: Item | undefined,
): Item | null | undefined {
  if (action === 'view_item') return recommended;
  if (action === 'add_to_cart' || action === 'add_to_wishlist') return toAdd;
  return null;
}

function presentItem(ranked: RankedItem, items: readonly Item[]): RecommendedItem {
  const item = items[ranked.item];
  const others = ranked.becauseOf.map(({ item: other, weights }) => ({ item: items[other], weights }));
  const shared = sharedAttributes(
    item,
    others.map((other) => other.item),
  );
  return {
    item,
    score: ranked.score,
    weights: ranked.weights,
    reason: itemReason({
      item,
      weights: ranked.weights,
      becauseOf: others,
      cold: ranked.cold,
      ownPast: ranked.ownPast,
    }),
    evidence: {
      becauseOf: ranked.becauseOf.map((other) => ({
        itemId: items[other.item].id,
        title: items[other.item].title,
        similarity: other.similarity,
      })),
      sharedAttributes: shared,
      cold: ranked.cold,
      ownPast: ranked.ownPast,
    },
  };
}

function unknownItem(itemId: string): DaogouError {
  return new DaogouError('not-found', `The model knows no item ${itemId}`, {
    received: itemId,
    remedy: 'Use an id from GET /v1/items; for an item added since the last training, train again.',
  });
}
