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

/** What was ordered on this device, latest first: the source of "buy again". */
export const boughtStore = persisted<readonly ItemView[]>({
  key: 'daogou.bought',
  keeping: 'local',
  initial: () => [],
  accept: acceptItems,
});

/** Items the shopper said "never this" to; the guide is asked to leave them out. */
export const neverStore = persisted<readonly string[]>({
  key: 'daogou.never',
  keeping: 'local',
  initial: () => [],
  accept: (value) =>
    Array.isArray(value) ? value.filter((id) => typeof id === 'string').slice(-500) : undefined,
});
