import type { Item } from '../../../core/contracts/item.ts';

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
  for (const { categories } of items) {
    const kind = categories.at(-1);
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
    kindOf: Int32Array.from(items, ({ categories }) => numbers.get(categories.at(-1) ?? '') ?? kinds.length),
  };
}

/**
 * A matrix that averages rows of items by kind: `(count + 1) × items.length`, each row summing to 1, or to 0 for a kind
 * that is not among the items and for the last row, which stands for no kind.
 *
 * @param items one item a row
 */
export function kindAverages(
  { count, kindOf }: ItemKinds,
  items: Int32Array,
  out: Float32Array,
): Float32Array {
  const sizes = new Uint32Array(count + 1);
  for (const item of items) sizes[kindOf[item]]++;
  out.fill(0);
  for (const [row, item] of items.entries()) {
    const kind = kindOf[item];
    if (kind < count) out[kind * items.length + row] = 1 / sizes[kind];
  }
  return out;
}

/** The average vector of each kind, then zeros for no kind: `(count + 1) × width`. */
export function averagesOfKinds(
  vectors: Float32Array,
  width: number,
  { count, kindOf }: ItemKinds,
): Float32Array {
  const sums = new Float32Array((count + 1) * width);
  const sizes = new Uint32Array(count + 1);
  for (const [item, kind] of kindOf.entries()) {
    if (kind === count) continue;
    sizes[kind]++;
    for (let i = 0; i < width; i++) sums[kind * width + i] += vectors[item * width + i];
  }
  return sums.map((sum, at) => sum / Math.max(1, sizes[Math.floor(at / width)]));
}
