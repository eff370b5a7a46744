import type { Box } from '../../../src/core/contracts/screen.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Smaller boxes are slips of the hand. */
const LEAST_SIDE = 4;

/** Where a box stands in a picture, for CSS. */
export function placeOf([x, y, width, height]: Box, size: Size) {
  const percent = (part: number, whole: number): string => `${(100 * part) / whole}%`;
  return {
    left: percent(x, size.width),
    top: percent(y, size.height),
    width: percent(width, size.width),
    height: percent(height, size.height),
  };
}

/** The box between two corners, in whole pixels within the picture; null for hardly any. */
export function boxBetween(a: Point, b: Point, size: Size): Box | null {
  const box = boxWithin(
    [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(a.x - b.x), Math.abs(a.y - b.y)],
    size,
  );
  return box[2] < LEAST_SIDE || box[3] < LEAST_SIDE ? null : box;
}

/** The part of a box that is in the picture, in whole pixels. */
export function boxWithin([x, y, width, height]: Box, size: Size): Box {
  const within = (value: number, most: number): number =>
    Math.round(Math.max(0, Math.min(most, Number.isFinite(value) ? value : 0)));
  const [left, top] = [within(x, size.width), within(y, size.height)];
  const right = within(x + Math.max(0, width), size.width);
  const bottom = within(y + Math.max(0, height), size.height);
  return [left, top, Math.max(0, right - left), Math.max(0, bottom - top)];
}

export const areaOf = ([, , width, height]: Box): number => width * height;
