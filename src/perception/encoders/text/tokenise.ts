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

const UNSPACED_START = new RegExp(`^[[${UNSPACED}]&&[${WORD}]]`, 'v');

/** Whether a word is of a script that puts no space between words. */
export function isUnspaced(word: string): boolean {
  return UNSPACED_START.test(word);
}

/** Letters and digits that stand together in a normalised text. */
export interface Run {
  readonly text: string;
  /** Whether the script puts no space between words, so that the run may be several. */
  readonly unspaced: boolean;
}

/** The runs of a text in order of appearance, normalised by `normaliseText`. */
export function runsOf(text: string): Run[] {
  const normalised = normaliseText(text);
  if (ASCII.test(normalised)) {
    return (normalised.match(ASCII_WORDS) ?? []).map((word) => ({ text: word, unspaced: false }));
  }
  return Array.from(normalised.matchAll(RUNS), ({ 0: run, groups }) => ({
    text: run,
    unspaced: groups?.['unspaced'] !== undefined,
  }));
}

/**
 * Words of a text in any language or several, in order of appearance, normalised by `normaliseText`. Chinese,
 * Japanese and Thai are cut into words by the dictionary of `Intl.Segmenter`; punctuation, white space and emoji are
 * dropped. The first 20,000 characters are read.
 */
export function tokenise(text: string): string[] {
  // The segmenter is some ten times slower than a pattern, so it is asked only where it is needed.
  return runsOf(text).flatMap((run) =>
    run.unspaced ? Array.from(segmenter.segment(run.text), ({ segment }) => segment) : [run.text],
  );
}
