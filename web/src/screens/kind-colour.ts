import type { ElementKind } from '../../../src/core/contracts/screen.ts';

/** Hues far enough apart to be told from one another; words stand beside them wherever they are explained. */
const HUES: Record<ElementKind, number> = {
  add_to_cart: 150,
  buy_now: 30,
  coupon: 350,
  checkout: 265,
  place_order: 300,
  search: 230,
  filter: 195,
  quantity: 100,
  remove: 15,
  wishlist: 330,
  product_card: 60,
  navigation: 250,
};
/** Of the kinds that there are many of, less. */
const QUIET: readonly ElementKind[] = ['navigation', 'product_card'];

/** Around a box, so that its colour stands out from dark pictures as well. */
export const HALO = '0 0 0 3px rgb(255 255 255 / 0.4)';

/** The colour of a kind of element: dark enough to bear white words, on any picture. */
export function kindColour(kind: ElementKind): string {
  return `oklch(0.5 ${QUIET.includes(kind) ? 0.09 : 0.17} ${HUES[kind]})`;
}
