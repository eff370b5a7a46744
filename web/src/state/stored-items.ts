import type { ItemView } from '../../../src/core/contracts/api.ts';
import type { Cart } from './cart.ts';
import { persisted } from './persisted.ts';

function isItem(value: unknown): value is ItemView {
  if (typeof value !== 'object' || value === null) return false;
  const item = value as Partial<ItemView>;
  return typeof item.id === 'string' && typeof item.title === 'object' && Array.isArray(item.categories);
}

function isLine(value: unknown): value is Cart[number] {
  const line = value as Partial<Cart[number]> | null;
  return isItem(line?.item) && Number.isInteger(line.quantity) && Number(line.quantity) > 0;
}

const acceptItems = (value: unknown): ItemView[] | undefined =>
  Array.isArray(value) ? value.filter(isItem) : undefined;

export const cartStore = persisted<Cart>({
  key: 'daogou.cart',
  keeping: 'local',
  initial: () => [],
  accept: (value) => (Array.isArray(value) ? value.filter(isLine) : undefined),
});

export const wishlistStore = persisted<readonly ItemView[]>({
  key: 'daogou.wishlist',
  keeping: 'local',
  initial: () => [],
  accept: acceptItems,
});

export interface Bought {
  /** Who bought it; null for a guest. */
  readonly userId: string | null;
  readonly item: ItemView;
}

/** What was ordered on this device, latest first: "buy again" knows it before the next training does. */
export const boughtStore = persisted<readonly Bought[]>({
  key: 'daogou.bought',
  keeping: 'local',
  initial: () => [],
  accept: (value) =>
    Array.isArray(value) ? value.filter((one: Partial<Bought> | null) => isItem(one?.item)) : undefined,
});

/** Items the shopper said "never this" to; the guide is asked to leave them out. */
export const neverStore = persisted<readonly string[]>({
  key: 'daogou.never',
  keeping: 'local',
  initial: () => [],
  accept: (value) =>
    Array.isArray(value) ? value.filter((id) => typeof id === 'string').slice(-500) : undefined,
});
