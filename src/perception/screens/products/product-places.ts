import type { Box, ScreenElement, ScreenPixels, TextLine } from '../../../core/contracts/screen.ts';
import { intersectionShare } from './overlap.ts';
import { insideScreen, isWithin } from './picture-crops.ts';

/** Side of the squares that a screen is looked over in, in pixels. */
const CELL = 8;
/** A square is part of a picture where its channels differ by this much; even ground and thin lines are not. */
const BUSY = 18;
/** Shares of a box that are busy, that the text in it may take, and that it may take of the screen. */
const FILLED = 0.45;
const WRITTEN = 0.25;
const LARGEST = 0.7;
/** Pictures of products are at least this large, in squares, and not much longer than wide. */
const LEAST_CELLS = 5;
const LONGEST_ASPECT = 2.2;
/** A picture that shares this much of itself with a card belongs to it. */
const SHARED = 0.5;

/** Where products are: the cards that were found, and pictures beside them that stand by themselves. */
export function productPlaces(
  pixels: ScreenPixels,
  elements: readonly ScreenElement[],
  lines: readonly TextLine[],
): Box[] {
  const cards = elements
    .filter(({ kind }) => kind === 'product_card')
    .map(({ box }) => insideScreen(pixels, box))
    .filter((box) => box !== undefined);
  const pictures = standingPictures(pixels, lines).filter(
    (picture) => !cards.some((card) => intersectionShare(picture, card) > SHARED || isWithin(card, picture)),
  );
  return [...cards, ...pictures];
}

/** Boxes of pictures on a page: busy squares that hang together, neither text nor a backdrop of everything. */
export function standingPictures(pixels: ScreenPixels, lines: readonly TextLine[]): Box[] {
  const columns = Math.floor(pixels.width / CELL);
  const rows = Math.floor(pixels.height / CELL);
  const busy = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const isText = lines.some(({ box }) =>
        isWithin([column * CELL, row * CELL, CELL, CELL], [box[0] - 4, box[1] - 4, box[2] + 8, box[3] + 8]),
      );
      busy[row * columns + column] = Number(!isText && isBusy(pixels, column * CELL, row * CELL));
    }
  }
  return connected(busy, columns, rows).flatMap(({ box, cells }) => {
    const [x, y, width, height] = box;
    const picture: Box = [x * CELL, y * CELL, width * CELL, height * CELL];
    const aspect = Math.max(width / height, height / width);
    const isPicture =
      Math.min(width, height) >= LEAST_CELLS && aspect <= LONGEST_ASPECT && cells >= FILLED * width * height;
    const share = (width * height) / (columns * rows);
    return isPicture && share <= LARGEST && writtenShare(picture, lines) <= WRITTEN ? [picture] : [];
  });
}

function isBusy({ data, width }: ScreenPixels, x: number, y: number): boolean {
  let [least, most, sum] = [255, 0, 0];
  for (let row = 0; row < CELL; row += 2) {
    for (let column = 0; column < CELL; column += 2) {
      const at = 3 * ((y + row) * width + x + column);
      const value = (data[at] + 2 * data[at + 1] + data[at + 2]) / 4;
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]);
    }
  }
  // Colour counts as well as contrast: a plain red dress is even, and yet no ground.
  return most - least > BUSY || sum / 16 > 2 * BUSY;
}

interface Region {
  readonly box: Box;
  readonly cells: number;
}

function connected(busy: Uint8Array, columns: number, rows: number): Region[] {
  const seen = new Uint8Array(busy.length);
  const regions: Region[] = [];
  for (let start = 0; start < busy.length; start++) {
    if (!busy[start] || seen[start]) continue;
    const stack = [start];
    seen[start] = 1;
    let cells = 0;
    let [left, top, right, bottom] = [columns, rows, 0, 0];
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      const x = cell % columns;
      const y = Math.floor(cell / columns);
      cells++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (const [nextX, nextY] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ]) {
        const next = nextY * columns + nextX;
        const isInside = nextX >= 0 && nextX < columns && nextY >= 0 && nextY < rows;
        if (!isInside || !busy[next] || seen[next]) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    regions.push({ box: [left, top, right - left + 1, bottom - top + 1], cells });
  }
  return regions;
}

function writtenShare(box: Box, lines: readonly TextLine[]): number {
  const written = lines.reduce(
    (sum, line) => sum + intersectionShare(line.box, box) * line.box[2] * line.box[3],
    0,
  );
  return written / (box[2] * box[3]);
}
