const AMOUNT = /\d{1,3}(?:[,.\s]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?/g;
const CURRENCY = /[$€£¥￥₹₽₩元]|\b(?:USD|EUR|GBP|CNY|RMB|SEK|INR|kr|Rs)\b/i;

/** Whether a line is a price, or little else. */
export function isPrice(text: string): boolean {
  const words = text.replaceAll(AMOUNT, '').replaceAll(/[^\p{L}]/gu, '');
  return /\d/.test(text) && (CURRENCY.test(text) || words === '') && words.length < 8;
}

/** The amounts of money that are written in lines of text, in hundredths of whatever currency they are in. */
export function amountsIn(lines: readonly string[]): number[] {
  return lines
    .filter((text) => CURRENCY.test(text))
    .flatMap((text) => [...text.matchAll(AMOUNT)].map(([amount]) => hundredths(amount)));
}

function hundredths(text: string): number {
  const [, whole, cents = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  return Number((whole ?? '').replaceAll(/\D/g, '')) * 100 + Number(cents.padEnd(2, '0'));
}
