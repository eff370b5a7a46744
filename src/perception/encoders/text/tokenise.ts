import { normaliseText } from './normalise-text.ts';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Scripts that put no space between words; the extensions bring 々, ー and other characters that scripts share. */
const UNSPACED = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`;
const WORD = String.raw`\p{L}\p{N}`;
/**
 * A run of an unspaced script, or of letters and digits of the others, so that 5G手机 gives two runs. Accents belong
 * to the letter before them.
 */
const RUNS = new RegExp(
  String.raw`(?<unspaced>(?:[[${UNSPACED}]&&[${WORD}]]\p{M}*)+)|(?:[[${WORD}]--[${UNSPACED}]]\p{M}*)+`,
  'gv',
);
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;

/**
 * Words of a text in any language or several, in order of appearance, normalised by `normaliseText`. Chinese,
 * Japanese and Thai are cut into words by the dictionary of `Intl.Segmenter`; punctuation, white space and emoji are
 * dropped. The first 20,000 characters are read.
 */
export function tokenise(text: string): string[] {
  const normalised = normaliseText(text);
  if (ASCII.test(normalised)) return normalised.match(ASCII_WORDS) ?? [];
  const words: string[] = [];
  for (const { 0: run, groups } of normalised.matchAll(RUNS)) {
    if (groups?.['unspaced'] === undefined) words.push(run);
    // The segmenter is some ten times slower than a pattern, so it is asked only where it is needed.
    else for (const { segment } of segmenter.segment(run)) words.push(segment);
  }
  return words;
}
