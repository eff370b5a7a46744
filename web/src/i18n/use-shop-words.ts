import { SHOP_WORDS_ZH } from './shop-words.ts';
import { useTexts } from './use-texts.ts';

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The words of the shop's data (categories, attributes) in the shopper's language, as far as they are known. */
export function useShopWords() {
  const { language } = useTexts();
  const inChinese = (word: string): string => SHOP_WORDS_ZH[word.toLowerCase()] ?? word;
  const value = (word: string): string => (language === 'zh' ? inChinese(word) : word);
  const attribute = (name: string): string => {
    const plain = name.replaceAll('_', ' ');
    return language === 'zh' ? inChinese(plain) : capitalised(plain);
  };
  return {
    value,
    category: value,
    attribute,
    /** The attributes to show. Those ending in `_en` or `_zh` are one attribute told in two languages. */
    shown: (attributes: Readonly<Record<string, string>>): [string, string][] =>
      Object.entries(attributes)
        .filter(([name]) => !/_(en|zh)$/.test(name) || name.endsWith(`_${language}`))
        .map(([name, text]) => [attribute(name.replace(/_(en|zh)$/, '')), value(text)]),
  };
}
