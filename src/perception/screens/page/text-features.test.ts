import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_TYPES, type PageType, type TextLine } from '../../../core/contracts/screen.ts';
import { compactText, isAlike } from './compact-text.ts';
import { CONCEPTS } from './page-words.ts';
import { priorScores, TEXT_FEATURES, textFeatures } from './text-features.ts';

/** Lines one below the other; a leading `#` makes a heading. */
function page(...texts: readonly string[]): TextLine[] {
  return texts.map((text, i) => ({
    text: text.replace(/^#/, ''),
    box: [100, 200 + i * 40, 300, text.startsWith('#') ? 36 : 16],
    confidence: 0.9,
  }));
}

function guess(lines: readonly TextLine[]): PageType {
  const scores = priorScores(textFeatures(lines, 1280, 800));
  return PAGE_TYPES[scores.indexOf(Math.max(...scores))];
}

describe('words of pages', () => {
  it.each<[PageType, string[]]>([
    ['cart', ['#Shopping Cart', 'Product', 'Price', 'Quantity', 'Subtotal', 'Proceed to checkout']],
    ['cart', ['#购物车', '全选', '单价', '数量', '小计', '去结算']],
    ['checkout', ['#Checkout', 'Billing details', 'First name', 'Postcode / ZIP', 'Place order']],
    ['checkout', ['确认订单', '收货地址', '支付方式', '商品清单', '提交订单']],
    ['order_confirmation', ['#Thank you!', 'Your order has been received', 'Order number: 1234']],
    ['order_confirmation', ['支付成功', '订单编号：20260101', '返回首页']],
    ['account', ['#Sign in', 'Email', 'Password', 'Forgot your password?']],
    ['account', ['用户登录', '密码', '忘记密码']],
    [
      'product',
      [
        'Home / Shop / Blue shirt',
        '#Blue shirt',
        '$ 29.00',
        'In stock',
        'Add to cart',
        'Description',
        'Reviews (3)',
      ],
    ],
    ['product', ['库存 12 件', '立即购买', '加入购物车', '商品详情', '累计评价']],
    ['category', ['#Shop', 'Sort by: popularity', 'Filter by price', 'Showing 1–12 of 40 results']],
    ['search', ['#Search results for "shoes"', 'Sort by price']],
    ['search', ['为您找到相关商品 12 件', '综合', '销量']],
    ['home', ['#Summer collection', 'Shop now', 'New arrivals', 'Best sellers', 'Free shipping']],
    ['other', ['#About us', 'Our story began in 1990', 'Our team']],
  ])('speak for %s before anything was learned: %j', (expected, texts) => {
    expect(guess(page(...texts))).toBe(expected);
  });

  it('are found where a reader lost spaces and a letter', () => {
    const clean = textFeatures(page('#Proceed to checkout'), 1280, 800);
    const noisy = textFeatures(page('#Procedtocheckout'), 1280, 800);
    const place = TEXT_FEATURES.indexOf('to the checkout: line');
    expect(clean[place]).toBe(1);
    expect(noisy[place]).toBe(1);
  });

  it('take no short word for part of another', () => {
    const place = TEXT_FEATURES.indexOf('cart: within');
    expect(textFeatures(page('A cartoon for children'), 1280, 800)[place]).toBe(0);
    expect(textFeatures(page('There is nothing in your cart yet'), 1280, 800)[place]).toBe(1);
  });

  it('leave the entries of a menu aside', () => {
    const menu = ['Home', 'Checkout', 'Sign in', 'About us', 'Contact'].map((text, i): TextLine => ({
      text,
      box: [100 + i * 150, 20, 80, 16],
      confidence: 1,
    }));
    expect(priorScores(textFeatures(menu, 1280, 800))[PAGE_TYPES.indexOf('checkout')]).toBe(0);
  });

  it('are written as they are compared, each once a concept', () => {
    for (const { name, words } of CONCEPTS) {
      expect(words.map(compactText)).toEqual(words);
      expect({ name, different: new Set(words).size }).toEqual({ name, different: words.length });
    }
    expect(new Set(TEXT_FEATURES).size).toBe(TEXT_FEATURES.length);
  });

  it('give finite numbers for any text anywhere', () => {
    const line = fc.record({
      text: fc.string({ unit: 'grapheme', maxLength: 60 }),
      box: fc.tuple(fc.integer(), fc.integer(), fc.nat(5000), fc.nat(5000)),
      confidence: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.nat(3000), fc.nat(12_000), (lines, width, height) => {
        const values = textFeatures(lines, width, height);
        expect(values).toHaveLength(TEXT_FEATURES.length);
        expect(values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('take many long lines in a second', () => {
    const lines = page(...Array.from({ length: 600 }, (_, i) => `${i} `.repeat(200)));
    const begun = performance.now();
    expect(textFeatures(lines, 1280, 10_000).every(Number.isFinite)).toBe(true);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('likeness of words', () => {
  it('counts insertions, deletions and replacements', () => {
    expect(isAlike('checkout', 'checkout', 0)).toBe(true);
    expect(isAlike('checkout', 'chekout', 1)).toBe(true);
    expect(isAlike('checkout', 'chkout', 1)).toBe(false);
    expect(isAlike('checkout', 'chkout', 2)).toBe(true);
  });

  it('holds both ways', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(3), (a, b, most) => {
        expect(isAlike(a, b, most)).toBe(isAlike(b, a, most));
      }),
    );
  });
});
