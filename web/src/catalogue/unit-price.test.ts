import { describe, expect, it } from 'vitest';
import { unitPriceOf } from './unit-price.ts';

const at = (amount: number, unit_size: string) =>
  unitPriceOf({ price: { amount, currency: 'CNY' }, attributes: { unit_size } });

describe('unitPriceOf', () => {
  it.each([
    [2690, '1 kg', 269, '100 g'],
    [2690, '500 g', 538, '100 g'],
    [3000, '2.5 kg', 120, '100 g'],
    [990, '1 L', 99, '100 ml'],
    [1980, '6 x 330 ml', 100, '100 ml'],
    [1200, '12 rolls', 100, 'piece'],
    [2990, '30 pcs', 100, 'piece'],
  ])('%d for %s is %d for %s', (amount, size, expected, unit) => {
    expect(at(amount, size)).toEqual({ price: { amount: expected, currency: 'CNY' }, unit });
  });

  it.each(['', 'M', '42', '1 pc', '0 g', '3 parsecs', '500 ml or so', '1e9'])('%j says nothing', (size) => {
    expect(at(1000, size)).toBeNull();
  });

  it('says nothing of an item without a price or a size', () => {
    expect(unitPriceOf({ price: null, attributes: { unit_size: '1 kg' } })).toBeNull();
    expect(unitPriceOf({ price: { amount: 1, currency: 'CNY' }, attributes: {} })).toBeNull();
  });
});
