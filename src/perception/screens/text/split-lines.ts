import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import { findInk, type InkColumns } from './ink-columns.ts';
import type { Region } from './sample-region.ts';

/** A stretch of text that stands on its own, with its ink. */
export interface Stretch {
  readonly region: Region;
  readonly ink: InkColumns;
}

/** Ground wider than this many heights of the ink parts two texts that only stand in one row, as in a menu. */
const PARTING_GAP = 1.05;
/** Ground that stays on both sides, in heights of the box: the recogniser was trained with some. */
const SIDE_GROUND = 0.15;

/**
 * Parts a box where its words stand too far from each other to be one text, and cuts its ends to the ink: what
 * nobody reads need not be recognised. The stretches are of whole pixels.
 */
export function splitLine(pixels: ScreenPixels, box: Region): Stretch[] {
  const ink = findInk(pixels, box);
  const { marks, height } = ink;
  if (marks.length === 0) return [];
  const stretches: Stretch[] = [];
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const right = Math.min(pixels.width, Math.ceil(box.x + box.width));
  const bottom = Math.min(pixels.height, Math.ceil(box.y + box.height));
  const side = Math.round(SIDE_GROUND * box.height);
  let first = 0;
  for (let i = 1; i <= marks.length; i++) {
    const isLast = i === marks.length;
    if (!isLast && marks[i].from - marks[i - 1].until <= PARTING_GAP * height) continue;
    const x = Math.max(left, marks[first].from - side);
    const until = Math.min(right, marks[i - 1].until + side);
    stretches.push({
      region: { x, y: top, width: until - x, height: bottom - top },
      ink: { marks: marks.slice(first, i), height },
    });
    first = i;
  }
  return stretches;
}
