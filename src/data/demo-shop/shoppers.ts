import { SCENES, type Scene } from '../../core/contracts/event.ts';
import type { Random } from '../../core/random.ts';
import { DEPARTMENTS } from './departments/all.ts';
import { MATERIAL_FAMILIES, type MaterialFamily } from './materials.ts';
import { COLOUR_NAMES, TONES, type ColourName, type Tone } from './palette.ts';
import { PERSONAS, type Persona } from './personas.ts';
import {
  CRAFT_NAMES,
  PATTERN_NAMES,
  STYLE_NAMES,
  type CraftName,
  type PatternName,
  type StyleName,
} from './traits.ts';

/** What a shopper goes by: looks (`image`), what is said of make and material (`text`), or price and brand. */
export const TASTE_MODALITIES = ['image', 'text', 'attributes'] as const;
export type TasteModality = (typeof TASTE_MODALITIES)[number];

/**
 * What a shopper likes. Likings are about 1 for what they love, about -1 for what they avoid, near 0 for the rest.
 * Plain data: it can be cloned, stored and compared.
 */
export interface ShopperTaste {
  readonly persona: string;
  /** The modality with the largest weight. */
  readonly modality: TasteModality;
  readonly weights: Readonly<Record<TasteModality, number>>;
  readonly colour: Readonly<Record<ColourName, number>>;
  readonly pattern: Readonly<Record<PatternName, number>>;
  readonly tone: Readonly<Record<Tone, number>>;
  readonly material: Readonly<Record<MaterialFamily, number>>;
  readonly style: Readonly<Record<StyleName, number>>;
  readonly craft: Readonly<Record<CraftName, number>>;
  /** Liked natural logarithm of price over what the kind costs in the mid tier. */
  readonly relativePrice: number;
  /** Likings by brand; brands not named are neutral. */
  readonly brand: Readonly<Record<string, number>>;
  /** Interest in each kind, as a logarithm; what is looked for follows it, and liking a little. */
  readonly kind: Readonly<Record<string, number>>;
  /** How often each scene brings them in; together 1. */
  readonly scenes: Readonly<Record<Scene, number>>;
  /** Mean sessions a month. */
  readonly activity: number;
}

const BRANDS_BY_DEPARTMENT = DEPARTMENTS.map(({ brands }) => brands.map(({ name }) => name[0]));

export function drawTaste(random: Random): ShopperTaste {
  const persona = PERSONAS[random.weighted(PERSONAS.map(({ share }) => share))];
  const modality = random.pick(TASTE_MODALITIES);
  const brands = [...new Set(BRANDS_BY_DEPARTMENT.flat())];
  return {
    persona: persona.name,
    modality,
    weights: drawWeights(modality, random),
    colour: likings(COLOUR_NAMES, persona.colours, persona.avoids, random),
    pattern: likings(PATTERN_NAMES, persona.patterns, [], random),
    tone: likings(TONES, [persona.tone], [], random),
    material: likings(MATERIAL_FAMILIES, persona.families, [], random),
    style: likings(STYLE_NAMES, persona.styles, [], random),
    craft: likings(CRAFT_NAMES, persona.crafts, [], random),
    relativePrice: persona.relativePrice + 0.45 * random.normal(),
    brand: Object.fromEntries(
      brands.map((name) => [name, random.next() < 0.2 ? 0.6 + 0.5 * random.next() : 0]),
    ),
    kind: kindInterest(persona, random),
    scenes: sceneShares(persona, random),
    activity: Math.exp(-0.91 + 0.7 * random.normal()),
  };
}

function drawWeights(modality: TasteModality, random: Random): Record<TasteModality, number> {
  const weight = (name: TasteModality): number =>
    name === modality ? 1.25 + 0.25 * random.next() : 0.3 + 0.25 * random.next();
  return { image: weight('image'), text: weight('text'), attributes: weight('attributes') };
}

/** Two in three of what the circle loves is loved, one in eight of the rest; avoided things likewise. */
function likings<Name extends string>(
  names: readonly Name[],
  loved: readonly Name[],
  avoided: readonly Name[],
  random: Random,
): Record<Name, number> {
  const entries = names.map((name): [Name, number] => {
    const isLoved = random.next() < (loved.includes(name) ? 0.67 : 0.12);
    const isAvoided = !isLoved && random.next() < (avoided.includes(name) ? 0.7 : 0.14);
    return [name, (isLoved ? 1 : isAvoided ? -0.9 : 0) + 0.2 * random.normal()];
  });
  return Object.fromEntries(entries) as Record<Name, number>;
}

function kindInterest(persona: Persona, random: Random): Record<string, number> {
  return Object.fromEntries(
    DEPARTMENTS.flatMap(({ name, kinds }) => {
      const department = (persona.departments.includes(name[0]) ? 1 : 0) + 0.5 * random.normal();
      return kinds.map(({ key }) => [key, department + 0.7 * random.normal()]);
    }),
  );
}

function sceneShares(persona: Persona, random: Random): Record<Scene, number> {
  const raw = SCENES.map((scene) => ((persona.scenes[scene] ?? 0) + 0.35) * Math.exp(0.4 * random.normal()));
  const total = raw.reduce((sum, share) => sum + share, 0);
  return Object.fromEntries(SCENES.map((scene, i) => [scene, raw[i] / total])) as Record<Scene, number>;
}
