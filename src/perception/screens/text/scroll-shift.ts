import type { ScreenPixels } from '../../../core/contracts/screen.ts';

/** Columns are judged in strips, so that a menu that stands still does not hide that the rest moved. */
const STRIPS = 8;
/** Steps of brightness from row to row that differ by less, out of 255, are alike. */
const ALIKE = 1.5;
/** A row tells something where its mean brightness differs this much from that of the row above. */
const TELLING = 3;
/** A shift is believed from this many telling rows on, as a part of all and in total. */
const LEAST_PART = 0.4;
const LEAST_ROWS = 12;

/**
 * By how many pixels the content moved down from one frame to the next, negative for up; 0 where it stands still, or
 * where no shift explains much. Headers that stay where they are do not matter. Frames have the same size.
 */
export function findScroll(before: ScreenPixels, after: ScreenPixels): number {
  const { height } = after;
  const votes = new Uint32Array(2 * height);
  let telling = 0;
  for (let strip = 0; strip < STRIPS; strip++) {
    const old = brightnessSteps(before, strip);
    const now = brightnessSteps(after, strip);
    for (let y = 1; y < height; y++) {
      // Rows that stand still tell of no scroll.
      if (Math.abs(now[y]) < TELLING || isAlike(old, now, y, y)) continue;
      telling++;
      for (let from = 1; from < height; from++) if (isAlike(old, now, from, y)) votes[y - from + height]++;
    }
  }
  const best = votes.reduce((most, count, i) => (count > votes[most] ? i : most), 0);
  const shift = best - height;
  // Of the rows that are there after the shift; the others come from outside.
  const possible = (telling * (height - Math.abs(shift))) / height;
  return votes[best] >= Math.max(LEAST_ROWS, LEAST_PART * possible) ? shift : 0;
}

const isAlike = (old: Float32Array, now: Float32Array, from: number, to: number): boolean =>
  Math.abs(old[from] - now[to]) < ALIKE && Math.abs(old[from - 1] - now[to - 1]) < ALIKE;

/** From each row to the next: the brightness itself shifts where noise is cut off at white and black. */
function brightnessSteps({ data, width, height }: ScreenPixels, strip: number): Float32Array {
  const left = Math.floor((strip * width) / STRIPS);
  const right = Math.max(left + 1, Math.floor(((strip + 1) * width) / STRIPS));
  const rows = new Float32Array(height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    const end = 3 * (y * width + right);
    for (let at = 3 * (y * width + left); at < end; at++) sum += data[at];
    rows[y] = sum / (3 * (right - left));
  }
  for (let y = height - 1; y > 0; y--) rows[y] -= rows[y - 1];
  rows[0] = 0;
  return rows;
}
