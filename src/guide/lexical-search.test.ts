import { describe, expect, it } from 'vitest';
import { itemSchema } from '../core/contracts/item.ts';
import { LexicalSearch } from './lexical-search.ts';

const items = [
  { id: 'dress', title: { en: 'Silk dress', zh: '真丝连衣裙' }, categories: ['Dresses'], brand: 'Lan' },
  { id: 'kettle', title: { en: 'Electric kettle', zh: '电水壶' }, categories: ['Kitchen'] },
  {
    id: 'shirt',
    title: { en: 'Striped shirt', zh: '条纹衬衫' },
    categories: ['Shirts'],
    attributes: { colour: 'red' },
  },
  {
    id: 'gift',
    title: { en: 'Gift box' },
    description: { en: 'Holds a kettle, a dress or what you like.' },
    categories: ['Gifts'],
  },
].map((item) => itemSchema.parse(item));
const search = new LexicalSearch(items);
const found = (query: string, limit = 10): string[] =>
  search.find(query, limit).map(({ item }) => items[item].id);

describe('LexicalSearch', () => {
  it('finds words of titles before words of descriptions', () => {
    expect(found('kettle')).toEqual(['kettle', 'gift']);
    expect(found('连衣裙')[0]).toBe('dress');
  });

  it('finds brands, categories and attributes', () => {
    expect(found('lan')).toEqual(['dress']);
    expect(found('red')).toEqual(['shirt']);
    expect(found('KITCHEN')).toEqual(['kettle']);
  });

  it('forgives a slip of the keyboard, and finds what is half typed', () => {
    expect(found('stripped')[0]).toBe('shirt');
    expect(found('electrc kettel')[0]).toBe('kettle');
    expect(found('dre')[0]).toBe('dress');
  });

  it('forgives a wrong character in Chinese, and finds a part of a word', () => {
    expect(found('衬杉')[0]).toBe('shirt');
    expect(found('裙子')[0]).toBe('dress');
    expect(found('水壶')[0]).toBe('kettle');
  });

  it('reads full-width letters, and queries in two languages at once', () => {
    expect(found('ｋｅｔｔｌｅ')[0]).toBe('kettle');
    expect(found('silk 连衣裙')[0]).toBe('dress');
  });

  it('finds the singular by the plural, and simplified Chinese by traditional', () => {
    expect(found('kettles')).toEqual(found('kettle'));
    expect(found('連衣裙')).toEqual(found('连衣裙'));
    expect(found('電水壺')[0]).toBe('kettle');
  });

  it('finds nothing for nothing, for emoji, for what is not there, and in an empty shop', () => {
    for (const query of ['', '   ', '🎉', 'xylophone', '…']) expect(found(query)).toEqual([]);
    expect(new LexicalSearch([]).find('kettle', 10)).toEqual([]);
  });

  it('keeps to the limit, best first', () => {
    expect(found('kettle dress', 1).length).toBe(1);
    const scores = search.find('kettle dress shirt', 10).map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});
