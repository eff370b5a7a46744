import { describe, expect, it } from 'vitest';
import { DEPARTMENTS } from '../../../src/data/demo-shop/departments/all.ts';
import { shopWords } from './use-shop-words.ts';

const zh = shopWords('zh');
const en = shopWords('en');

describe('the words of the shop', () => {
  it('are known in Chinese for every category of the demo shop', () => {
    const words = DEPARTMENTS.flatMap(({ name, kinds }) => [name[0], ...kinds.map((kind) => kind.name[0])]);
    expect(words.filter((word) => !/\p{Script=Han}/u.test(zh.category(word)))).toEqual([]);
  });

  it('leave an unknown word as it is', () => {
    expect(zh.category('Ladieswear')).toBe('Ladieswear');
    expect(en.category('Toys')).toBe('Toys');
  });

  const attributes = {
    kind: 'mugs',
    kind_zh: '马克杯',
    brand_zh: '青谷',
    colour: 'red',
    colour_zh: '红色',
    unit_size: '1 L',
  };

  it('list a fact told in two languages once, and leave out what the page says elsewhere', () => {
    expect(en.listed({ attributes })).toEqual([
      ['Colour', 'red'],
      ['Unit size', '1 L'],
    ]);
    expect(zh.listed({ attributes })).toEqual([
      ['颜色', '红色'],
      ['规格', '1 L'],
    ]);
    expect(zh.listed({ attributes }, ['colour', 'kind'])).toEqual([['颜色', '红色']]);
  });

  it('name a brand in the language of the page where the shop does', () => {
    const item = { brand: 'Green Valley', attributes };
    expect([en.brand(item), zh.brand(item)]).toEqual(['Green Valley', '青谷']);
    expect(zh.brand({ brand: 'Braun', attributes: {} })).toBe('Braun');
    expect(en.brand({ brand: null, attributes: {} })).toBe('');
  });
});
