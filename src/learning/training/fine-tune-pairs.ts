/** Two items that somebody bought together, by their numbers. */
export type ItemPair = readonly [item: number, item: number];

export interface Purchase {
  readonly user: string;
  readonly item: number;
  /** What counts as together: a session, or a day such as 2026-01-31. */
  readonly occasion: string;
}

/** Beyond this, a basket is somebody's wholesale: its pairs would drown all others. */
const LARGEST_BASKET = 20;

/** Every two different items that the same person bought on the same occasion, each pair once. */
export function purchasePairs(purchases: Iterable<Purchase>): ItemPair[] {
  const baskets = new Map<string, Set<number>>();
  for (const { user, item, occasion } of purchases) {
    const key = JSON.stringify([user, occasion]);
    const basket = baskets.get(key);
    if (basket) basket.add(item);
    else baskets.set(key, new Set([item]));
  }
  const pairs = new Map<string, ItemPair>();
  for (const basket of baskets.values()) {
    if (basket.size > LARGEST_BASKET) continue;
    const items = [...basket].toSorted((a, b) => a - b);
    for (const [i, first] of items.entries()) {
      for (const second of items.slice(i + 1)) pairs.set(pairKey(first, second), [first, second]);
    }
  }
  return [...pairs.values()];
}

/** The same for both orders. */
export function pairKey(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
