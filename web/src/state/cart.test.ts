import { describe, expect, it } from 'vitest';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import { type Cart, countOf, lineTotal, mostOf, quantityOf, totalsOf, withQuantity } from './cart.ts';

const item = (
  id: string,
  amount: number | null,
  currency = 'CNY',
  stock: number | null = null,
): ItemView => ({
  id,
  title: { en: id },
  description: {},
  categories: ['Things'],
  brand: null,
  price: amount === null ? null : { amount, currency },
  attributes: {},
  image: null,
  availableFrom: null,
  stock,
  retired: false,
});
const mug = item('mug', 1990);
const tea = item('tea', 505);

describe('the cart', () => {
  it('adds a line, changes it and takes it out again', () => {
    const one = withQuantity([], mug, 1);
    const three = withQuantity(one, mug, 3);
    expect(one).toEqual([{ item: mug, quantity: 1 }]);
    expect(quantityOf(three, 'mug')).toBe(3);
    expect(withQuantity(three, mug, 0)).toEqual([]);
  });

  it('keeps the order of the lines when one changes', () => {
    const cart = withQuantity(withQuantity(withQuantity([], mug, 1), tea, 1), mug, 5);
    expect(cart.map((line) => line.item.id)).toEqual(['mug', 'tea']);
  });

  it('leaves the cart it was given as it was', () => {
    const before: Cart = [{ item: mug, quantity: 1 }];
    withQuantity(before, mug, 2);
    expect(before).toEqual([{ item: mug, quantity: 1 }]);
  });

  it('never holds more than the stock, nor more than 99', () => {
    const scarce = item('scarce', 100, 'CNY', 2);
    expect(withQuantity([], scarce, 7)[0].quantity).toBe(2);
    expect(withQuantity([], mug, 1e9)[0].quantity).toBe(99);
    expect(mostOf(item('gone', 100, 'CNY', 0))).toBe(0);
    expect(withQuantity([], item('gone', 100, 'CNY', 0), 1)).toEqual([]);
  });

  it.each([-1, Number.NaN, Number.NEGATIVE_INFINITY, 0.9])('takes %d as none', (quantity) => {
    expect(withQuantity([{ item: mug, quantity: 2 }], mug, quantity)).toEqual([]);
  });

  it('counts pieces and adds up in whole minor units', () => {
    const cart = withQuantity(withQuantity([], mug, 3), tea, 2);
    expect(countOf(cart)).toBe(5);
    expect(lineTotal(cart[0])).toEqual({ amount: 5970, currency: 'CNY' });
    expect(totalsOf(cart)).toEqual([{ amount: 6980, currency: 'CNY' }]);
  });

  it('never adds two currencies, and passes over what has no price', () => {
    const cart = [mug, item('jar', 250, 'EUR'), item('free', null), tea].reduce<Cart>(
      (lines, thing) => withQuantity(lines, thing, 1),
      [],
    );
    expect(totalsOf(cart)).toEqual([
      { amount: 2495, currency: 'CNY' },
      { amount: 250, currency: 'EUR' },
    ]);
  });
});
