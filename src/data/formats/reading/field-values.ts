/** Turns the texts of a source into the values of a record, or says what is wrong with them. */
import { hash } from 'node:crypto';
import type { Money } from '../../../core/contracts/item.ts';
import { BadValue, type SourceRow } from '../format.ts';

export const MAXIMUM_ID_LENGTH = 200;

/** @throws BadValue when the column is empty, or too long to be an id. */
export function requiredId(row: SourceRow, column: string, what: string): string {
  const id = row.get(column);
  if (id === null) throw new BadValue(`missing ${what}`, '');
  if (id.length > MAXIMUM_ID_LENGTH) throw new BadValue(`${what} is too long`, id);
  return id;
}

const DECIMAL = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:e([+-]?\d{1,3}))?$/i;

/**
 * `19.99` with 2 decimals is 1999. The decimal point is moved in the text, because 19.99 * 100 is not 1999.
 *
 * @throws BadValue when the text is no number, negative, or larger than can be counted in minor units.
 */
export function toMinorUnits(text: string, decimals: number): number {
  const match = DECIMAL.exec(text);
  if (!match) throw new BadValue('price is no number', text);
  const amount = Math.round(Number(`${match[1]}e${Number(match[2] ?? 0) + decimals}`));
  if (amount < 0) throw new BadValue('price is negative', text);
  if (!Number.isSafeInteger(amount)) throw new BadValue('price is too large', text);
  // Math.round can give -0.
  return amount + 0;
}

/** @throws BadValue when the price is none, or the currency is not three capital letters. */
export function toMoney(price: string | null, currency: string | null): Money | null {
  if (price === null) return null;
  const code = currency ?? 'XXX';
  if (!/^[A-Z]{3}$/.test(code)) throw new BadValue('currency is no ISO 4217 code', code);
  return { amount: toMinorUnits(price, decimalsOf(code)), currency: code };
}

const decimalsByCurrency = new Map<string, number>();

/** The number of decimals of a currency in ISO 4217, such as 2 for CNY and 0 for JPY. */
function decimalsOf(currency: string): number {
  let decimals = decimalsByCurrency.get(currency);
  if (decimals === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
    decimalsByCurrency.set(currency, decimals);
  }
  return decimals;
}

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * `2020-05-31`, `2020-05-31 14:30:00.5` (UTC) or `2020-05-31T14:30:00+08:00` as ISO 8601 in UTC.
 *
 * @throws BadValue for any other text and for a day that no calendar has.
 */
export function toTime(text: string, what: string): string {
  const match = MOMENT.exec(text);
  if (!match) throw new BadValue(`${what} is no date`, text);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  const isReal =
    year >= 1000 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    minute < 60 &&
    second < 60;
  if (!isReal) throw new BadValue(`${what} is no date`, text);
  return new Date(date.getTime() - offsetMinutes(match[8]) * 60_000).toISOString();
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

/** @throws BadValue when the text is no whole number of at least `minimum`. */
export function toCount(text: string, minimum: number, what: string): number {
  const value = /^\d+(\.0+)?$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= minimum) return value;
  throw new BadValue(`${what} is no whole number`, text);
}

/** An id for a record that has none: 128 bits that depend on nothing but the values. */
export function derivedId(values: readonly (string | number | null)[]): string {
  return hash('sha256', JSON.stringify(values), 'hex').slice(0, 32);
}
