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

const stepKey = (action: Action, target: ItemView | null): string => `${action} ${target?.id ?? ''}`;

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
 * fewer than `wanted` are left, a look at what it recommends. Where an action is about what the model would look at
 * next, it is about the best of the recommendations instead: they know the chosen occasion and what the shopper never
 * wants to see, and the next action is not told.
 */
export function stepsFor(
  next: NextActionAnswer | undefined,
  picks: RecommendAnswer | undefined,
  situation: Situation,
  wanted: number,
): Step[] {
  const isFree = ({ key, action, target }: Step): boolean =>
    !situation.putOff.includes(key) && isPossible(action, target, situation);
  const looks: Step[] = (picks?.items ?? []).map(({ item, reason }) => ({
    key: stepKey('view_item', item),
    action: 'view_item',
    target: item,
    reason,
    recommendationId: picks?.recommendationId ?? '',
  }));
  const lookedAt = next?.actions.find(({ action }) => action === 'view_item')?.target?.id;
  const bestLook = looks.find(isFree);
  const proposed: Step[] = (next?.actions ?? []).map(({ action, target, reason }) => {
    if (bestLook && target !== null && target.id === lookedAt) {
      return { ...bestLook, key: stepKey(action, bestLook.target), action };
    }
    const recommendationId = next?.recommendationId ?? '';
    return { key: stepKey(action, target), action, target, reason, recommendationId };
  });
  const steps = new Map([...proposed, ...looks].filter(isFree).map((step) => [step.key, step]));
  return [...steps.values()].slice(0, wanted);
}
