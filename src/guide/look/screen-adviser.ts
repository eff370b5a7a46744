import type { LookAction } from '../../core/contracts/look.ts';
import type { Rules } from '../../core/contracts/rules.ts';
import type { ScreenReading } from '../../core/contracts/screen.ts';
import type { ActionProbability } from '../../models/actions/next-action-model.ts';
import { decisionLog } from '../decision-log.ts';
import type { LiveGuideParts } from '../live-guide.ts';
import { lastViewed } from '../next-action/propose-actions.ts';
import { presentItem } from '../present-item.ts';
import { actionReason } from '../reasons.ts';
import { joinRules } from '../rules/rules-of.ts';
import { sceneCatalogue } from '../scenes/scene-catalogue.ts';
import { sceneReader } from '../scenes/scene-reader.ts';
import { readShopper, type ShopperContext } from '../shopper-context.ts';
import { whyAbstain } from './abstention.ts';
import type { LookQuestion, ScreenAdvice } from './live-looker.ts';
import { elementFor, productOf, type ShownProduct } from './screen-targets.ts';

/** Actions that a screen without a shop's words on it may still be proposed. */
const NEEDS_CART = new Set(['view_cart', 'begin_checkout', 'purchase', 'remove_from_cart']);
const CART_PAGES = new Set(['cart', 'checkout']);
const CHOSEN: Rules = { soldOut: 'hide' };

export type ScreenAdviserParts = Pick<
  LiveGuideParts,
  'store' | 'engine' | 'modelId' | 'items' | 'rules' | 'scenes' | 'now'
>;

/** What to do on a screen: the model's actions, each with the element to touch and the item that it is about. */
export function createScreenAdviser(
  parts: ScreenAdviserParts,
): (reading: ScreenReading, question: LookQuestion) => Promise<ScreenAdvice> {
  const { store, engine, modelId, items, scenes = sceneCatalogue(), now = Date.now } = parts;
  const numbers = new Map(items.map((item, number) => [item.id, number]));
  const log = decisionLog(store, modelId, now);
  const readScene = sceneReader({
    scenes,
    inferScene: (viewed, moment) => engine.inferScene(viewed, moment),
  });

  return async (reading, question) => {
    const context = await readShopper(store, question, numbers, now());
    const { number: scene, strategy } = await readScene(question.scene, context);
    const shown = shownProducts(reading, numbers);
    const options = { rules: joinRules(CHOSEN, parts.rules), strategy };
    const query = { ...context.query, scene };
    const forecast = await engine.nextActions({ ...context.session, scene, screen: reading });
    const candidates = [...new Set(shown.map(({ item }) => item))].filter(
      (item) => !context.cart.includes(item),
    );
    const { items: ranked } =
      candidates.length > 0
        ? await engine.rerank(candidates, query, { ...options, limit: 1, orderWeight: 0 })
        : await engine.recommend(query, { ...options, limit: 1, category: undefined, exclude: context.cart });
    const best = ranked.map((one) => presentItem(one, items)).at(0);
    const actions = (forecast?.actions ?? [])
      .flatMap((one) => actionOn(reading, one, { context, shown, best, parts }))
      .slice(0, question.limit);
    const targets = actions.map(({ action, target, probability }) => ({
      target: target ? `${action}:${target.id}` : action,
      score: probability ?? 0,
    }));
    const decided = await log('next-action', question, targets);
    const likeliest = actions.length > 0 ? Math.max(...targets.map(({ score }) => score)) : undefined;
    return { ...decided, actions, abstains: whyAbstain(reading, likeliest, forecast?.leastSure ?? 1) };
  };
}

interface Known {
  readonly context: ShopperContext;
  readonly shown: readonly ShownProduct[];
  readonly best: ReturnType<typeof presentItem> | undefined;
  readonly parts: ScreenAdviserParts;
}

/** The products of the catalogue on a screen. An id that the catalogue does not have is none: a page may claim any. */
function shownProducts({ products }: ScreenReading, numbers: ReadonlyMap<string, number>): ShownProduct[] {
  return products.flatMap(({ id, box }) => {
    const item = id === null ? undefined : numbers.get(id);
    return item === undefined ? [] : [{ item, box }];
  });
}

/** The action as it can be done here; none where this is not the place for it. */
function actionOn(
  reading: ScreenReading,
  { action, probability }: ActionProbability,
  { context, shown, best, parts: { items } }: Known,
): LookAction[] {
  const hasCart = context.cart.length > 0 || CART_PAGES.has(reading.page.type);
  if (action === 'leave' || (NEEDS_CART.has(action) && !hasCart)) return [];
  if (action === 'view_item') {
    if (!best) return [];
    const box = shown.find(({ item }) => items[item].id === best.item.id)?.box;
    const element = box ? elementFor(action, reading, box) : null;
    return [{ action, target: best.item, element, probability, reason: best.reason }];
  }
  const element = elementFor(action, reading);
  const isAboutItem =
    action === 'add_to_cart' || action === 'add_to_wishlist' || action === 'remove_from_cart';
  const product = isAboutItem
    ? productOf(element === null ? undefined : reading.elements[element].box, shown, reading.page.type)
    : undefined;
  const item = product?.item ?? (isAboutItem ? itemOfEvents(action, reading, context) : undefined);
  // Without an item to name and without anything to touch, there is nothing that could be done.
  if (isAboutItem && item === undefined && element === null) return [];
  const target = item === undefined ? null : items[item];
  return [
    { action, target, element, probability, reason: actionReason(action, probability, target ?? undefined) },
  ];
}

/**
 * The item that the shopper's events name, by number, where the screen names none: what went into the cart last, or
 * the product whose page is open. Once products were looked for and found, what stands there counts alone.
 */
function itemOfEvents(
  action: ActionProbability['action'],
  { page, products }: ScreenReading,
  context: ShopperContext,
): number | undefined {
  if (products.length > 0) return undefined;
  if (action === 'remove_from_cart') return context.cart.at(-1);
  return page.type === 'product' ? lastViewed(context) : undefined;
}
