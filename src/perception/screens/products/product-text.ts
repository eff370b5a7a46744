import type { Box, ElementKind, ScreenElement, TextLine } from '../../../core/contracts/screen.ts';
import { isPrice } from './amounts.ts';
import { isWithin } from './picture-crops.ts';

export interface ProductText {
  /** What may be its title, top to bottom. */
  readonly words: string;
  /** All lines, prices among them. */
  readonly lines: readonly string[];
}

/** On the page of one product, its title is among the largest lines. */
const LARGE = 0.7;
const MOST_LARGE = 4;
/** A line of this many letters tells a product from others; shorter ones are sizes, counts and signs. */
const LEAST_LETTERS = 2;

/** What is written on these is no title; a title is a link as often as not. */
const BUTTONS: ReadonlySet<ElementKind> = new Set([
  'add_to_cart',
  'buy_now',
  'quantity',
  'remove',
  'wishlist',
  'checkout',
  'place_order',
]);

/** What is written in the box of a product, or where there is nothing, what stands beside or under its picture. */
export function textOfProduct(
  box: Box,
  lines: readonly TextLine[],
  elements: readonly ScreenElement[],
  others: readonly Box[],
): ProductText {
  const isOnButton = (line: TextLine): boolean =>
    elements.some(({ kind, box: place }) => BUTTONS.has(kind) && isWithin(line.box, place));
  const inside = lines.filter((line) => isWithin(line.box, box));
  const written = inside.some((line) => isTitle(line, isOnButton));
  const near = written ? inside : around(box, lines, others);
  const titles = near.filter((line) => isTitle(line, isOnButton));
  return { words: titles.map(({ text }) => text).join(' '), lines: near.map(({ text }) => text) };
}

const isTitle = (line: TextLine, isOnButton: (line: TextLine) => boolean): boolean =>
  (line.text.match(/\p{L}/gu) ?? []).length >= LEAST_LETTERS && !isPrice(line.text) && !isOnButton(line);

function around(box: Box, lines: readonly TextLine[], others: readonly Box[]): TextLine[] {
  const free = lines.filter((line) => !others.some((other) => isWithin(line.box, other)));
  const [left, top, width, height] = box;
  const beside = free.filter(
    ({ box: [x, y, , h] }) => x >= left + width - 4 && y + h > top - 4 && y < top + height + 4,
  );
  const below = free.filter(
    ({ box: [x, y, w] }) => y >= top + height - 4 && x < left + width && x + w > left,
  );
  const near = beside.length > 0 ? beside : below;
  const tallest = Math.max(0, ...near.filter(({ text }) => !isPrice(text)).map((line) => line.box[3]));
  const titles = near.filter((line) => line.box[3] >= LARGE * tallest && !isPrice(line.text));
  return [...titles.slice(0, MOST_LARGE), ...near.filter(({ text }) => isPrice(text)).slice(0, 2)];
}
