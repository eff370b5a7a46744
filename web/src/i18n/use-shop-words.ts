import type { ItemView } from '../../../src/core/contracts/api.ts';
import type { Language } from '../../../src/core/contracts/item.ts';
import { SHOP_WORDS_ZH } from './shop-words.ts';
import { useTexts } from './use-texts.ts';

/** Told elsewhere on the page, or of use to the shop rather than to the shopper. */
const NOT_LISTED = ['brand', 'department', 'kind', 'tier'];

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const inChinese = (word: string): string => SHOP_WORDS_ZH[word.toLowerCase()] ?? word;

/** The words of the shop's data in one language, as far as they are known. */
export function shopWords(language: Language) {
  const value = (word: string): string => (language === 'zh' ? inChinese(word) : word);
  const attribute = (name: string): string => {
    const plain = name.replaceAll('_', ' ');
    return language === 'zh' ? inChinese(plain) : capitalised(plain);
  };
  return {
    /** A value of an attribute, such as `red`. */
    value,
    category: value,
    /** The name of an attribute, such as `unit_size`. */
    attribute,
    brand: ({ brand, attributes }: Pick<ItemView, 'brand' | 'attributes'>): string =>
      attributes[`brand_${language}`] ?? brand ?? '',
    /** Names and values to list. `city_zh` is the Chinese of `city`: one of them is listed, in the language asked. */
    listed: (attributes: Readonly<Record<string, string>>): [name: string, value: string][] =>
      [...new Set(Object.keys(attributes).map((name) => name.replace(/_(en|zh)$/, '')))]
        .filter((name) => !NOT_LISTED.includes(name))
        .flatMap((name) => {
          const text = attributes[`${name}_${language}`] ?? attributes[name];
          return text === undefined ? [] : [[attribute(name), value(text)] as [string, string]];
        }),
  };
}

export function useShopWords(): ReturnType<typeof shopWords> {
  return shopWords(useTexts().language);
}
