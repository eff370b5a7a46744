import type { Box } from '../../../core/contracts/screen.ts';

/** The share of `part` that lies in `whole`, in [0, 1]. */
export function intersectionShare(part: Box, whole: Box): number {
  const width = Math.min(part[0] + part[2], whole[0] + whole[2]) - Math.max(part[0], whole[0]);
  const height = Math.min(part[1] + part[3], whole[1] + whole[3]) - Math.max(part[1], whole[1]);
  const area = part[2] * part[3];
  return width <= 0 || height <= 0 || area === 0 ? 0 : (width * height) / area;
}
