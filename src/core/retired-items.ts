import type { Item } from './contracts/item.ts';

/** The items of a catalogue that no list shows: those that are no longer sold. */
export interface NeverShown {
  /** Their numbers, ascending. */
  readonly items: Int32Array;
  has(item: number): boolean;
  /** Puts `-Infinity` in their places of `scores`, which has one entry an item, and gives the same array. */
  hide(scores: Float32Array): Float32Array;
}

/** Asked wherever scores of a whole catalogue become a list, so that no model has to know of it. */
export function neverShown(items: readonly Pick<Item, 'retired'>[]): NeverShown {
  const hidden = Int32Array.from(items.keys().filter((item) => items[item].retired));
  return {
    items: hidden,
    has: (item) => items[item]?.retired ?? false,
    hide(scores) {
      for (const item of hidden) scores[item] = -Infinity;
      return scores;
    },
  };
}

/** How many items are sold. */
export function countForSale(items: readonly Pick<Item, 'retired'>[]): number {
  return items.reduce((count, { retired }) => count + (retired ? 0 : 1), 0);
}
