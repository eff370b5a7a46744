import type { EventColumns, Query } from '../../core/contracts/dataset.ts';
import { knownCategories, type Item } from '../../core/contracts/item.ts';
import { neverShown } from '../../core/retired-items.ts';
import type { Catalogue } from '../ranking/catalogue.ts';
import { featureSpace } from '../ranking/feature-space.ts';
import { guessScores } from '../ranking/ranked-scores.ts';

/** What a scene model reads of shopper, item and moment. */
export interface SceneSpace {
  readonly names: readonly string[];
  readonly itemCount: number;
  /** The whole catalogue for one question. */
  columns(query: Query): SceneColumns;
}

export interface SceneColumns {
  /** One a name, one entry an item; NaN where it is not known. Shared columns are the space's own: read them only. */
  readonly columns: readonly Float32Array[];
  /** The ranker's first guess of each item, which picks the candidates. */
  readonly guess: Float32Array;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Largest categories that get a column of their own. */
const KINDS = 16;
const CONTEXT = ['hour, sine', 'hour, cosine', 'weekend'];

/**
 * The ranker's features, its first guess, and what scenes differ in: the price itself, the price among its kind, how
 * long the item is on sale, its category, the hour and the weekend. `events` must not reach past `now`.
 */
export function sceneSpace(catalogue: Catalogue, events: EventColumns, now: number): SceneSpace {
  const features = featureSpace(catalogue, events, now);
  const { items } = catalogue;
  const kinds = largestCategories(items);
  // A network reads the guess of every item: it is to be a number.
  const nothingHidden = neverShown([]);
  const fixed = [
    priceColumn(items),
    priceAmongKind(items),
    ...kinds.map((kind) => Float32Array.from(items, ({ categories }) => Number(categories[0] === kind))),
  ];
  const soldFrom = Float64Array.from(items, ({ availableFrom }) =>
    availableFrom === null ? Number.NaN : Date.parse(availableFrom),
  );
  return {
    itemCount: items.length,
    names: [
      ...features.features.map(({ name }) => name),
      'first guess',
      'price',
      'price among its kind',
      ...kinds.map((kind) => `category ${kind}`),
      'days on sale',
      ...CONTEXT,
    ],
    columns(query) {
      const ranked = features.columns(query);
      const guess = guessScores(features.features, ranked, nothingHidden);
      const onSale = Float32Array.from(soldFrom, (from) => Math.log1p(Math.max(0, query.now - from) / DAY));
      const context = contextOf(query.now).map((value) => new Float32Array(items.length).fill(value));
      const columns = [...ranked, guess, ...fixed, onSale, ...context];
      return { columns, guess: features.hidden.hide(guess.slice()) };
    },
  };
}

/** The hour on a circle, so that midnight is next to eleven, and whether it is the weekend; all in UTC. */
function contextOf(now: number): number[] {
  const angle = (2 * Math.PI * ((now / HOUR) % 24)) / 24;
  const day = new Date(now).getUTCDay();
  return [Math.sin(angle), Math.cos(angle), Number(day === 0 || day === 6)];
}

function largestCategories(items: readonly Item[]): string[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    const categories = knownCategories(item);
    if (categories[0] !== undefined) counts.set(categories[0], (counts.get(categories[0]) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, KINDS)
    .map(([name]) => name);
}

function priceColumn(items: readonly Item[]): Float32Array {
  return Float32Array.from(items, ({ price }) => (price === null ? Number.NaN : Math.log1p(price.amount)));
}

/** The logarithm of the price, less the mean of its last category. */
function priceAmongKind(items: readonly Item[]): Float32Array {
  const prices = priceColumn(items);
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [i, { categories }] of items.entries()) {
    if (Number.isNaN(prices[i])) continue;
    const kind = categories.at(-1) ?? '';
    const known = sums.get(kind) ?? { sum: 0, count: 0 };
    sums.set(kind, { sum: known.sum + prices[i], count: known.count + 1 });
  }
  return prices.map((price, i) => {
    const known = sums.get(items[i].categories.at(-1) ?? '');
    return known ? price - known.sum / known.count : Number.NaN;
  });
}
