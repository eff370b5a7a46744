/** Words of a text in English, Chinese or both, ready for counting or hashing. */

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const HAN = /\p{Script=Han}/u;
const WORD = /[\p{L}\p{N}]+/gu;

/** Longer texts are cut here: a description says what matters early, and 1 MB of text must not stall the encoder. */
const MAXIMUM_LENGTH = 8_000;

/**
 * Lower-cased words in order of appearance. Full-width forms become half-width (NFKC); Chinese is segmented by the
 * dictionary of `Intl.Segmenter`; punctuation and white space are dropped.
 */
export function tokenise(text: string): string[] {
  const normalised = text.slice(0, MAXIMUM_LENGTH).normalize('NFKC').toLowerCase();
  // The segmenter is some ten times slower than a pattern, so it is asked only where there are Chinese characters.
  if (!HAN.test(normalised)) return normalised.match(WORD) ?? [];
  const words: string[] = [];
  for (const part of segmenter.segment(normalised)) if (part.isWordLike) words.push(part.segment);
  return words;
}
