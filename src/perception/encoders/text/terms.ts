import { tokenise } from './tokenise.ts';

/** The words of a text without the plural s: what is counted and looked up, as in an index. */
export function termsOf(text: string): string[] {
  return tokenise(text).map(withoutPlural);
}

/** "Dresses" and "dress", "shirts" and "shirt": the plural s alone, the cheap half of stemming. */
function withoutPlural(word: string): string {
  if (word.length > 5 && /(?:ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}
