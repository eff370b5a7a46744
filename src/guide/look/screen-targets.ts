import type { Action } from '../../core/contracts/action.ts';
import type { Box, ElementKind, ScreenReading } from '../../core/contracts/screen.ts';

/** What to touch for an action, best first. */
const KINDS: Readonly<Partial<Record<Action, readonly ElementKind[]>>> = {
  search: ['search'],
  add_to_cart: ['add_to_cart', 'buy_now'],
  remove_from_cart: ['remove'],
  add_to_wishlist: ['wishlist'],
  begin_checkout: ['checkout', 'buy_now'],
  purchase: ['place_order'],
  apply_coupon: ['coupon'],
  filter: ['filter'],
  view_item: ['product_card'],
};

/** How shops call the cart. */
const CART_WORDS = /\b(cart|basket|bag)\b|购物车|购物袋/i;

/** Position in the elements of what to touch for the action: the surest, or for a product its own card; null for none. */
export function elementFor(action: Action, { elements }: ScreenReading, product?: Box): number | null {
  const isFor = (kind: ElementKind, position: number): boolean =>
    elements[position].kind === kind && (product === undefined || overlaps(elements[position].box, product));
  const surest = (kind: ElementKind): number | undefined =>
    elements
      .map((_, position) => position)
      .filter((position) => isFor(kind, position))
      .sort((a, b) => elements[b].confidence - elements[a].confidence)
      .at(0);
  if (action === 'view_cart') {
    const link = elements.findIndex(({ kind, text }) => kind === 'navigation' && CART_WORDS.test(text));
    return link < 0 ? null : link;
  }
  for (const kind of KINDS[action] ?? []) {
    const found = surest(kind);
    if (found !== undefined) return found;
  }
  return null;
}

export interface ShownProduct {
  /** Number of the item in the catalogue. */
  readonly item: number;
  readonly box: Box;
}

/**
 * The product that an element belongs to: the one whose box holds it; on a product's own page the largest one shown.
 * Undefined where that is not told.
 */
export function productOf(
  element: Box | undefined,
  products: readonly ShownProduct[],
  page: ScreenReading['page']['type'],
): ShownProduct | undefined {
  const holding = element && products.find(({ box }) => overlaps(element, box));
  if (holding || page !== 'product') return holding;
  const area = ({ box: [, , width, height] }: ShownProduct): number => width * height;
  return products.toSorted((a, b) => area(b) - area(a)).at(0);
}

/** True where the middle of one box lies in the other one. */
function overlaps(one: Box, other: Box): boolean {
  return holdsMiddle(one, other) || holdsMiddle(other, one);
}

function holdsMiddle([x, y, width, height]: Box, [left, top, across, down]: Box): boolean {
  const [middleX, middleY] = [left + across / 2, top + down / 2];
  return middleX >= x && middleX <= x + width && middleY >= y && middleY <= y + height;
}
