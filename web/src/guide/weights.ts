import type { RecommendedItem, ShopperWeights } from '../../../src/core/contracts/api.ts';

/** What a recommendation can rest on: the item's modalities, and what was understood of the shopper. */
export type Ground = keyof RecommendedItem['weights'] | keyof ShopperWeights;

export interface Weight {
  readonly ground: Ground;
  readonly share: number;
}

/** Less would be written as 0%. */
const LEAST_SHOWN = 0.005;

/**
 * The chips of one item: its modalities, heaviest first, then the occasion. The modalities together make 1; the
 * occasion's share is of another whole (history, occasion and general taste), so it stands last. What has no say has no
 * chip.
 */
export function weightsOf(
  item: Pick<RecommendedItem, 'weights'> | undefined,
  shopper: ShopperWeights | undefined,
): Weight[] {
  const modalities = Object.entries(item?.weights ?? {}) as [Ground, number][];
  const about = item
    ? shopper && ([['scene', shopper.scene]] as [Ground, number][])
    : (Object.entries(shopper ?? {}) as [Ground, number][]);
  const weights = modalities
    .sort(([, a], [, b]) => b - a)
    .concat(about ?? [])
    .filter(([, share]) => share >= LEAST_SHOWN)
    .map(([ground, share]) => ({ ground, share }));
  return weights;
}
