import type { ItemView } from '../../../src/core/contracts/api.ts';
import type { Money } from '../../../src/core/contracts/item.ts';

export interface CartLine {
  /** The item as it was when it was added. */
  readonly item: ItemView;
  readonly quantity: number;
}

export type Cart = readonly CartLine[];

export const MOST_OF_ONE = 99;

/** How many of an item one order can hold: the stock, where the shop tells it, and never more than 99. */
export function mostOf(item: ItemView): number {
  return Math.min(MOST_OF_ONE, item.stock ?? MOST_OF_ONE);
}

export function quantityOf(cart: Cart, itemId: string): number {
  return cart.find((line) => line.item.id === itemId)?.quantity ?? 0;
}

/** The cart with exactly `quantity` of the item, kept between 0 (no line) and what can be ordered. */
export function withQuantity(cart: Cart, item: ItemView, quantity: number): Cart {
  const whole = Math.trunc(Number.isFinite(quantity) ? quantity : 0);
  const kept = Math.max(0, Math.min(mostOf(item), whole));
  if (kept === 0) return cart.filter((line) => line.item.id !== item.id);
  return quantityOf(cart, item.id) === 0
    ? [...cart, { item, quantity: kept }]
    : cart.map((line) => (line.item.id === item.id ? { item, quantity: kept } : line));
}

export function countOf(cart: Cart): number {
  return cart.reduce((sum, line) => sum + line.quantity, 0);
}

/** Price of a line; null where the item has no price. */
export function lineTotal({ item, quantity }: CartLine): Money | null {
  return item.price && { amount: item.price.amount * quantity, currency: item.price.currency };
}

/** One sum for each currency in the cart, in the order of the lines: amounts of two currencies are never added. */
export function totalsOf(cart: Cart): Money[] {
  const sums = new Map<string, number>();
  for (const line of cart) {
    const total = lineTotal(line);
    if (total) sums.set(total.currency, (sums.get(total.currency) ?? 0) + total.amount);
  }
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}
