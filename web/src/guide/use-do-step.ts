import { useLocation } from 'wouter';
import { comparePath, itemPath } from '../layout/paths.ts';
import { CONFIRM_ID, SEARCH_BOX_ID } from '../layout/landmark-ids.ts';
import { rememberOrigin } from '../state/origins.ts';
import { addToCart, isWished, removeFromCart, toggleWish } from '../state/shopping.ts';
import { wishlistStore } from '../state/stored-items.ts';
import { track } from '../state/track.ts';
import type { Step } from './steps.ts';
import { useGuideAnswer } from './use-guide-answer.ts';

const COMPARED = 3;

/** To the page that shows the order and, once it is there, to its one button: the press stays with the shopper. */
function goToConfirm(navigate: (path: string) => void): void {
  navigate('/checkout');
  requestAnimationFrame(() => {
    const confirm = document.getElementById(CONFIRM_ID);
    confirm?.scrollIntoView({ block: 'center' });
    confirm?.focus();
  });
}

/** Carries out what the guide proposes. An order is only ever led up to: confirming it stays with the shopper. */
export function useDoStep(): (step: Step) => void {
  const [, navigate] = useLocation();
  const { data: picks } = useGuideAnswer();

  return ({ action, target, recommendationId }) => {
    if (target) rememberOrigin(target.id, recommendationId);
    switch (action) {
      case 'view_item':
        if (!target) return;
        track('select_item', { item: target });
        return navigate(itemPath(target.id));
      case 'add_to_cart':
        return target ? addToCart(target) : undefined;
      case 'remove_from_cart':
        return target ? removeFromCart(target) : undefined;
      case 'add_to_wishlist':
        if (target && !isWished(wishlistStore.get(), target.id)) toggleWish(target);
        return;
      case 'search':
        return document.getElementById(SEARCH_BOX_ID)?.focus();
      case 'view_cart':
        return navigate('/cart');
      case 'begin_checkout':
        return navigate('/checkout');
      case 'purchase':
        return goToConfirm(navigate);
      case 'compare':
        return navigate(comparePath((picks?.items ?? []).slice(0, COMPARED).map(({ item }) => item.id)));
      case 'filter':
        return navigate('/products');
      case 'leave':
        return navigate('/');
      // Never proposed here: see `isPossible`.
      case 'apply_coupon':
      case 'ask':
        return;
      default:
        action satisfies never;
    }
  };
}
