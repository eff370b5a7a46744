/** What some words ask for when they are said alone: another page, and not a search. */
const PATHS: Readonly<Record<string, string>> = {
  checkout: '/checkout',
  结算: '/checkout',
  'shopping cart': '/cart',
  购物车: '/cart',
};

/** Where the words that were said lead. */
export function pathOfWords(words: string): string {
  return PATHS[words] ?? `/search?q=${encodeURIComponent(words)}`;
}
