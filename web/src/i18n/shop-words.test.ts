import { describe, expect, it } from 'vitest';
import { DEPARTMENTS } from '../../../src/data/demo-shop/departments/all.ts';
import { MATERIALS } from '../../../src/data/demo-shop/materials.ts';
import { COLOUR_NAMES } from '../../../src/data/demo-shop/palette.ts';
import { OCCASIONS, PATTERN_NAMES, STYLE_NAMES } from '../../../src/data/demo-shop/traits.ts';
import { shopWords } from './use-shop-words.ts';

const zh = shopWords('zh');
const en = shopWords('en');

describe('the words of the shop', () => {
  it('are known in Chinese for everything that the demo shop sells', () => {
    const words = [
      ...DEPARTMENTS.flatMap(({ name, kinds }) => [name[0], ...kinds.map((kind) => kind.name[0])]),
      ...Object.keys(MATERIALS),
      ...Object.keys(OCCASIONS),
      ...COLOUR_NAMES,
      ...PATTERN_NAMES,
      ...STYLE_NAMES,
    ];
    expect(words.filter((word) => !/\p{Script=Han}/u.test(zh.value(word)))).toEqual([]);
  });

  it('leave an unknown word as it is', () => {
    expect(zh.value('Ladieswear')).toBe('Ladieswear');
    expect(en.value('red')).toBe('red');
  });

  it('list an attribute told in two languages once, and leave out what the page says elsewhere', () => {
    const attributes = {
      kind: 'mugs',
      kind_zh: '马克杯',
      colour: 'red',
      city: 'Wuhan',
      city_zh: '武汉',
      unit_size: '1 L',
    };
    expect(en.listed(attributes)).toEqual([
      ['Colour', 'red'],
      ['City', 'Wuhan'],
      ['Unit size', '1 L'],
    ]);
    expect(zh.listed(attributes)).toEqual([
      ['颜色', '红色'],
      ['city', '武汉'],
      ['规格', '1 L'],
    ]);
  });
});
