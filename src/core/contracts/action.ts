/** What a guide can recommend to do next: the things a shopper does, and five more that only a guide proposes. */
export const ACTIONS = [
  'view_item',
  'search',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'add_to_wishlist',
  'begin_checkout',
  'purchase',
  'apply_coupon',
  'compare',
  'filter',
  'ask',
  'leave',
] as const;

export type Action = (typeof ACTIONS)[number];
