/** What is written and drawn in and around a candidate, as numbers. */
import type { Box } from '../../../core/contracts/screen.ts';
import { ACTION_WORD_NAMES, type WordsFound } from './action-words.ts';
import { PICTOGRAMS } from './pictograms.ts';

const WORDS = ACTION_WORD_NAMES.length;
const SIDES = 4;
/** Words that say something of what stands beside them. */
const TELLING = (['price', 'search', 'quantity', 'coupon', 'total', 'placeholder', 'account'] as const).map(
  (word) => ACTION_WORD_NAMES.indexOf(word),
);

/** Numbers that `putPictograms` and `putWords` put. */
export const PICTOGRAM_FEATURES = PICTOGRAMS.length * 2;
export const WORD_FEATURES = WORDS * 3 + SIDES * TELLING.length + 7;

/** A line of text and what it speaks of. */
export interface Written {
  readonly box: Box;
  readonly words: WordsFound;
}

/** A pictogram this near, in pixels, may belong to a box. */
const BESIDE = 60;

/** The likeliest of each pictogram inside the box, and beside it on either side. */
export function putPictograms(
  [x, y, w, h]: Box,
  pictograms: ReadonlyMap<Box, Float32Array>,
  put: (value: number) => void,
): void {
  const inside = new Float32Array(PICTOGRAMS.length);
  const beside = new Float32Array(PICTOGRAMS.length);
  for (const [[mx, my, mw, mh], likely] of pictograms) {
    const middle = my + mh / 2;
    if (middle < y - 4 || middle > y + h + 4) continue;
    const isInside = mx >= x - 2 && mx + mw <= x + w + 2;
    const isBeside = (mx >= x + w - 4 && mx - x - w < BESIDE) || (mx + mw <= x + 4 && x - mx - mw < BESIDE);
    if (!isInside && !isBeside) continue;
    const best = isInside ? inside : beside;
    for (let i = 0; i < best.length; i++) if (likely[i] > best[i]) best[i] = likely[i];
  }
  for (const value of inside) put(value);
  for (const value of beside) put(value);
}

/** From this share of all letters on, words are what an element is about. */
const ABOUT = 0.45;

/** Words inside, to the left, to the right, above and below. */
export function putWords(
  box: Box,
  written: readonly Written[],
  isButton: boolean,
  put: (value: number) => void,
): void {
  const [x, y, w, h] = box;
  const inside = new Float32Array(WORDS);
  const insideShare = new Float32Array(WORDS);
  const around = new Float32Array(SIDES * TELLING.length);
  let letters = 0;
  let lines = 0;
  let numbers = 0;
  let heights = 0;
  let crossed = 0;
  for (const {
    box: [lx, ly, lw, lh],
    words,
  } of written) {
    const middleX = lx + lw / 2;
    const middleY = ly + lh / 2;
    const isInside = middleX > x && middleX < x + w && middleY > y && middleY < y + h;
    if (isInside && lw <= w * 1.25 + 8 && lh <= h * 1.6 + 6) {
      lines++;
      letters += words.length;
      heights += lh;
      if (words.isNumber) numbers++;
      for (let i = 0; i < WORDS; i++) {
        if (words.shares[i] === 0) continue;
        inside[i] = 1;
        insideShare[i] += words.shares[i] * words.length;
      }
      continue;
    }
    if (isInside || (lx < x + w && lx + lw > x && middleY > y && middleY < y + h)) crossed++;
    const side = sideOf(box, lx, ly, lw, lh);
    if (side === undefined) continue;
    for (const [i, word] of TELLING.entries()) {
      if (words.shares[word] > 0) around[side * TELLING.length + i] = 1;
    }
  }
  for (const value of inside) put(value);
  for (const value of insideShare) put(letters > 0 ? value / letters : 0);
  for (const value of around) put(value);
  for (const value of insideShare) put(isButton && lines <= 2 && value > ABOUT * letters ? 1 : 0);
  put(Math.log1p(letters) / 3);
  put(Math.log1p(lines));
  put(lines > 0 ? numbers / lines : 0);
  put(lines > 0 ? heights / h : 0);
  put(crossed > 0 ? 1 : 0);
  put(written.length > 0 ? 1 : 0);
  put(isButton && lines === 1 ? 1 : 0);
}

const NEAR = { across: 160, above: 70 };

/** 0 left, 1 right, 2 above, 3 below; undefined where it is not near. */
function sideOf([x, y, w, h]: Box, lx: number, ly: number, lw: number, lh: number): number | undefined {
  const middle = ly + lh / 2;
  if (middle > y - 6 && middle < y + h + 6) {
    if (lx >= x + w - 6 && lx - x - w < NEAR.across) return 1;
    if (lx + lw <= x + 6 && x - lx - lw < NEAR.across) return 0;
    return undefined;
  }
  if (lx + lw < x - 20 || lx > x + w + 20) return undefined;
  if (ly + lh <= y + 6 && y - ly - lh < NEAR.above) return 2;
  if (ly >= y + h - 6 && ly - y - h < NEAR.above) return 3;
  return undefined;
}
