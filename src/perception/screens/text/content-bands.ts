import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import type { Region } from './sample-region.ts';

/** Pixels of a row that differ by less are of one colour. */
const FLAT_RANGE = 12;
/** Rows without content that part two bands, and those of them that stay at the edges of each. */
const PARTING_ROWS = 64;
const MARGIN = 16;
/** Bands are at most this high, and then overlap, so that each line is whole in one of them. */
const HIGHEST = 1_024;
const OVERLAP = 96;

/** A part of a picture that is read at once, and the rows whose lines it answers for. */
export interface Band {
  readonly region: Region;
  /** Lines whose middle lies in `[from, until)` are taken from this band. */
  readonly from: number;
  readonly until: number;
}

/** The bands of a part of a picture that are not of one colour; none for a blank or black one. Whole pixels. */
export function contentBands(pixels: ScreenPixels, part: Region): Band[] {
  const bands: Band[] = [];
  for (const [top, bottom] of contentRows(pixels, part)) {
    for (let start = top; start < bottom; start += HIGHEST - OVERLAP) {
      const isFirst = start === top;
      const end = Math.min(bottom, start + HIGHEST);
      const isLast = end === bottom;
      bands.push({
        region: { x: part.x, y: start, width: part.width, height: end - start },
        from: isFirst ? start : start + OVERLAP / 2,
        until: isLast ? end : end - OVERLAP / 2,
      });
      if (isLast) break;
    }
  }
  return bands;
}

function contentRows(pixels: ScreenPixels, part: Region): [number, number][] {
  const rows: [number, number][] = [];
  const end = part.y + part.height;
  let last = -Infinity;
  for (let y = part.y; y < end; y++) {
    if (isFlat(pixels, part.x, y, part.width)) continue;
    if (y - last > PARTING_ROWS) rows.push([Math.max(part.y, y - MARGIN), y]);
    last = y;
    rows[rows.length - 1][1] = Math.min(end, y + 1 + MARGIN);
  }
  return rows;
}

function isFlat({ data, width }: ScreenPixels, x: number, y: number, count: number): boolean {
  const start = 3 * (y * width + x);
  const red = data[start];
  const green = data[start + 1];
  const blue = data[start + 2];
  for (let at = start, end = start + 3 * count; at < end; at += 3) {
    if (
      Math.abs(data[at] - red) > FLAT_RANGE ||
      Math.abs(data[at + 1] - green) > FLAT_RANGE ||
      Math.abs(data[at + 2] - blue) > FLAT_RANGE
    ) {
      return false;
    }
  }
  return true;
}
