import type { Item } from '../../core/contracts/item.ts';
import type { Random } from '../../core/random.ts';
import { DEPARTMENTS } from './departments/all.ts';
import type { ItemTraits } from './item-traits.ts';
import type { Brand, Department, Kind } from './kind.ts';
import { MATERIALS, type MaterialName } from './materials.ts';
import { COLOURS, TONES } from './palette.ts';
import { OCCASIONS, PATTERNS, STYLE_NAMES, STYLE_WORDS, TIERS, type CraftName, type Tier } from './traits.ts';
import { writeDescription, writeTitle } from './wording.ts';

const DAY = 86_400_000;
/** Share of items that come on sale while the shop is open, so that there are cold items wherever time is cut. */
const LAUNCHED_LATER = 0.22;
const TONE_WEIGHTS = [0.25, 0.5, 0.25];
/** How many items a shop has of each tier, before brands are chosen. */
const TIER_WEIGHTS: Readonly<Record<Tier, number>> = { value: 1, mid: 1.4, premium: 0.9, luxury: 0.55 };

export interface DemoItem {
  readonly item: Item;
  readonly traits: ItemTraits;
}

export interface CatalogueOptions {
  /** Number of items; spread evenly over the kinds. */
  readonly count: number;
  /** First day of trade and the end of the last, in milliseconds since 1970 in UTC. */
  readonly opening: number;
  readonly until: number;
}

/** Items by id; ids are mixed over the departments so that a list by id is a pleasant one. */
export function generateCatalogue(options: CatalogueOptions, random: Random): DemoItem[] {
  const titles = new Set<string>();
  const drafts = slots(options.count).map(({ department, kind, index }, slot) => {
    const draw = random.fork(`item ${kind.key} ${index}`);
    return { ...draftItem(department, kind, index, draw, titles), draw, slot };
  });
  return random
    .fork('order')
    .shuffle(drafts)
    .map(({ item, traits, draw }, position) => {
      const id = `demo-${String(position + 1).padStart(4, '0')}`;
      return {
        item: { ...item, id, image: `demo/${id}.webp`, availableFrom: launch(options, draw.fork('launch')) },
        traits,
      };
    });
}

/** `count` places spread over all kinds, the same number each but for the remainder. */
function slots(count: number): { department: Department; kind: Kind; index: number }[] {
  const kinds = DEPARTMENTS.flatMap((department) => department.kinds.map((kind) => ({ department, kind })));
  // A stride that shares no factor with the number of kinds spreads a small shop over all departments.
  const stride = 29;
  return Array.from({ length: count }, (_, i) => ({
    ...kinds[(i * stride) % kinds.length],
    index: Math.floor(i / kinds.length),
  }));
}

function draftItem(
  department: Department,
  kind: Kind,
  index: number,
  random: Random,
  titles: Set<string>,
): { item: Omit<Item, 'id' | 'image' | 'availableFrom'>; traits: ItemTraits } {
  const brand = pickBrand(department, random);
  const [size, sizeFactor] = kind.sizes ? random.pick(kind.sizes) : (['', 1] as const);
  const yuan = kind.price * sizeFactor * department.tiers[brand.tier] * Math.exp(0.14 * random.normal());
  const traits = drawTraits(department, kind, brand, index, random);
  const wording = { kind, brand, traits, size };
  const title = writeTitle(wording, random, (text) => !titles.has(text.toLowerCase()));
  titles.add((title.en ?? '').toLowerCase());
  const amount = priceTag(yuan, brand.tier);
  return {
    item: {
      title,
      description: writeDescription(wording, random),
      categories: [department.name[0], kind.name[0]],
      brand: brand.name[0],
      price: { amount, currency: 'CNY' },
      attributes: attributes(department, kind, brand, traits, size),
      stock: kind.restockDays
        ? 200 + random.integer(1800)
        : 5 + random.integer(brand.tier === 'luxury' ? 15 : 180),
      retired: false,
    },
    traits: { ...traits, relativePrice: Math.log(amount / 100 / (kind.price * sizeFactor)) },
  };
}

