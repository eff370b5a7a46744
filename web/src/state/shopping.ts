import type { ItemView } from '../../../src/core/contracts/api.ts';
import { type Cart, quantityOf, withQuantity } from './cart.ts';
import { shopper } from './shopper.ts';
import { boughtStore, cartStore, neverStore, wishlistStore } from './stored-items.ts';
import { track } from './track.ts';

const MOST_BOUGHT = 48;

/** Sets how many of an item are in the cart and tells the shop the difference. */
export function setQuantity(item: ItemView, quantity: number): void {
  const before = quantityOf(cartStore.get(), item.id);
  cartStore.update((cart) => withQuantity(cart, item, quantity));
  const change = quantityOf(cartStore.get(), item.id) - before;
  if (change > 0) track('add_to_cart', { item, quantity: change });
  if (change < 0) track('remove_from_cart', { item, quantity: -change });
}

export function addToCart(item: ItemView): void {
  setQuantity(item, quantityOf(cartStore.get(), item.id) + 1);
}

export function removeFromCart(item: ItemView): void {
  setQuantity(item, 0);
}

export function isWished(wishlist: readonly ItemView[], itemId: string): boolean {
  return wishlist.some(({ id }) => id === itemId);
}

export function toggleWish(item: ItemView): void {
  const wished = isWished(wishlistStore.get(), item.id);
  wishlistStore.update((list) => (wished ? list.filter(({ id }) => id !== item.id) : [item, ...list]));
  if (!wished) track('add_to_wishlist', { item });
}

/** Orders what is in the cart: one purchase for each line. Returns what was ordered; the cart is empty after. */
export function purchase(): Cart {
  const ordered = cartStore.get();
  cartStore.set([]);
  const { userId } = shopper.get();
  const isOrdered = (itemId: string): boolean => ordered.some(({ item }) => item.id === itemId);
  boughtStore.update((before) =>
    [
      ...ordered.map(({ item }) => ({ userId, item })),
      ...before.filter((one) => one.userId !== userId || !isOrdered(one.item.id)),
    ].slice(0, MOST_BOUGHT),
  );
  for (const { item, quantity } of ordered) track('purchase', { item, quantity });
  return ordered;
}

export function neverShow(itemId: string): void {
  neverStore.update((ids) => [...ids.filter((id) => id !== itemId), itemId].slice(-500));
}
