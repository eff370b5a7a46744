import { describe, expect, it } from 'vitest';
import { ACTION_WORD_NAMES, findActionWords, type ActionWord } from './action-words.ts';

const share = (text: string, word: ActionWord): number =>
  findActionWords(text).shares[ACTION_WORD_NAMES.indexOf(word)];

describe('words of actions', () => {
  it.each([
    ['ADD TO CART', 'addToCart'],
    ['AddtoBag', 'addToCart'],
    ['加入购物车', 'addToCart'],
    ['Buy Now', 'buyNow'],
    ['立即购买', 'buyNow'],
    ['去结算', 'checkout'],
    ['Proceed to checkout', 'checkout'],
    ['Place your order', 'placeOrder'],
    ['提交订单', 'placeOrder'],
    ['Search products...', 'search'],
    ['Coupon code', 'coupon'],
    ['￥ 2600.00', 'price'],
  ] as const)('reads %s as %s, with and without spaces', (text, word) => {
    expect(share(text, word)).toBeGreaterThan(0.3);
    expect(share(text.replaceAll(' ', ''), word)).toBe(share(text, word));
  });

  it('gives a word of a long text a small share', () => {
    expect(share('Read in our blog how to search for the right shoes for you', 'search')).toBeLessThan(0.2);
  });

  it('knows nothing of an empty text', () => {
    expect(findActionWords('  ')).toMatchObject({ length: 0, isNumber: false });
    expect(Math.max(...findActionWords('  ').shares)).toBe(0);
  });
});
