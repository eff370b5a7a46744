import type { Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { Item } from '../../core/contracts/item.ts';
import type { SceneStrategy } from '../../core/contracts/scene.ts';
import { dot, normaliseInPlace } from '../../core/maths.ts';

/** Vectors of pictures, row after row, of any length; all zeros where an item has no picture. */
export interface PictureVectors {
  readonly vectors: Float32Array;
  readonly width: number;
}

const DAY = 86_400_000;
const PURCHASE = EVENT_TYPES.indexOf('purchase');
/** Events that say what the shopper likes to look at. */
const LOOKED = new Set(
  ['select_item', 'view_item', 'add_to_cart', 'add_to_wishlist', 'purchase'].map(typeNumber),
);
/** Deviations beyond which nothing stands out more. */
const FURTHEST = 2;
/** Fewer items of a kind than this have no usual price of their own. */
const FEWEST_OF_A_KIND = 5;
/** Days after which an item is half as new. */
const HALF_LIFE = 60;

/**
 * In how far each item stands out in what a strategy weighs: its price among its kind, its brand, how new it is, whether
 * the shopper bought it, and its looks beside what the shopper looked at. All in deviations, so that one weight means
 * the same for each.
 */
export class StrategyFacets {
  private readonly items: readonly Item[];
  private readonly pictures: PictureVectors | undefined;
  private readonly price: Float32Array;
  private readonly standing: Float32Array;
  private readonly soldFrom: Float64Array;

  constructor(items: readonly Item[], pictures?: PictureVectors) {
    this.items = items;
    this.pictures = pictures && { ...pictures, vectors: unitRows(pictures) };
    this.price = pricesAmongKinds(items);
    this.standing = brandStandings(items, this.price);
    this.soldFrom = Float64Array.from(items, ({ availableFrom }) =>
      availableFrom === null ? Number.NaN : Date.parse(availableFrom),
    );
  }

  /** Adds the strategy's weights to the scores, in place. What has a weight of 0 costs nothing. */
  apply(scores: Float32Array, strategy: SceneStrategy, query: Query): void {
    const { price, brand, novelty, repeatPurchase, visualTaste } = strategy;
    if (price !== 0) addTo(scores, this.price, price);
    if (brand !== 0) addTo(scores, this.brands(query), brand);
    if (novelty !== 0) addTo(scores, this.novelty(query.now), novelty);
    if (repeatPurchase !== 0) addTo(scores, this.repeats(query), repeatPurchase);
    if (visualTaste !== 0) addTo(scores, this.looks(query), visualTaste);
  }

  /** The brand's standing, and 1 more where the shopper chose the brand before. */
  private brands({ history }: Query): Float32Array {
    const chosen = new Set(
      history
        .filter(({ item, type }) => item >= 0 && LOOKED.has(type))
        .map(({ item }) => this.items[item].brand),
    );
    return this.standing.map((standing, i) => {
      const { brand } = this.items[i];
      return standing + (brand !== null && chosen.has(brand) ? 1 : 0);
    });
  }

  /** 1 on the first day of sale, half of it two months later; 0 where the day is not known. */
  private novelty(now: number): Float32Array {
    return Float32Array.from(this.soldFrom, (from) =>
      Number.isNaN(from) ? 0 : 2 ** (-Math.max(0, now - from) / DAY / HALF_LIFE),
    );
  }

  private repeats({ history }: Query): Float32Array {
    const repeats = new Float32Array(this.items.length);
    for (const { item, type } of history) if (item >= 0 && type === PURCHASE) repeats[item] = 1;
    return repeats;
  }

  /** Likeness to the mean of the pictures looked at, in deviations over the items; 0 without pictures or a past. */
  private looks({ history }: Query): Float32Array {
    const likeness = new Float32Array(this.items.length);
    if (!this.pictures) return likeness;
    const { vectors, width } = this.pictures;
    const taste = new Float32Array(width);
    for (const { item, type } of history) {
      if (item < 0 || !LOOKED.has(type)) continue;
      for (let i = 0; i < width; i++) taste[i] += vectors[item * width + i];
    }
    if (taste.every((value) => value === 0)) return likeness;
    for (let item = 0; item < likeness.length; item++) {
      likeness[item] = dot(vectors.subarray(item * width, (item + 1) * width), taste);
    }
    return deviations(likeness);
  }
}

/** A copy with every row scaled to length 1, so that dot products are cosines. */
function unitRows({ vectors, width }: PictureVectors): Float32Array {
  const rows = vectors.slice();
  for (let start = 0; start < rows.length; start += width) {
    normaliseInPlace(rows.subarray(start, start + width));
  }
  return rows;
}

function typeNumber(name: string): number {
  return EVENT_TYPES.findIndex((type) => type === name);
}

function addTo(scores: Float32Array, facet: Float32Array, weight: number): void {
  for (let item = 0; item < scores.length; item++) scores[item] += weight * facet[item];
}

/** (value − mean) / deviation, at most 2 either way; all 0 where nothing differs. */
function deviations(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, values.length));
  if (deviation < 1e-6) return new Float32Array(values.length);
  return values.map((value) => Math.max(-FURTHEST, Math.min(FURTHEST, (value - mean) / deviation)));
}

/** How dear each item is for its kind: deviations of the price's logarithm among the items of its last category. */
function pricesAmongKinds(items: readonly Item[]): Float32Array {
  const prices = new Float32Array(items.length);
  const kinds = new Map<string, number[]>();
  for (const [i, { price, categories }] of items.entries()) {
    if (price === null) continue;
    const kind = `${price.currency} ${categories.at(-1) ?? ''}`;
    const known = kinds.get(kind);
    if (known) known.push(i);
    else kinds.set(kind, [i]);
  }
  for (const members of kinds.values()) {
    if (members.length < FEWEST_OF_A_KIND) continue;
    const among = deviations(Float32Array.from(members, (i) => Math.log1p(items[i].price?.amount ?? 0)));
    for (const [place, i] of members.entries()) prices[i] = among[place];
  }
  return prices;
}

/** What each item's brand asks above its kinds, on the mean of its items, in deviations among brands' items. */
function brandStandings(items: readonly Item[], prices: Float32Array): Float32Array {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [i, { brand }] of items.entries()) {
    if (brand === null) continue;
    const known = sums.get(brand) ?? { sum: 0, count: 0 };
    sums.set(brand, { sum: known.sum + prices[i], count: known.count + 1 });
  }
  return deviations(
    Float32Array.from(items, ({ brand }) => {
      const known = brand === null ? undefined : sums.get(brand);
      return known ? known.sum / known.count : 0;
    }),
  );
}
