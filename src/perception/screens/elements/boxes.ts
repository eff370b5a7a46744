import type { Box } from '../../../core/contracts/screen.ts';

/** Shared area over joined area, 0 to 1. */
export function overlap(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  const joined = a[2] * a[3] + b[2] * b[3] - shared;
  return joined > 0 ? shared / joined : 0;
}

/** Area that two boxes share, in square pixels. */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Whether `inner` lies in `outer`, give or take `slack` pixels on each side. */
export function holds(outer: Box, inner: Box, slack = 0): boolean {
  return (
    outer[0] <= inner[0] + slack &&
    outer[1] <= inner[1] + slack &&
    outer[0] + outer[2] >= inner[0] + inner[2] - slack &&
    outer[1] + outer[3] >= inner[1] + inner[3] - slack
  );
}

/** The part of a box that lies on a picture; its sides are at least 1 pixel long. */
export function clipped([x, y, w, h]: Box, width: number, height: number): Box {
  const left = Math.min(Math.max(0, x), width - 1);
  const top = Math.min(Math.max(0, y), height - 1);
  const right = Math.max(left + 1, Math.min(width, x + w));
  const bottom = Math.max(top + 1, Math.min(height, y + h));
  return [left, top, right - left, bottom - top];
}
