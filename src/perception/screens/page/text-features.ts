import type { TextLine } from '../../../core/contracts/screen.ts';
import { PAGE_TYPES, type PageType } from '../../../core/contracts/screen.ts';
import { allowance, compactText, isAlike } from './compact-text.ts';
import { CONCEPTS, type Concept, type WordPlace } from './page-words.ts';
import { placeLines, type PlacedLine } from './placed-lines.ts';

const CONCEPT_VALUES = ['heading', 'line', 'within', 'often'] as const;
type ConceptValue = (typeof CONCEPT_VALUES)[number];

/** What is counted besides words, and what it speaks for before anything was learned. */
const COUNTS: readonly {
  readonly name: string;
  readonly speaksFor: Readonly<Partial<Record<PageType, number>>>;
}[] = [
  { name: 'prices', speaksFor: { category: 0.4, home: 0.2 } },
  { name: 'many prices', speaksFor: { category: 1, search: 0.3, home: 0.3 } },
  { name: 'large price', speaksFor: { product: 1.2 } },
  { name: 'no price', speaksFor: { account: 0.5, other: 0.5 } },
  { name: 'crumbs', speaksFor: { home: -2 } },
  { name: 'range of a list', speaksFor: { category: 2, search: 0.7 } },
  { name: 'page numbers', speaksFor: { category: 0.7, search: 0.4 } },
  { name: 'many to put into the cart', speaksFor: { category: 1.2, home: 0.8, product: -1.5 } },
  { name: 'counts of reviews', speaksFor: { product: 0.5 } },
  { name: 'dates', speaksFor: { other: 0.7 } },
  { name: 'mail or phone', speaksFor: { other: 0.2 } },
  { name: 'times', speaksFor: { order_confirmation: 0.2 } },
  { name: 'lone figures', speaksFor: { cart: 0.4 } },
  { name: 'lines', speaksFor: {} },
  { name: 'no lines', speaksFor: {} },
  { name: 'prose', speaksFor: { other: 0.7 } },
  { name: 'large headings', speaksFor: { home: 0.4 } },
  { name: 'labels with a star or colon', speaksFor: { checkout: 0.6, account: 0.3 } },
  { name: 'equal lines', speaksFor: { category: 0.3, home: 0.2 } },
  { name: 'prices in a column', speaksFor: { cart: 0.6 } },
  { name: 'prices in a row', speaksFor: { category: 0.5 } },
  { name: 'Chinese', speaksFor: {} },
  { name: 'menu', speaksFor: {} },
  { name: 'phone', speaksFor: {} },
];

/** Names of the numbers that `textFeatures` gives, in their order; stored models hold the order. */
export const TEXT_FEATURES: readonly string[] = [
  ...CONCEPTS.flatMap(({ name }) => CONCEPT_VALUES.map((value) => `${name}: ${value}`)),
  ...COUNTS.map(({ name }) => name),
];

/**
 * What the words on a screen tell of its page: for each concept how much of a heading it is, whether it has lines of
 * its own or stands within others, and whether often; then prices, crumbs and the like. All between 0 and about 3.
 */
export function textFeatures(lines: readonly TextLine[], width: number, height: number): Float32Array {
  const isPhone = width < 600 && height > width;
  const viewHeight = Math.max(1, Math.min(height, width * (isPhone ? 2.3 : 0.8)));
  const placed = placeLines(lines, viewHeight);
  const values: number[] = [];
  let cartLines = 0;
  for (const concept of CONCEPTS) {
    const { count, heading, within } = findConcept(concept, placed);
    if (concept.name === 'putting into the cart') cartLines = count + within;
    values.push(heading, Math.min(1, count), Math.min(1, within), count >= 3 ? 1 : 0);
  }
  values.push(...countFeatures(placed, cartLines, isPhone));
  return Float32Array.from(values);
}

/** What each page type gets by the words alone, in nats, before anything was learned; one number a page type. */
export function priorScores(features: Float32Array): Float64Array {
  const scores = new Float64Array(PAGE_TYPES.length);
  const add = (value: number, speaksFor: Readonly<Partial<Record<PageType, number>>> | undefined): void => {
    if (value === 0 || speaksFor === undefined) return;
    for (const [i, page] of PAGE_TYPES.entries()) scores[i] += value * (speaksFor[page] ?? 0);
  };
  for (const [i, { speaksFor }] of CONCEPTS.entries()) {
    for (const [j, place] of CONCEPT_VALUES.entries()) {
      if (isPlace(place)) add(features[i * CONCEPT_VALUES.length + j], speaksFor[place]);
    }
  }
  const start = CONCEPTS.length * CONCEPT_VALUES.length;
  for (const [i, { speaksFor }] of COUNTS.entries()) add(features[start + i], speaksFor);
  return scores;
}

const isPlace = (value: ConceptValue): value is WordPlace => value !== 'often';

