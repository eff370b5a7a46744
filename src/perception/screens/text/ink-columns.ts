import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import type { Region } from './sample-region.ts';

/** Columns `[from, until)`, in pixels of the picture. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface InkColumns {
  /** Where there is ink, left to right; between two of them is nothing but ground. */
  readonly marks: readonly Span[];
  /** From the highest to the lowest ink: about the size of the type. */
  readonly height: number;
}

/** Rows near the upper and lower edge may hold the border of a button or an underline: this part is left out. */
const EDGE_ROWS = 0.2;
/** Ink differs from the ground by this part of the strongest difference in the line, and by this much at least. */
const FAINTEST_PART = 0.3;
const FAINTEST = 20;
/** Colours are counted in 16 steps a channel. */
const COLOUR_BITS = 4;

/**
 * Where a line of text has ink, and where only ground. On a picture or a pattern nothing is ground, and all of the
 * line is one mark.
 */
export function findInk(pixels: ScreenPixels, region: Region): InkColumns {
  const left = Math.max(0, Math.floor(region.x));
  const right = Math.min(pixels.width, Math.ceil(region.x + region.width));
  const top = Math.max(0, Math.floor(region.y));
  const bottom = Math.min(pixels.height, Math.ceil(region.y + region.height));
  const ground = groundOf(pixels, left, right, top, bottom);
  const margin = Math.floor((bottom - top) * EDGE_ROWS);
  const columns = new Uint8Array(right - left);
  const rows = new Uint8Array(bottom - top);
  for (let y = top; y < bottom; y++) {
    const isInside = y >= top + margin && y < bottom - margin;
    for (let x = left, at = 3 * (y * pixels.width + left); x < right; x++, at += 3) {
      const difference = Math.max(
        Math.abs(pixels.data[at] - ground[0]),
        Math.abs(pixels.data[at + 1] - ground[1]),
        Math.abs(pixels.data[at + 2] - ground[2]),
      );
      if (difference > rows[y - top]) rows[y - top] = difference;
      if (isInside && difference > columns[x - left]) columns[x - left] = difference;
    }
  }
  const strongest = columns.reduce((most, value) => Math.max(most, value), 0);
  const least = Math.max(FAINTEST, strongest * FAINTEST_PART);
  const lines = spansAbove(rows, least, top);
  const height = lines.length === 0 ? 0 : lines[lines.length - 1].until - lines[0].from;
  return { marks: spansAbove(columns, least, left), height };
}

/** The commonest colour, as the mean of the pixels that are near it. */
function groundOf(
  { data, width }: ScreenPixels,
  left: number,
  right: number,
  top: number,
  bottom: number,
): readonly [number, number, number] {
  const shift = 8 - COLOUR_BITS;
  const counts = new Uint32Array(1 << (3 * COLOUR_BITS));
  const sums = new Map<number, [number, number, number]>();
  let commonest = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left, at = 3 * (y * width + left); x < right; x++, at += 3) {
      const bin =
        ((data[at] >> shift) << (2 * COLOUR_BITS)) |
        ((data[at + 1] >> shift) << COLOUR_BITS) |
        (data[at + 2] >> shift);
      const sum = sums.get(bin);
      if (sum === undefined) sums.set(bin, [data[at], data[at + 1], data[at + 2]]);
      else {
        sum[0] += data[at];
        sum[1] += data[at + 1];
        sum[2] += data[at + 2];
      }
      if (++counts[bin] > counts[commonest]) commonest = bin;
    }
  }
  const sum = sums.get(commonest) ?? [0, 0, 0];
  const count = Math.max(1, counts[commonest]);
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

function spansAbove(values: Uint8Array, least: number, offset: number): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < values.length; i++) {
    const from = i;
    while (i < values.length && values[i] >= least) i++;
    if (i > from) spans.push({ from: offset + from, until: offset + i });
  }
  return spans;
}
