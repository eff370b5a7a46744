import type { ItemView, RecommendedItem } from '../../../../src/core/contracts/api.ts';
import type { Bought } from '../../state/stored-items.ts';

const MOST_SHOWN = 5;

/** What the shopper bought: on this device, latest first, then by what the guide recommends of it. */
export function boughtBefore(
  recommended: readonly RecommendedItem[],
  onThisDevice: readonly Bought[],
  userId: string | null,
): ItemView[] {
  const items = [
    ...onThisDevice.filter((one) => one.userId === userId).map(({ item }) => item),
    ...recommended.filter(({ evidence }) => evidence.ownPast === 'bought').map(({ item }) => item),
  ];
  return [...new Map(items.map((item) => [item.id, item])).values()].slice(0, MOST_SHOWN);
}
