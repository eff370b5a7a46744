import type { Box, TextLine } from '../../../core/contracts/screen.ts';
import { overlap } from './boxes.ts';
import type { Shapes } from './find-shapes.ts';

/** A picture of a product is at least this large, in pixels, and at most this share of the screen's width. */
const PICTURE = { width: 60, height: 55, share: 0.97 };
/** Cut by the edge of the screen it may be flatter. */
const CUT_HEIGHT = 24;
const MOST_PICTURES = 70;
const MOST_ROWS = 40;
/** Text further below the line before it belongs to something else, in pixels. */
const LARGEST_GAP = 46;
/** Words below a picture that can belong to its card, in pixels from the picture's lower edge. */
const MOST_BELOW = 230;
/** Centres of cards in a row are this far apart, in pixels or as a share of the screen's width. */
const PITCH = { least: 100, share: 0.62 };
/** Shares of that distance that a card may take. */
const WIDTHS = [0.82, 0.95];

/** Cards that stand and fall together: one row of a grid, in one way to draw its cards. */
export interface CardRow {
  readonly boxes: readonly Box[];
}

/** Ways to see rows of product cards on a screen: pictures or lines of text at equal distances, with words below. */
export function cardRows(
  { panels, marks }: Shapes,
  lines: readonly TextLine[],
  width: number,
  height: number,
): CardRow[] {
  const pictures = findPictures(
    [
      ...panels.filter(({ fill, cover }) => fill > 0.8 && cover < 0.995).map(({ box }) => box),
      ...marks.map(({ box }) => box),
    ],
    width,
    height,
  );
  const texts = (lines.length > 0 ? lines : marks)
    .map(({ box }) => box)
    .filter(([, , wide, tall]) => tall >= 6 && tall <= 50 && wide > 12);
  const rows = [...pictureRows(pictures, width), ...textRows(pictures, texts, width)];
  const ways = distinctRows(rows)
    .slice(0, MOST_ROWS)
    .filter((row) => !cutsPictures(row, pictures))
    .flatMap((row) => waysToDraw(row, texts, width, height));
  return [...ways, ...pictures.flatMap((picture) => alone(picture, texts, width, height))];
}

function findPictures(boxes: readonly Box[], width: number, height: number): Box[] {
  const large = boxes.filter(([, y, w, h]) => {
    const isCut = y <= 2 || y + h >= height - 2;
    return (
      w >= PICTURE.width &&
      h >= (isCut ? CUT_HEIGHT : PICTURE.height) &&
      w <= width * PICTURE.share &&
      h <= Math.max(height * 0.9, 700) &&
      h / w < 4 &&
      w / h < (isCut ? 14 : 5)
    );
  });
  const kept: Box[] = [];
  for (const box of large.sort((a, b) => b[2] * b[3] - a[2] * a[3])) {
    if (kept.length < MOST_PICTURES && !kept.some((other) => overlap(other, box) > 0.85)) kept.push(box);
  }
  return kept;
}

/** A row of cells at equal distances. */
interface Row {
  readonly centres: readonly number[];
  readonly pitch: number;
  /** Upper and lower edge of its pictures. */
  readonly top: number;
  readonly bottom: number;
  /** Width of the widest picture; 0 where pictures run into each other. */
  readonly wide: number;
}

/** The middle ones of places that lie at equal distances, with the gaps between filled; undefined where they do not. */
function evenly(places: readonly number[], width: number): Pick<Row, 'centres' | 'pitch'> | undefined {
  const sorted = [...places].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((place, i) => place - sorted[i]);
  const pitch = Math.min(...gaps);
  if (!(pitch >= PITCH.least) || pitch > width * PITCH.share) return undefined;
  const steps = gaps.map((gap) => gap / pitch);
  if (steps.some((step) => Math.abs(step - Math.round(step)) > 0.14 || step > 3.3)) return undefined;
  const total = steps.reduce((sum, step) => sum + Math.round(step), 0);
  const first = sorted[0];
  const exact = (sorted[sorted.length - 1] - first) / total;
  return { pitch: exact, centres: Array.from({ length: total + 1 }, (_, i) => first + i * exact) };
}

function pictureRows(pictures: readonly Box[], width: number): Row[] {
  return pictures.flatMap((seed): Row[] => {
    const members = [seed];
    for (const other of pictures) {
      const isLevel =
        Math.abs(other[1] - seed[1]) < 14 ||
        Math.abs(other[1] + other[3] - seed[1] - seed[3]) < 14 ||
        Math.abs(other[1] + other[3] / 2 - seed[1] - seed[3] / 2) < 14;
      const isAlike =
        other[3] > seed[3] * 0.55 &&
        other[3] < seed[3] / 0.55 &&
        other[2] < seed[2] * 2.2 &&
        other[2] > seed[2] / 2.2;
      const isFree = members.every(([x, , w]) => other[0] >= x + w - 3 || other[0] + other[2] <= x + 3);
      if (isLevel && isAlike && isFree) members.push(other);
    }
    if (members.length < 2) return [];
    const even = evenly(
      members.map(([x, , w]) => x + w / 2),
      width,
    );
    if (!even) return [];
    return [
      {
        ...even,
        top: Math.min(...members.map(([, y]) => y)),
        bottom: Math.max(...members.map(([, y, , h]) => y + h)),
        wide: Math.max(...members.map(([, , w]) => w)),
      },
    ];
  });
}

