import type { ItemView } from '../../../src/core/contracts/api.ts';
import type { Money } from '../../../src/core/contracts/item.ts';

export interface UnitPrice {
  readonly price: Money;
  /** What the price is for, such as `100 g`, or `1` for a piece of a pack. */
  readonly unit: string;
}

/** Each unit of a size in the unit that prices are compared in: `[compared in, how many of it is one]`. */
const COMPARED: Record<string, readonly [unit: string, perOne: number]> = {
  g: ['100 g', 0.01],
  kg: ['100 g', 10],
  ml: ['100 ml', 0.01],
  cl: ['100 ml', 0.1],
  l: ['100 ml', 10],
};

const SIZE = /^(?:(\d+)\s*[x×]\s*)?(\d+(?:\.\d+)?)\s*([a-z]+)\b/i;

/**
 * What the item costs per 100 g, 100 ml or piece, from its `size` attribute such as `500 ml`, `6 x 330 ml` or
 * `12 rolls`; null where it has no price or no size that says how much is in it.
 */
export function unitPriceOf(item: Pick<ItemView, 'price' | 'attributes'>): UnitPrice | null {
  const match = SIZE.exec(item.attributes.size?.trim() ?? '');
  if (!match || !item.price) return null;
  const [, packs = '1', amount, word] = match;
  const [unit, perOne] = COMPARED[word.toLowerCase()] ?? ['1', 1];
  const units = Number(packs) * Number(amount) * perOne;
  // One piece at the price of one piece says nothing new.
  if (units <= 0 || (unit === '1' && units === 1)) return null;
  return { price: { ...item.price, amount: Math.round(item.price.amount / units) }, unit };
}