/** The strongest heading from 0 to 1, and how many lines of the body say it, by themselves or within others. */
function findConcept(
  { words }: Concept,
  lines: readonly PlacedLine[],
): { heading: number; count: number; within: number } {
  let heading = 0;
  let count = 0;
  let within = 0;
  for (const line of lines) {
    if (line.place === 'menu') continue;
    const share = Math.max(...words.map((word) => shareOf(word, line)));
    if (share === 0) continue;
    if (line.place !== 'body') heading = Math.max(heading, share);
    if (line.place === 'crumb') continue;
    if (share >= 0.7) count++;
    else within++;
  }
  return { heading, count, within };
}

/** How much of a line a word is, 0 where it is not there. Short words must stand by themselves. */
function shareOf(word: string, { compact, text }: PlacedLine): number {
  if (compact.length < word.length - 2) return 0;
  if (compact.includes(word)) {
    const isShort = word.length <= 5 && /^[a-z]/.test(word);
    if (compact.length === word.length) return 1;
    if (isShort && !wordsOf(text).includes(word)) return 0;
    return word.length / compact.length;
  }
  return /^[a-z]/.test(word) && isAlike(compact, word, allowance(word.length)) ? 0.9 : 0;
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);

const PRICE = /(?:[$€£¥￥]|rs\.?|usd|rmb)\s?\d|\d\s?(?:元|€|£|\$)|^\d{1,5}\.\d\d$/i;
const RANGE =
  /\d+\s?[-–—~]\s?\d+\s?of|of\s?\d+\s?(?:results|products|items)|共\s?\d+\s?(?:件|条|个|页)|showing\s?\d|\d+\s?(?:products|items|results)\b/i;
const REVIEWS = /\(\s?\d+\s?(?:reviews?|ratings?)?\s?\)|\d+\s?reviews?|\d+\s?条?评价/i;
const DATE =
  /\d{4}[-/.年]\s?\d{1,2}[-/.月]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s?\d{1,2}|\d{1,2}\s?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const MAIL = /\S+@\S+\.\S+|\+?\d[\d\s().-]{8,}\d/;
const TIME = /\d{1,2}:\d{2}/;

function countFeatures(lines: readonly PlacedLine[], cartLines: number, isPhone: boolean): number[] {
  const own = lines.filter(({ place }) => place !== 'menu');
  const having = (pattern: RegExp): PlacedLine[] => own.filter(({ text }) => pattern.test(text));
  const prices = having(PRICE).filter(({ compact }) => compact.length <= 24);
  const pages = own.filter(({ text }) => /^[\s\d.…<>«»|]{1,14}$/.test(text) && /\d/.test(text));
  const texts = own.map(({ compact }) => compact).filter((compact) => compact.length > 3);
  const chinese = own.filter(({ compact }) => /\p{Script=Han}/u.test(compact)).length;
  return [
    Math.log1p(prices.length) / 2,
    prices.length >= 6 ? 1 : 0,
    prices.some(({ size }) => size >= 1.3) && prices.length <= 5 ? 1 : 0,
    prices.length === 0 ? 1 : 0,
    lines.some(({ place }) => place === 'crumb') ? 1 : 0,
    having(RANGE).length > 0 ? 1 : 0,
    pages.some(({ compact }) => compact.startsWith('123')) || countsUp(pages) ? 1 : 0,
    cartLines >= 3 ? 1 : 0,
    having(REVIEWS).length > 0 ? 1 : 0,
    Math.log1p(having(DATE).length),
    having(MAIL).length > 0 ? 1 : 0,
    having(TIME).length > 0 ? 1 : 0,
    Math.log1p(pages.length) / 2,
    Math.log1p(own.length) / 4,
    own.length === 0 ? 1 : 0,
    Math.log1p(own.filter(({ compact }) => compact.length > (isPhone ? 28 : 45)).length) / 2,
    Math.log1p(lines.filter(({ place, size }) => place === 'heading' && size > 2).length),
    Math.log1p(own.filter(({ text }) => /[*＊:：]\s*$/.test(text)).length) / 2,
    Math.log1p(texts.length - new Set(texts).size) / 2,
    Math.log1p(mostAlong(prices, 0)) / 2,
    Math.log1p(mostAlong(prices, 1)) / 2,
    own.length === 0 ? 0 : chinese / own.length,
    lines.length > own.length ? 1 : 0,
    isPhone ? 1 : 0,
  ];
}

/** 1, 2 and 3 as lines of their own. */
function countsUp(lines: readonly PlacedLine[]): boolean {
  const seen = new Set(lines.map(({ compact }) => compactText(compact)));
  return ['1', '2', '3'].every((figure) => seen.has(figure));
}

/** How many lines share a left edge (axis 0) or an upper one (axis 1), within 10 pixels. */
function mostAlong(lines: readonly PlacedLine[], axis: 0 | 1): number {
  return Math.max(
    0,
    ...lines.map((line) => lines.filter((other) => Math.abs(other.box[axis] - line.box[axis]) <= 10).length),
  );
}