/** Rows by the texts right below pictures, for pictures that run into each other or differ in size. */
function textRows(pictures: readonly Box[], texts: readonly Box[], width: number): Row[] {
  return texts.flatMap((seed): Row[] => {
    const level = texts.filter(([, y, , h]) => Math.abs(y + h / 2 - seed[1] - seed[3] / 2) < 7);
    // The leftmost of a row speaks for it.
    if (level.length < 2 || level.some(([x]) => x < seed[0])) return [];
    const above = pictures.filter(
      ([x, y, w, h]) =>
        y + h < seed[1] + 6 && seed[1] - y - h < 80 && level.some(([tx, , tw]) => tx + tw > x && tx < x + w),
    );
    if (above.length === 0) return [];
    const top = Math.min(...above.map(([, y]) => y));
    const bottom = Math.max(...above.map(([, y, , h]) => y + h));
    const lefts = evenly(firstOfEach(level.map(([x]) => x)), width);
    const middles = evenly(firstOfEach(level.map(([x, , w]) => x + w / 2)), width);
    const rows: Row[] = [];
    if (middles) rows.push({ ...middles, top, bottom, wide: 0 });
    if (lefts) {
      // Texts that begin at the left edge of their cards.
      rows.push({
        ...lefts,
        centres: lefts.centres.map((x) => x + lefts.pitch * 0.45),
        top,
        bottom,
        wide: 0,
      });
    }
    return rows;
  });
}

/** Places without those that follow another closely: two texts of one card, such as a price and the one before. */
function firstOfEach(places: readonly number[]): number[] {
  const sorted = [...places].sort((a, b) => a - b);
  return sorted.filter((place, i) => i === 0 || place - sorted[i - 1] >= PITCH.least);
}

/** A cell may begin or end this far inside a picture, as a share of the picture's width. */
const MOST_CUT = 0.12;

/** Whether cells end in the middle of pictures that one cell would hold: then they are not where the cards are. */
function cutsPictures({ centres, pitch, top, bottom }: Row, pictures: readonly Box[]): boolean {
  return pictures.some(([x, y, w, h]) => {
    const isOfRow = y < bottom - 8 && y + h > top + 8 && h > (bottom - top) * 0.5;
    if (!isOfRow || w > pitch * 1.02) return false;
    return centres.some((centre) => {
      const edges = [centre - pitch / 2, centre + pitch / 2];
      return edges.some((edge) => edge > x + w * MOST_CUT && edge < x + w * (1 - MOST_CUT));
    });
  });
}

function distinctRows(rows: readonly Row[]): Row[] {
  const kept: Row[] = [];
  for (const row of [...rows].sort((a, b) => b.centres.length - a.centres.length)) {
    const isKnown = kept.some(
      (other) =>
        Math.abs(other.top - row.top) < 10 &&
        Math.abs(other.bottom - row.bottom) < 10 &&
        Math.abs(other.pitch - row.pitch) < 8 &&
        Math.abs(other.centres[0] - row.centres[0]) < 14,
    );
    if (!isKnown) kept.push(row);
  }
  return kept;
}

function waysToDraw(row: Row, texts: readonly Box[], width: number, height: number): CardRow[] {
  const { centres, pitch, top, bottom, wide } = row;
  const bottoms = bottomsBelow(centres, pitch, bottom, texts, height);
  const widths = WIDTHS.map((share) => share * pitch).filter((each) => each > wide * 0.94);
  if (wide > 0.8 * pitch) widths.push(wide);
  return widths.flatMap((each) => {
    const room = wide > 0 ? Math.max(0, (each - wide) / 2) : 8;
    const tops = room > 14 ? [top, top - Math.min(room, 40)] : [top];
    return tops.flatMap((from) =>
      bottoms.map((to) => ({
        boxes: centres
          .map((centre): Box => [centre - each / 2, Math.max(0, from), each, to - Math.max(0, from)])
          .filter(([x, , w]) => x > -w * 0.3 && x + w < width + w * 0.3),
      })),
    );
  });
}

/** Cards below each other, or a card by itself: as wide as the picture, or as the phone. */
function alone(picture: Box, texts: readonly Box[], width: number, height: number): CardRow[] {
  const [x, y, w, h] = picture;
  const middle = x + w / 2;
  const columns: [left: number, wide: number][] = [[x, w]];
  if (width < 600 && w > width * 0.4 && w < width * 0.9 && Math.abs(middle - width / 2) < 30) {
    columns.push([15, width - 30]);
  }
  return columns.flatMap(([left, wide]) =>
    bottomsBelow([left + wide / 2], wide * 1.05, y + h, texts, height).map((bottom) => ({
      boxes: [[left, y, wide, bottom - y] as Box],
    })),
  );
}

/** Where the cards of a row may end: at the pictures' lower edge and after each line below it, with some room. */
function bottomsBelow(
  centres: readonly number[],
  pitch: number,
  end: number,
  texts: readonly Box[],
  height: number,
): number[] {
  const column = texts
    .filter(
      ([tx, ty, tw]) =>
        ty > end - 6 &&
        ty < end + MOST_BELOW &&
        tw <= pitch * 1.1 &&
        centres.some((centre) => Math.abs(tx + tw / 2 - centre) < pitch / 2),
    )
    .sort((a, b) => a[1] - b[1]);
  const bottoms = [end];
  let last = end;
  for (const [, ty, , th] of column) {
    if (ty - last > LARGEST_GAP) break;
    if (ty + th <= last + 3) continue;
    last = ty + th;
    bottoms.push(Math.min(height, last + 10));
  }
  if (height - last < LARGEST_GAP) bottoms.push(height);
  const spread = bottoms.filter((bottom, i) => i === bottoms.length - 1 || bottoms[i + 1] - bottom > 14);
  return spread.slice(-4);
}
