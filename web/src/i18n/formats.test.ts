import { describe, expect, it } from 'vitest';
import { formatDay, formatMoney, formatShare, formatTotals } from './formats.ts';

describe('formats', () => {
  it.each([
    [{ amount: 1990, currency: 'CNY' }, '¥19.90'],
    [{ amount: 123456789, currency: 'CNY' }, '¥1,234,567.89'],
    [{ amount: 500, currency: 'JPY' }, '¥500'],
    [{ amount: 1234, currency: 'KWD' }, 'KWD 1.234'],
    [{ amount: 5, currency: 'XXX' }, '0.05'],
    [{ amount: 0, currency: 'EUR' }, '€0.00'],
  ])('%o is %s', (money, text) => {
    expect(formatMoney(money, 'en').replaceAll('\u00A0', ' ')).toBe(text);
  });

  it('says two currencies one after the other', () => {
    const totals = [
      { amount: 100, currency: 'CNY' },
      { amount: 250, currency: 'EUR' },
    ];
    expect(formatTotals(totals, 'zh')).toBe('¥1.00 + €2.50');
    expect(formatTotals([], 'en')).toBe('');
  });

  it('writes shares and days as each language does', () => {
    expect(formatShare(0.424, 'en')).toBe('42%');
    expect(formatDay('2026-01-03T23:30:00.000Z', 'en')).toBe('3 January 2026');
    expect(formatDay('2026-01-03T23:30:00.000Z', 'zh')).toBe('2026年1月3日');
  });
});