function pickBrand(department: Department, random: Random): Brand {
  const tier =
    TIERS[
      random.weighted(
        TIERS.map((name) =>
          department.brands.some((brand) => brand.tier === name) ? TIER_WEIGHTS[name] : 0,
        ),
      )
    ];
  return random.pick(department.brands.filter((brand) => brand.tier === tier));
}

function drawTraits(
  department: Department,
  kind: Kind,
  brand: Brand,
  index: number,
  random: Random,
): Omit<ItemTraits, 'relativePrice'> {
  const model = (index + random.integer(2)) % kind.models.length;
  const { colours = kind.colours, patterns = kind.patterns } = kind.models[model];
  const patterned = patterns.filter((pattern) => pattern !== 'solid');
  const plain = patterned.length === 0 || (patterns.includes('solid') && random.next() < 0.36);
  const material = random.pick(kind.materials);
  return {
    kind: kind.key,
    department: department.name[0],
    model,
    brand: brand.name[0],
    tier: brand.tier,
    colour: random.pick(colours),
    tone: TONES[random.weighted(TONE_WEIGHTS)],
    pattern: plain ? 'solid' : random.pick(patterned),
    material,
    style: random.next() < 0.8 ? random.pick(brand.styles) : random.pick(STYLE_NAMES),
    craft: random.pick(craftsOf(kind, material)),
    occasion: random.pick(kind.occasions),
    appeal: random.normal(),
  };
}

/** Ways of making that make sense: nobody sells an organic camera or a hard-wearing tomato. */
function craftsOf(kind: Kind, material: MaterialName): readonly CraftName[] {
  const { family } = MATERIALS[material];
  if (family === 'botanical' || family === 'mineral') return ['handmade', 'organic', 'recycled', 'limited'];
  if (kind.restockDays) return ['handmade', 'recycled', 'limited'];
  if (family === 'plant fibre' || family === 'fine fibre')
    return ['handmade', 'organic', 'recycled', 'limited', 'lightweight', 'durable'];
  return ['handmade', 'recycled', 'limited', 'lightweight', 'durable'];
}

function attributes(
  department: Department,
  kind: Kind,
  brand: Brand,
  traits: Omit<ItemTraits, 'relativePrice'>,
  size: string,
): Record<string, string> {
  return {
    kind: kind.name[0].toLowerCase(),
    colour: traits.colour,
    pattern: traits.pattern,
    material: traits.material,
    style: traits.style,
    occasion: traits.occasion,
    tier: traits.tier,
    ...(size === '' ? {} : { unit_size: size }),
    department_zh: department.name[1],
    kind_zh: kind.name[1],
    brand_zh: brand.name[1],
    colour_zh: COLOURS[traits.colour].words[1],
    pattern_zh: PATTERNS[traits.pattern].words[1],
    material_zh: MATERIALS[traits.material].zh,
    style_zh: STYLE_WORDS[traits.style][1],
    occasion_zh: OCCASIONS[traits.occasion][1],
  };
}

/** Fen, ending as price tags do: .90 below 100 yuan, 9 below 2,000, whole hundreds for dear and luxury goods. */
function priceTag(yuan: number, tier: Tier): number {
  if (yuan < 100) return Math.max(1, Math.round(yuan)) * 100 - 10;
  if (tier === 'luxury' && yuan >= 500) return Math.round(yuan / 50) * 5000;
  if (yuan < 2000) return Math.round(yuan / 10) * 1000 - 100;
  return Math.round(yuan / 100) * 10_000 - 100;
}

function launch({ opening, until }: CatalogueOptions, random: Random): string {
  const later = random.next() < LAUNCHED_LATER;
  const time = later
    ? opening + (0.2 + 0.78 * random.next()) * (until - opening)
    : opening - (1 + 420 * random.next() ** 2) * DAY;
  return new Date(Math.floor(time / 3_600_000) * 3_600_000).toISOString();
}
