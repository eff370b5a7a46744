/** Words of a text in English and Chinese, lower case; Chinese is cut into words by `Intl.Segmenter`. */
export function tokens(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text.normalize('NFKC').toLowerCase().matchAll(RUNS)) {
    if (HAN.test(run)) {
      for (const { segment } of chineseWords.segment(run)) found.push(segment);
    } else {
      found.push(withoutPlural(run));
    }
  }
  return found;
}

// A run of Chinese characters, or a run of letters and digits of other scripts, so that "5G手机" gives two runs.
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;
const HAN = /^\p{Script=Han}/u;
const chineseWords = new Intl.Segmenter('zh', { granularity: 'word' });

/** "Dresses" and "dress", "shirts" and "shirt": the plural s alone, the cheap half of stemming. */
function withoutPlural(word: string): string {
  if (word.length > 5 && /(?:ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}
