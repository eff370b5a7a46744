import type { ItemView } from '../../../src/core/contracts/api.ts';
import type { Money } from '../../../src/core/contracts/item.ts';

export interface UnitPrice {
  readonly price: Money;
  readonly unit: '100 g' | '100 ml' | 'piece';
}

/** For each unit of measure: what prices are compared by, and how many of that one unit is. */
const COMPARED: Readonly<Record<string, readonly [unit: UnitPrice['unit'], of: number]>> = {
  g: ['100 g', 0.01],
  kg: ['100 g', 10],
  ml: ['100 ml', 0.01],
  cl: ['100 ml', 0.1],
  l: ['100 ml', 10],
  pc: ['piece', 1],
  pcs: ['piece', 1],
  roll: ['piece', 1],
  rolls: ['piece', 1],
};

/** `500 ml`, `2.5 kg`, `6 x 330 ml`, `12 rolls`. */
const SIZE = /^(?:(\d+)\s*[x×]\s*)?(\d+(?:\.\d+)?)\s*([a-z]+)$/i;

/**
 * What the item costs per 100 g, 100 ml or piece, from its `unit_size` attribute; null where it has no price, no
 * size that can be read, or is a single piece, whose price says it already.
 */
export function unitPriceOf(item: Pick<ItemView, 'price' | 'attributes'>): UnitPrice | null {
  const match = SIZE.exec(item.attributes.unit_size?.trim() ?? '');
  if (!match || !item.price) return null;
  const [, packs = '1', amount, word] = match;
  const compared = COMPARED[word.toLowerCase()];
  if (!compared) return null;
  const [unit, of] = compared;
  const units = Number(packs) * Number(amount) * of;
  if (units <= 0 || (unit === 'piece' && units === 1)) return null;
  return { price: { ...item.price, amount: Math.round(item.price.amount / units) }, unit };
}
