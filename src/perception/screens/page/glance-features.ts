import type { Box, ScreenPixels } from '../../../core/contracts/screen.ts';
import { shapesOf } from '../elements/shapes-of.ts';
import { CELL, cellMap } from './cell-map.ts';
import type { Block } from './connected-blocks.ts';
import { LAYOUT_FEATURES, layoutFeatures } from './layout-features.ts';
import { heightOf, layoutMap, widthOf } from './layout-map.ts';
import { TEXT_FEATURES, textFeatures } from './text-features.ts';
import type { WordSpotter } from './word-spotter.ts';

/** Names of the numbers that `glanceFeatures` gives, in their order; stored models hold the order. */
export const GLANCE_FEATURES: readonly string[] = [
  ...LAYOUT_FEATURES,
  ...TEXT_FEATURES.map((name) => `seen ${name}`),
];
/** Writing on pictures larger than this share of the screen is looked at: banners bear headings. */
const BANNER = 0.02;

/** What pixels alone tell of a page, before anything is read: its layout, and words that are known by their shape. */
export function glanceFeatures(pixels: ScreenPixels, spotter: WordSpotter): Float32Array {
  const result = new Float32Array(GLANCE_FEATURES.length);
  const cells = cellMap(pixels);
  if (cells.columns === 0 || cells.rows === 0) return result;
  const layout = layoutMap(cells);
  result.set(layoutFeatures(pixels, layout));
  const pictures = layout.pictures
    .map(boxOf)
    .filter(([, , wide, tall]) => wide * tall < BANNER * pixels.width * pixels.height);
  const lines = spotter.spot(pixels, shapesOf(pixels).marks, pictures);
  result.set(textFeatures(lines, pixels.width, pixels.height), LAYOUT_FEATURES.length);
  return result;
}

/** The part of them that words give, as `textFeatures` has it. */
export const seenWords = (features: Float32Array): Float32Array => features.subarray(LAYOUT_FEATURES.length);

const boxOf = (block: Block): Box => [
  block.left * CELL,
  block.top * CELL,
  widthOf(block) * CELL,
  heightOf(block) * CELL,
];
