import { factsOf, type Item } from '../../../core/contracts/item.ts';
import type { Modality } from '../../../core/contracts/modality.ts';
import type { Random } from '../../../core/random.ts';
import { termsOf } from '../../../perception/encoders/text/terms.ts';
import type { ContentVectors } from '../../content-vectors.ts';
import { itemKinds, type ItemKinds } from './item-kinds.ts';
import type { ItemLikenessParts } from './item-likeness.ts';

/** Widths that words and facts are projected to at random: cosines keep a standard error of 1 / √width. */
const WORDS_WIDTH = 128;
const FACTS_WIDTH = 64;
/** A word of a single item cannot make two alike. */
const RAREST = 2;
/** How much the price counts beside all other facts. */
const PRICE_WEIGHT = 0.6;
/** Length of a row of small integers. */
const LENGTH = 127;
/** Pairs of items by which it is judged how alike two are by chance. */
const PAIRS = 20_000;

/** Rows of one modality, one after the other. */
interface Evidence {
  readonly width: number;
  readonly rows: Float32Array;
}

/**
 * What sets each item apart from others of its kind in each modality, as the encoders give it and before any shopper
 * touched it: pictures as vectors; words by TF-IDF, and facts by how rare they are, both projected at random (Johnson
 * and Lindenstrauss, 1984); the price as a number. The average of the item's kind is taken away; items of no kind are
 * of one together. Behaviour sets nothing apart before there are shoppers, and has width 0.
 *
 * A learned vector would not do: it is bent towards what all shoppers have in common, its modalities tell one another's
 * facts, and it hardly says more than the kind.
 */
export function distinctiveEvidence(
  items: readonly Item[],
  content: ContentVectors,
  modalities: readonly Modality[],
  random: Random,
): ItemLikenessParts {
  const kinds = itemKinds(items);
  const evidence = modalities.map((modality): Evidence => {
    if (modality === 'image') return normalised(centred(pictures(content), kinds));
    if (modality === 'text') return normalised(centred(words(items, random.fork('words')), kinds));
    if (modality === 'attributes') return normalised(facts(items, kinds, random.fork('facts')));
    return { width: 0, rows: new Float32Array(0) };
  });
  const widths = evidence.map(({ width }) => width);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const vectors = new Int8Array(items.length * width);
  let start = 0;
  for (const one of evidence) {
    for (let at = 0; at < one.rows.length; at++) {
      vectors[Math.floor(at / one.width) * width + start + (at % one.width)] = Math.round(
        LENGTH * one.rows[at],
      );
    }
    start += one.width;
  }
  const draws = random.fork('pairs');
  return {
    widths,
    vectors,
    spreads: Float32Array.from(evidence, (one) => spreadOf(one, items.length, draws)),
  };
}

function pictures({ image }: ContentVectors): Evidence {
  return { width: image.width, rows: image.vectors.slice() };
}

function words(items: readonly Item[], random: Random): Evidence {
  const terms = items.map(({ title, description }) => {
    const texts = [title.en, title.zh, description.en, description.zh];
    return [...new Set(texts.flatMap((text) => (text ? termsOf(text) : [])))];
  });
  return projectedByRarity(terms, WORDS_WIDTH, random);
}

/** Brand and attributes by rarity, and the price beside them. */
function facts(items: readonly Item[], kinds: ItemKinds, random: Random): Evidence {
  const tokens = items.map((item) => [
    ...(item.brand ? [`brand=${item.brand}`] : []),
    ...factsOf(item).map(([name, value]) => `${name}=${value}`),
  ]);
  const named = normalised(centred(projectedByRarity(tokens, FACTS_WIDTH, random), kinds));
  const prices = items.map(({ price }) => (price && price.amount > 0 ? Math.log(price.amount) : NaN));
  const priced = centred({ width: 1, rows: Float32Array.from(prices) }, kinds);
  const squares = priced.rows.reduce((sum, value) => sum + value ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, items.length)) || 1;
  const width = FACTS_WIDTH + 1;
  const rows = new Float32Array(items.length * width);
  for (let item = 0; item < items.length; item++) {
    rows.set(named.rows.subarray(item * FACTS_WIDTH, (item + 1) * FACTS_WIDTH), item * width);
    rows[(item + 1) * width - 1] = (PRICE_WEIGHT * priced.rows[item]) / deviation;
  }
  return { width, rows };
}

/** Sums of random directions, one a token, each weighed by the logarithm of how rare it is. */
function projectedByRarity(tokens: readonly (readonly string[])[], width: number, random: Random): Evidence {
  const counts = new Map<string, number>();
  for (const own of tokens) for (const token of own) counts.set(token, (counts.get(token) ?? 0) + 1);
  const directions = new Map<string, Float32Array>();
  for (const [token, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (count < RAREST) continue;
    const weight = Math.log(tokens.length / count);
    directions.set(
      token,
      Float32Array.from({ length: width }, () => weight * random.normal()),
    );
  }
  const rows = new Float32Array(tokens.length * width);
  for (const [item, own] of tokens.entries()) {
    for (const token of own) {
      const direction = directions.get(token);
      if (direction) for (let i = 0; i < width; i++) rows[item * width + i] += direction[i];
    }
  }
  return { width, rows };
}

/** Less the average of the item's kind over those that have anything; what is missing (zeros, NaN) becomes zero. */
function centred({ width, rows }: Evidence, { count, kindOf }: ItemKinds): Evidence {
  const sums = new Float64Array((count + 1) * width);
  const sizes = new Uint32Array(count + 1);
  const isThere = (item: number): boolean => {
    const row = rows.subarray(item * width, (item + 1) * width);
    return row.some((value) => value !== 0) && !row.some(Number.isNaN);
  };
  const there = Uint8Array.from(kindOf, (_, item) => (isThere(item) ? 1 : 0));
  for (const [item, kind] of kindOf.entries()) {
    if (!there[item]) continue;
    sizes[kind]++;
    for (let i = 0; i < width; i++) sums[kind * width + i] += rows[item * width + i];
  }
  const result = rows.map((value, at) => {
    const item = Math.floor(at / width);
    if (!there[item]) return 0;
    return value - sums[kindOf[item] * width + (at % width)] / sizes[kindOf[item]];
  });
  return { width, rows: result };
}

/** Rows of length 1; those of next to nothing stay zero, for they are what rounding left. */
function normalised({ width, rows }: Evidence): Evidence {
  const result = new Float32Array(rows.length);
  for (let start = 0; start < rows.length; start += width) {
    let square = 0;
    for (let i = 0; i < width; i++) square += rows[start + i] ** 2;
    const length = Math.sqrt(square);
    if (length > 1e-6) for (let i = 0; i < width; i++) result[start + i] = rows[start + i] / length;
  }
  return { width, rows: result };
}

/** The root of the mean squared cosine of two different items, by pairs drawn at random. */
function spreadOf({ width, rows }: Evidence, items: number, random: Random): number {
  if (width === 0 || items < 2) return 0;
  let sum = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const one = random.integer(items);
    const other = (one + 1 + random.integer(items - 1)) % items;
    let cosine = 0;
    for (let i = 0; i < width; i++) cosine += rows[one * width + i] * rows[other * width + i];
    sum += cosine ** 2;
  }
  return Math.sqrt(sum / PAIRS);
}
