import type { RecommendedItem } from '../core/contracts/api.ts';
import type { Item } from '../core/contracts/item.ts';
import type { RankedItem } from './engine.ts';
import { itemReason, sharedAttributes } from './reasons.ts';

/** A ranked item with its reason and the evidence behind it, as answers give it. */
export function presentItem(ranked: RankedItem, items: readonly Item[]): RecommendedItem {
  const item = items[ranked.item];
  const others = ranked.becauseOf.map(({ item: other, weights }) => ({ item: items[other], weights }));
  const shared = sharedAttributes(
    item,
    others.map((other) => other.item),
  );
  return {
    item,
    score: ranked.score,
    weights: ranked.weights,
    reason: itemReason({
      item,
      weights: ranked.weights,
      becauseOf: others,
      cold: ranked.cold,
      ownPast: ranked.ownPast,
    }),
    evidence: {
      becauseOf: ranked.becauseOf.map((other) => ({
        itemId: items[other.item].id,
        title: items[other.item].title,
        similarity: other.similarity,
      })),
      sharedAttributes: shared,
      cold: ranked.cold,
      ownPast: ranked.ownPast,
    },
  };
}
