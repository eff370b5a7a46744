import { ELEMENT_KINDS, PAGE_TYPES, type ScreenReading } from '../../core/contracts/screen.ts';
import type { FeatureWriter } from './feature-writer.ts';
import { screenAmounts } from './screen-amounts.ts';

const PAGES = PAGE_TYPES.map((type) => `page:${type}`);
const ELEMENTS = ELEMENT_KINDS.map((kind) => `element:${kind}`);
const COUNTS = ELEMENT_KINDS.map((kind) => `elements:${kind}`);

/** What shops say of themselves in few words, in English and Chinese: how much there is, and what is no more. */
const WORDS: Readonly<Record<string, RegExp>> = {
  'sold-out': /sold out|out of stock|unavailable|售罄|缺货|无货|已售完|补货中/i,
  'few-left': /only \d+ left|last \d+|few left|low stock|仅剩|仅余|最后\d+件|库存紧张/i,
  'in-stock': /\bin stock\b|有货|现货/i,
  empty:
    /no (results|products|items)|nothing (found|here|in)|is empty|not find|没有找到|未找到|暂无|是空的|为空|空空/i,
  saved: /saved|favourited|in your wishlist|已收藏|取消收藏/i,
  'in-cart': /in (your )?(cart|bag|basket)|已加入|已在购物车/i,
  reduced: /\d+ ?% ?off|\bsale\b|折|立减|满减|特价/i,
};
/** More is prose, in which such words mean little. */
const LONGEST_LINE = 200;
const HEADER_LINES = 6;
/** How many things a list has in all. */
const FOUND = /(\d[\d,]*) ?(?:products?|items?|results?|件商品|个商品|件|个结果|条结果)/i;

/** Writes what a screen tells of what comes next; zeros where there is none, which the first number says. */
export function writeScreenFeatures(writer: FeatureWriter, screen: ScreenReading | null | undefined): void {
  writer.put('has-screen', screen ? 1 : 0);
  for (const [i, name] of PAGES.entries()) writer.put(name, screen?.pages[i] ?? 0);
  writeElements(writer, screen);
  const known = screen?.products.filter(({ id }) => id !== null) ?? [];
  writer.put('screen-products', Math.log1p(screen?.products.length ?? 0));
  writer.put('screen-known-products', Math.log1p(known.length));
  writer.put('screen-doubts', screen?.doubts.length ?? 0);
  writeWords(writer, screen);
  writeAmounts(writer, screen);
}

function writeElements(writer: FeatureWriter, screen: ScreenReading | null | undefined): void {
  const surest = new Float64Array(ELEMENT_KINDS.length);
  const expected = new Float64Array(ELEMENT_KINDS.length);
  for (const { kind, confidence } of screen?.elements ?? []) {
    const number = ELEMENT_KINDS.indexOf(kind);
    surest[number] = Math.max(surest[number], confidence);
    expected[number] += confidence;
  }
  for (const [i, name] of ELEMENTS.entries()) writer.put(name, surest[i]);
  for (const [i, name] of COUNTS.entries()) writer.put(name, Math.log1p(expected[i]));
}

function writeWords(writer: FeatureWriter, screen: ScreenReading | null | undefined): void {
  const lines = screen?.lines.map(({ text }) => text.slice(0, LONGEST_LINE)) ?? [];
  for (const [name, words] of Object.entries(WORDS))
    writer.put(`screen-says:${name}`, lines.some((text) => words.test(text)) ? 1 : 0);
  const found = lines.map((text) => FOUND.exec(text)?.[1]).find((count) => count !== undefined);
  writer.put('screen-found', found === undefined ? 0 : Math.log1p(Number(found.replaceAll(',', ''))));
  // A number by itself above all else is the count that stands at the cart's sign.
  const badge = lines.slice(0, HEADER_LINES).find((text) => /^\d{1,2}$/.test(text));
  writer.put('screen-badge', badge === undefined ? 0 : Math.log1p(Number(badge)));
}

/** Amounts are told on a logarithmic scale, on which 1 is about 220 of a currency's unit in hundredths. */
function writeAmounts(writer: FeatureWriter, screen: ScreenReading | null | undefined): void {
  const { prices, unitPrices } = screenAmounts(screen?.lines ?? []);
  const level = (amounts: readonly number[], share: number): number =>
    amounts.length === 0 ? 0 : Math.log1p(amounts[Math.floor(share * (amounts.length - 1))]) / 10;
  writer.put('screen-prices', Math.log1p(prices.length));
  writer.put('screen-price:lowest', level(prices, 0));
  writer.put('screen-price:middle', level(prices, 0.5));
  writer.put('screen-price:highest', level(prices, 1));
  writer.put('screen-price:spread', level(prices, 1) - level(prices, 0));
  writer.put('screen-unit-prices', Math.log1p(unitPrices.length));
  writer.put('screen-unit-price:middle', level(unitPrices, 0.5));
}
