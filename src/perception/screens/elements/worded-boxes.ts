import type { Box, ElementKind, TextLine } from '../../../core/contracts/screen.ts';
import { ACTION_WORD_NAMES, findActionWords, type ActionWord } from './action-words.ts';
import { holds } from './boxes.ts';
import type { Shapes } from './find-shapes.ts';

/** Words that name what can be done with what they stand on. The order is part of stored models: append only. */
export const NAMING = [
  'addToCart',
  'buyNow',
  'checkout',
  'placeOrder',
  'coupon',
  'apply',
  'search',
  'remove',
  'wishlist',
] as const satisfies readonly ActionWord[];

/** What an element is that such a word stands on. */
export const NAMED_KINDS = {
  addToCart: 'add_to_cart',
  buyNow: 'buy_now',
  checkout: 'checkout',
  placeOrder: 'place_order',
  coupon: 'coupon',
  apply: 'coupon',
  search: 'search',
  remove: 'remove',
  wishlist: 'wishlist',
} as const satisfies Record<(typeof NAMING)[number], ElementKind>;

const NAMING_PLACES = NAMING.map((word) => ACTION_WORD_NAMES.indexOf(word));

/** Share of a line's letters that such words take where the line is about nothing else. */
const ABOUT = 0.3;
/** A mark with less ink is a frame. */
const FRAME_INK = 0.45;

export interface WordedBox {
  readonly box: Box;
  /** Whether it is a button or a field around the words, and not the words alone. */
  readonly isFramed: boolean;
}

/** For each line that names an action the button or field that it stands in; the line itself where it stands in none. */
export function wordedBoxes({ panels, marks }: Shapes, lines: readonly TextLine[]): WordedBox[] {
  const frames = [
    ...panels.filter(({ fill }) => fill > 0.7).map(({ box }) => box),
    ...marks.filter(({ ink }) => ink < FRAME_INK).map(({ box }) => box),
  ];
  return lines.flatMap((line) => {
    const { shares } = findActionWords(line.text);
    if (!NAMING_PLACES.some((place) => shares[place] >= ABOUT)) return [];
    let best: Box | undefined;
    for (const frame of frames) {
      if (!isFrameOf(frame, line.box) || holdsAnother(frame, line, lines)) continue;
      if (!best || frame[2] * frame[3] < best[2] * best[3]) best = frame;
    }
    return [{ box: best ?? line.box, isFramed: best !== undefined }];
  });
}

function isFrameOf(frame: Box, line: Box): boolean {
  const [, , width, height] = frame;
  return (
    holds(frame, line, 3) &&
    height >= line[3] * 1.2 &&
    height <= Math.max(line[3] * 4, 64) &&
    width >= line[2] * 1.05 &&
    width <= Math.max(line[2] * 4, 620)
  );
}

/** Whether other words stand in it as well, so that it is more than the button of this line. */
function holdsAnother(frame: Box, line: TextLine, lines: readonly TextLine[]): boolean {
  return lines.some((other) => {
    if (other === line) return false;
    const [x, y, w, h] = other.box;
    return holds(frame, [x + w / 2, y + h / 2, 0, 0]);
  });
}
