import { knownCategories, type Item } from '../../../core/contracts/item.ts';

/** Kinds that are told apart; rarer ones have no average worth the name. */
const MOST_KINDS = 256;
/** A kind of fewer items has no others to differ from. */
const FEWEST_ITEMS = 2;

/** Items by their last category, such as dresses or coffee: what a shopper chooses among once they know what they want. */
export interface ItemKinds {
  readonly count: number;
  /** One an item: its kind, from 0 to `count - 1`, or `count` for an item of none. */
  readonly kindOf: Int32Array;
}

export function itemKinds(items: readonly Item[]): ItemKinds {
  const counts = new Map<string, number>();
  for (const item of items) {
    const kind = knownCategories(item).at(-1);
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts]
    .filter(([, count]) => count >= FEWEST_ITEMS)
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .slice(0, MOST_KINDS)
    .map(([kind]) => kind);
  const numbers = new Map(kinds.map((kind, number) => [kind, number]));
  return {
    count: kinds.length,
    kindOf: Int32Array.from(items, (item) => numbers.get(knownCategories(item).at(-1) ?? '') ?? kinds.length),
  };
}
