import type { Box } from '../../../core/contracts/screen.ts';
import type { Mark } from '../elements/find-shapes.ts';

/** Heights of letters, in pixels; what is lower is a rule or a dot, what is higher no writing. */
const LETTER = { least: 4, most: 80 };
const LINE = { least: 7, most: 60 };
/** A line is this many times wider than high: shorter is a sign, longer a sentence. */
const ASPECT = { least: 1.2, most: 22 };
/** Letters and words of one line are no further apart, as a share of their height, or in pixels. */
const GAP = { share: 0.9, least: 9 };
/** Parts of one line stand level by this share of the lower one's height. */
const LEVEL = 0.4;
/** A capital is at most so many times higher than a small letter or a comma. */
const UNEVEN = 3.2;
const SMALLEST_LETTER = 5;
/** Screens with more writing than that have its first lines looked at. */
const MOST = 260;

interface OpenLine {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where short lines of writing seem to stand, by marks that follow one another from left to right; nothing is read. */
export function drawnLines(marks: readonly Mark[], pictures: readonly Box[], width: number): Box[] {
  const letters = marks
    .map(({ box }) => box)
    .filter(
      (box) =>
        box[3] >= LETTER.least &&
        box[3] <= LETTER.most &&
        box[2] <= 0.9 * width &&
        box[2] <= 30 * box[3] &&
        !pictures.some((picture) => isInside(box, picture)),
    )
    .toSorted((a, b) => a[0] - b[0]);
  const lines: OpenLine[] = [];
  for (const letter of letters) addTo(lines, letter);
  return lines
    .map(({ bottom, left, right, top }): Box => [left, top, right - left, bottom - top])
    .filter(
      ([, , wide, tall]) =>
        tall >= LINE.least && tall <= LINE.most && wide >= ASPECT.least * tall && wide <= ASPECT.most * tall,
    )
    .slice(0, MOST);
}

/** Joins a letter to the nearest line that it continues, or begins one. */
function addTo(lines: OpenLine[], [x, y, wide, tall]: Box): void {
  let nearest: OpenLine | undefined;
  let least = Infinity;
  for (const line of lines) {
    const height = line.bottom - line.top;
    const higher = Math.max(height, tall);
    const lower = Math.min(height, tall);
    const gap = x - line.right;
    if (gap > Math.max(GAP.least, GAP.share * higher) || gap < (line.left - line.right) / 2 - 3) continue;
    const shared = Math.min(line.bottom, y + tall) - Math.max(line.top, y);
    if (shared < LEVEL * lower || (higher > UNEVEN * lower && lower > SMALLEST_LETTER)) continue;
    if (Math.abs(gap) >= least) continue;
    least = Math.abs(gap);
    nearest = line;
  }
  if (nearest === undefined) {
    lines.push({ left: x, top: y, right: x + wide, bottom: y + tall });
    return;
  }
  nearest.right = Math.max(nearest.right, x + wide);
  nearest.top = Math.min(nearest.top, y);
  nearest.bottom = Math.max(nearest.bottom, y + tall);
}

function isInside([x, y, wide, tall]: Box, [left, top, width, height]: Box): boolean {
  return x >= left - 3 && y >= top - 3 && x + wide <= left + width + 3 && y + tall <= top + height + 3;
}
