import type { NextAction, RecommendedItem } from '../../core/contracts/api.ts';
import type { Item } from '../../core/contracts/item.ts';
import type { ActionProbability } from '../../models/actions/next-action-model.ts';
import type { LearntAction } from '../../models/actions/session-state.ts';
import { actionReason } from '../reasons.ts';
import type { ShopperContext } from '../shopper-context.ts';

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

/** The item whose page was opened last, by number. */
export function lastViewed({ session }: ShopperContext): number | undefined {
  return session.events.findLast(({ type, item }) => type === 'view_item' && item >= 0)?.item;
}

export interface Targets {
  /** The item most recommended of those that may be shown. */
  readonly best: RecommendedItem | undefined;
  /** Items never to propose, by number. */
  readonly excluded: readonly number[];
  readonly items: readonly Item[];
}

/** Predicted deeds that make sense in this state, each with the item it is about. */
export function proposeActions(
  predicted: readonly ActionProbability[],
  context: ShopperContext,
  { best, excluded, items }: Targets,
): NextAction[] {
  const { cart, session } = context;
  const viewed = lastViewed(context);
  const addable =
    viewed !== undefined && !items[viewed].retired && !cart.includes(viewed) && !excluded.includes(viewed);
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
