import { simplifyChinese } from './simplify-chinese.ts';

/**
 * Longer texts are cut here, in UTF-16 units: as much as an item's longest description. What matters is said early,
 * and 1 MB of text must not hold up who asks.
 */
export const LONGEST_TEXT = 20_000;

const HAN = /\p{Script=Han}/u;
// Only a character above U+007F, or a control character, needs more than lower case.
// oxlint-disable-next-line no-control-regex
const PLAIN = /^[\n\r\t\x20-\x7e]*$/;

/** NFKC would write them as letters and glue those to the word before: "Lego™" is not "legotm". */
const MARKS = /[™℠℡]/g;
/** Zero-width space and byte-order mark stand between words; the other invisible characters within one. */
const INVISIBLE_SPACES = /[\u200b\ufeff]/g;
/** Soft hyphens, joiners, direction marks, variation selectors and the frame of a keycap emoji: 1️⃣ is 1. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u20e3]/gu;
/** Accents beyond what any language stacks; putting a long row of them in order takes quadratic time. */
const STACKED = /(\p{M}{30})\p{M}+/gu;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/g;

/**
 * One form for texts that say the same: compatibility forms become plain (NFKC, Unicode Annex 15: full-width letters
 * half-width, ligatures apart), letters lower-case, Chinese characters simplified; control characters become spaces,
 * invisible ones go, and half a surrogate pair becomes U+FFFD. Emoji stay as they are: who counts words drops them.
 *
 * Everything that indexes, encodes or searches text passes it through here first.
 */
export function normaliseText(text: string): string {
  const beginning = text.slice(0, LONGEST_TEXT);
  if (PLAIN.test(beginning)) return beginning.toLowerCase();
  const normalised = beginning
    .toWellFormed()
    .replace(MARKS, ' ')
    .replace(INVISIBLE_SPACES, ' ')
    .replace(INVISIBLE, '')
    .replace(STACKED, '$1')
    .normalize('NFKC')
    .toLowerCase()
    .replace(CONTROLS, ' ')
    // A single character may become eighteen (U+FDFA).
    .slice(0, LONGEST_TEXT);
  return HAN.test(normalised) ? simplifyChinese(normalised) : normalised;
}
