import type { ColourName } from './palette.ts';
import type { MaterialName } from './materials.ts';
import type { OccasionName, PatternName, StyleName, Tier } from './traits.ts';
import type { Words } from './words.ts';

/** One design of a kind: what it is called, and a sentence about what sets it apart. */
export interface Model {
  readonly name: Words;
  readonly feature: Words;
  /** Where the design fixes them, such as a green apple. */
  readonly colours?: readonly ColourName[];
  readonly patterns?: readonly PatternName[];
}

export interface Kind {
  /** Names the drawing, too. */
  readonly key: string;
  /** The second-level category. */
  readonly name: Words;
  readonly models: readonly Model[];
  readonly colours: readonly ColourName[];
  readonly patterns: readonly PatternName[];
  readonly materials: readonly MaterialName[];
  readonly occasions: readonly OccasionName[];
  readonly uses: readonly Words[];
  /** Typical price in yuan in the mid tier. */
  readonly price: number;
  /** What is coloured when the goods themselves are not: the colour then is that of the tin, not of the tea. */
  readonly packaging?: Words;
  /** Amounts it is sold in, with the factor each has on the price. */
  readonly sizes?: readonly (readonly [size: string, factor: number])[];
  /** Days after which a household needs it again; absent for things that last. */
  readonly restockDays?: number;
  /** How fit it is as a present, in [0, 1]. */
  readonly gift: number;
}

export interface Department {
  /** The first-level category. */
  readonly name: Words;
  readonly brands: readonly Brand[];
  /** Price factor of each tier. */
  readonly tiers: Readonly<Record<Tier, number>>;
  readonly kinds: readonly Kind[];
}

export interface Brand {
  readonly name: Words;
  readonly tier: Tier;
  readonly styles: readonly StyleName[];
}

/** A design in one line: names, then the sentence that sets it apart. */
export const model = (
  en: string,
  zh: string,
  featureEn: string,
  featureZh: string,
  only: Pick<Model, 'colours' | 'patterns'> = {},
): Model => ({ name: [en, zh], feature: [featureEn, featureZh], ...only });
