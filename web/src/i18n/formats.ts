import type { Language, Money } from '../../../src/core/contracts/item.ts';

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** ISO 4217's code for "no currency": such amounts are shown as plain numbers with two decimals. */
const NO_CURRENCY = 'XXX';

/** `¥19.90` of 1990 CNY; the number of minor digits is the currency's own. */
export function formatMoney({ amount, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(
    LOCALES[language],
    currency === NO_CURRENCY
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { style: 'currency', currency, currencyDisplay: 'narrowSymbol' },
  );
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** `a + b` where an order holds two currencies. */
export function formatTotals(totals: readonly Money[], language: Language): string {
  return totals.map((total) => formatMoney(total, language)).join(' + ');
}

/** A share of 0..1 as `42%`. */
export function formatShare(share: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 0 }).format(
    share,
  );
}

/** An ISO 8601 time as a day, such as `3 January 2026`. */
export function formatDay(time: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(time),
  );
}

/** A whole number with its thousands apart. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(count);
}
