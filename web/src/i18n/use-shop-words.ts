import type { ItemView } from '../../../src/core/contracts/api.ts';
import { factIn, factsOf, type Language } from '../../../src/core/contracts/item.ts';
import { SHOP_WORDS_ZH } from './shop-words.ts';
import { useTexts } from './use-texts.ts';

/** Told elsewhere on the page, or of use to the shop rather than to the shopper. */
const NOT_LISTED = ['brand', 'department', 'kind', 'tier'];

type Facts = Pick<ItemView, 'attributes'>;

/** What is noticed first is listed first; other facts follow as the shop has them. */
const LISTED_FIRST = ['colour', 'pattern', 'material', 'style', 'occasion'];
const placeOf = (name: string): number =>
  LISTED_FIRST.includes(name) ? LISTED_FIRST.indexOf(name) : LISTED_FIRST.length;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const inChinese = (word: string): string => SHOP_WORDS_ZH[word.toLowerCase()] ?? word;

/** The words of the shop's data in one language, as far as they are known. */
export function shopWords(language: Language) {
  const category = (name: string): string => (language === 'zh' ? inChinese(name) : name);
  const attribute = (name: string): string => {
    const plain = name.replaceAll('_', ' ');
    return language === 'zh' ? inChinese(plain) : capitalised(plain);
  };
  return {
    category,
    /** The name of an attribute, such as `unit_size`. */
    attribute,
    /** The value of an attribute of an item, such as `red`; empty where it has none. */
    fact: (item: Facts, name: string): string => factIn(item, name, language),
    brand: (item: Pick<ItemView, 'brand' | 'attributes'>): string =>
      factIn(item, 'brand', language) || (item.brand ?? ''),
    /** Names and values of what an item is, of those in `among`, without those that the page tells elsewhere. */
    listed: (item: Facts, among?: readonly string[]): [name: string, value: string][] =>
      factsOf(item)
        .filter(([name]) => !NOT_LISTED.includes(name) && (among?.includes(name) ?? true))
        .sort(([a], [b]) => placeOf(a) - placeOf(b))
        .map(([name]) => [attribute(name), factIn(item, name, language)]),
  };
}

export function useShopWords(): ReturnType<typeof shopWords> {
  return shopWords(useTexts().language);
}
