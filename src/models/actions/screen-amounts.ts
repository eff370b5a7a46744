import type { TextLine } from '../../core/contracts/screen.ts';

const SIGN = '[$€£¥￥₹₽₩]|\\b(?:USD|EUR|GBP|CNY|RMB)';
const NUMBER = '\\d{1,3}(?:[,\\s]\\d{3})+(?:\\.\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?';
const AMOUNT = new RegExp(`(?:${SIGN})\\s?(${NUMBER})|(${NUMBER})\\s?(?:元|€|kr\\b)`, 'gi');
/** After an amount: it is that of a piece, a litre or so, and what is sold by measure is used up. */
const PER = /^\s?(?:\/|per\b|每)/i;

/** An amount stands at the beginning of a line, or it is prose. */
const LONGEST_LINE = 200;

export interface ScreenAmounts {
  /** In hundredths of whatever currency they are in, least first. */
  readonly prices: readonly number[];
  /** Prices of a piece or a measure, least first. */
  readonly unitPrices: readonly number[];
}

/** The amounts of money on a screen. Those of a line that offers a range of prices to choose from are left out. */
export function screenAmounts(lines: readonly Pick<TextLine, 'text'>[]): ScreenAmounts {
  const [prices, unitPrices]: [number[], number[]] = [[], []];
  for (const { text: line } of lines) {
    const text = line.slice(0, LONGEST_LINE);
    if (/[–—~至]|\bto\b/.test(text)) continue;
    for (const found of text.matchAll(AMOUNT)) {
      const amount = hundredths(found[1] ?? found[2]);
      const isOfUnit = PER.test(text.slice(found.index + found[0].length));
      (isOfUnit ? unitPrices : prices).push(amount);
    }
  }
  const ascending = (a: number, b: number): number => a - b;
  return { prices: prices.sort(ascending), unitPrices: unitPrices.sort(ascending) };
}

function hundredths(text: string): number {
  const [, whole, cents = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  return Number((whole ?? '').replaceAll(/\D/g, '')) * 100 + Number(cents.padEnd(2, '0'));
}
