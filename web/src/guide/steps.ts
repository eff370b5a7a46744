import type { ItemView, NextActionAnswer, RecommendAnswer, Reason } from '../../../src/core/contracts/api.ts';
import type { Action } from '../../../src/core/contracts/action.ts';
import { type Cart, mostOf, quantityOf } from '../state/cart.ts';

/** One thing the guide proposes to do. */
export interface Step {
  readonly key: string;
  readonly action: Action;
  readonly target: ItemView | null;
  readonly reason: Reason;
  readonly recommendationId: string;
}

export interface Situation {
  readonly cart: Cart;
  readonly wishlist: readonly ItemView[];
  readonly path: string;
  /** The item whose page is open. */
  readonly openItemId: string | null;
  readonly never: readonly string[];
  /** Keys of steps that the shopper put off. */
  readonly putOff: readonly string[];
}

/** Whether this shop can carry the step out here and now: nothing is proposed whose button would do nothing. */
export function isPossible(action: Action, target: ItemView | null, situation: Situation): boolean {
  const { cart, wishlist, path } = situation;
  if (target !== null && situation.never.includes(target.id)) return action === 'remove_from_cart';
  switch (action) {
    case 'view_item':
      return target !== null && target.id !== situation.openItemId;
    case 'add_to_cart':
      return target !== null && quantityOf(cart, target.id) < mostOf(target);
    case 'remove_from_cart':
      return target !== null && quantityOf(cart, target.id) > 0;
    case 'add_to_wishlist':
      return target !== null && !wishlist.some(({ id }) => id === target.id);
    case 'view_cart':
      return cart.length > 0 && path !== '/cart';
    case 'begin_checkout':
      return cart.length > 0 && path !== '/checkout';
    case 'purchase':
      return cart.length > 0;
    case 'compare':
      return path !== '/compare';
    case 'filter':
      return !path.startsWith('/category') && path !== '/products';
    case 'search':
      return true;
    case 'leave':
      return path !== '/';
    // This shop has no coupons and no chat.
    case 'apply_coupon':
    case 'ask':
      return false;
    default:
      return action satisfies never;
  }
}

/**
 * What the guide proposes, best first: the model's next actions that are possible here and not put off, then, where
 * fewer than `wanted` are left, a look at what it recommends.
 */
export function stepsFor(
  next: Pick<NextActionAnswer, 'recommendationId' | 'actions'> | undefined,
  picks: RecommendAnswer | undefined,
  situation: Situation,
  wanted: number,
): Step[] {
  const isFree = ({ key, action, target }: Step): boolean =>
    !situation.putOff.includes(key) && isPossible(action, target, situation);
  const proposed = next?.actions.map((one) => stepOf(one, next.recommendationId)) ?? [];
  const looks =
    picks?.items.map(({ item, reason }) =>
      stepOf({ action: 'view_item', target: item, reason }, picks.recommendationId),
    ) ?? [];
  const steps = new Map([...proposed, ...looks].filter(isFree).map((step) => [step.key, step]));
  return [...steps.values()].slice(0, wanted);
}

function stepOf(
  { action, target, reason }: Pick<Step, 'action' | 'target' | 'reason'>,
  recommendationId: string,
): Step {
  return { key: `${action} ${target?.id ?? ''}`, action, target, reason, recommendationId };
}
