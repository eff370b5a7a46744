import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import { findShapes, type Shapes } from './find-shapes.ts';

const found = new WeakMap<ScreenPixels, Shapes>();

/** As `findShapes`, but looked for once a picture: page and elements are both told from them. */
export function shapesOf(pixels: ScreenPixels): Shapes {
  let shapes = found.get(pixels);
  if (shapes === undefined) found.set(pixels, (shapes = findShapes(pixels)));
  return shapes;
}
