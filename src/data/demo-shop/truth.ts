import type { Scene } from '../../core/contracts/event.ts';
import type { ItemTraits } from './item-traits.ts';
import { MATERIALS } from './materials.ts';
import type { ShopperTaste } from './shoppers.ts';

/** What no model may see, and every test of a model may ask. Plain data: it crosses threads as it is. */
export interface DemoTruth {
  /** By user id. */
  readonly shoppers: Readonly<Record<string, ShopperTaste>>;
  /** By item id. */
  readonly items: Readonly<Record<string, ItemTraits>>;
  /** By session id. */
  readonly sessions: Readonly<Record<string, SessionTruth>>;
}

export interface SessionTruth {
  readonly scene: Scene;
  /** Kinds that were looked for when the session began. */
  readonly intents: readonly string[];
  /** The shopper was not logged in, and is nobody in the list of users. */
  readonly guest: boolean;
}

/** How much an item's share of the utility each modality has to tell; the sum is the utility. */
export interface UtilityParts {
  readonly image: number;
  readonly text: number;
  readonly attributes: number;
  readonly interest: number;
  readonly appeal: number;
}

/**
 * How well an item suits a shopper, in logits: the difference between two items is the logarithm of the odds that
 * the one is chosen before the other, all else equal. Standard deviation over the catalogue is about 1.8.
 */
export function trueUtility(shopper: ShopperTaste, traits: ItemTraits): number {
  const { image, text, attributes, interest, appeal } = utilityParts(shopper, traits);
  return image + text + attributes + interest + appeal;
}

/** How strictly people follow their taste: at 0 they would choose blindly. */
const SHARPNESS = 1.5;

export function utilityParts(shopper: ShopperTaste, traits: ItemTraits): UtilityParts {
  const { weights } = shopper;
  const looks =
    shopper.colour[traits.colour] + shopper.pattern[traits.pattern] + 0.8 * shopper.tone[traits.tone];
  const make =
    shopper.material[MATERIALS[traits.material].family] +
    shopper.style[traits.style] +
    0.8 * shopper.craft[traits.craft];
  const distance = Math.min(Math.abs(traits.relativePrice - shopper.relativePrice), 2.5);
  return {
    image: SHARPNESS * weights.image * looks,
    text: SHARPNESS * weights.text * make,
    attributes: SHARPNESS * weights.attributes * (0.4 - 1.1 * distance + (shopper.brand[traits.brand] ?? 0)),
    interest: 0.5 * (shopper.kind[traits.kind] ?? 0),
    appeal: 0.35 * traits.appeal,
  };
}
