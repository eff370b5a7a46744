import type { ReadSign } from './ctc-decoding.ts';
import type { InkColumns, Span } from './ink-columns.ts';

/** Signs of scripts that part words by spaces. */
const SPACED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}$€£¥&@#%'’"“”().,:;!?+/|*-]$/u;
/** Ground may be a space from this part of the height of the ink on, where the recogniser thought of one, … */
const LEAST_GAP = 0.2;
const LEAST_SPACE = 0.01;
/** … is one from this part on, … */
const SURE_GAP = 0.45;
/** … and only from this many times the usual distance of the letters, for type that is spaced out. */
const TIMES_USUAL = 1.9;

/**
 * The text of the signs, with the spaces that the recogniser left out: it joins words whose gap is small. Each gap of
 * ground in the picture that is wide for a gap between letters becomes a space between the signs on its two sides.
 *
 * @param positions the middle of each sign, in pixels of the picture
 */
export function joinWords(signs: readonly ReadSign[], positions: readonly number[], ink: InkColumns): string {
  const gaps = wordGaps(ink, signs.length);
  const spaceAfter = new Set<number>();
  for (const gap of gaps) {
    const before = signBefore(gap, signs, positions, ink);
    const isSure = widthOf(gap) >= SURE_GAP * ink.height;
    if (isSure || (signs[before + 1]?.space ?? 0) >= LEAST_SPACE) spaceAfter.add(before);
  }
  let text = '';
  for (const [i, { sign }] of signs.entries()) {
    text += sign;
    const next = signs[i + 1]?.sign;
    if (next !== undefined && spaceAfter.has(i) && SPACED.test(sign) && SPACED.test(next)) text += ' ';
  }
  return text.replaceAll(/\s+/g, ' ').trim();
}

function wordGaps({ marks, height }: InkColumns, signs: number): Span[] {
  const gaps = marks.slice(1).map(({ from }, i): Span => ({ from: marks[i].until, until: from }));
  // Letters that touch have no gap in the picture, and count as one of no width.
  const widths = gaps.map(widthOf).sort((a, b) => b - a);
  const usual = widths[Math.floor(Math.max(signs - 1, gaps.length) / 2)] ?? 0;
  const least = Math.max(LEAST_GAP * height, TIMES_USUAL * usual, 2);
  return gaps.filter((gap) => widthOf(gap) >= least);
}

const widthOf = ({ from, until }: Span): number => until - from;

/** The sign on the left of a gap: counted where each sign is one mark, else told by the positions. */
function signBefore(
  gap: Span,
  signs: readonly ReadSign[],
  positions: readonly number[],
  { marks }: InkColumns,
): number {
  const seen = signs.map((_, i) => i).filter((i) => signs[i].sign !== ' ');
  if (seen.length === marks.length) return seen[marks.findIndex(({ until }) => until === gap.from)];
  const middle = (gap.from + gap.until) / 2;
  return positions.findLastIndex((position) => position < middle);
}
