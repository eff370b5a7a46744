import type { Kind } from './kind.ts';
import type { MaterialName } from './materials.ts';
import type { ColourName, Tone } from './palette.ts';
import type { CraftName, OccasionName, PatternName, StyleName, Tier } from './traits.ts';

/**
 * What an item truly is. Some of it is in the item's attributes, `tone` shows in the picture alone, `craft` is told
 * by the description alone, and `appeal` only by what people do: so every modality knows something of its own.
 */
export interface ItemTraits {
  readonly kind: Kind['key'];
  readonly department: string;
  /** Position of the design among the kind's models. */
  readonly model: number;
  readonly brand: string;
  readonly tier: Tier;
  readonly colour: ColourName;
  readonly tone: Tone;
  readonly pattern: PatternName;
  readonly material: MaterialName;
  readonly style: StyleName;
  readonly craft: CraftName;
  readonly occasion: OccasionName;
  /** Natural logarithm of the price over what the kind costs in the mid tier, for the same amount. */
  readonly relativePrice: number;
  /** Standard normal: how well liked it is for no reason that can be seen. */
  readonly appeal: number;
}
