import type { Box } from '../../../src/core/contracts/screen.ts';
import { boxWithin, type Size } from '../screens/boxes.ts';

/** In pixels of the page: what is scrolled between two looks stays covered. */
const MARGIN = 12;

/**
 * Where boxes of a page lie in a captured frame of it: a captured tab fills the frame, at whatever scale the browser
 * gives it. Boxes are in pixels of the page's viewport; what comes back is in pixels of the frame, with a margin.
 */
export function coversIn(boxes: readonly Box[], viewport: Size, frame: Size): Box[] {
  const across = frame.width / viewport.width;
  const down = frame.height / viewport.height;
  return boxes
    .map(([x, y, width, height]): Box => {
      const left = Math.floor((x - MARGIN) * across);
      const top = Math.floor((y - MARGIN) * down);
      return [
        left,
        top,
        Math.ceil((x + width + MARGIN) * across) - left,
        Math.ceil((y + height + MARGIN) * down) - top,
      ];
    })
    .map((box) => clipped(box, frame))
    .filter(([, , width, height]) => width > 0 && height > 0);
}

/** `boxWithin` moves a box that begins outside; here its outer part is cut off. */
function clipped([x, y, width, height]: Box, frame: Size): Box {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  return boxWithin([left, top, x + width - left, y + height - top], frame);
}

/** Paints over boxes of a frame. A blur of few characters can be undone; a plain area cannot. */
export function paintCovers(context: CanvasRenderingContext2D, covers: readonly Box[]): void {
  context.fillStyle = '#8c867c';
  for (const [x, y, width, height] of covers) context.fillRect(x, y, width, height);
}
