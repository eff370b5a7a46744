import type { Box, ScreenPixels } from '../../../core/contracts/screen.ts';
import type { Mark } from './find-shapes.ts';
import { classify, type SmallNetwork } from './small-network.ts';

/** Pictograms that shops use for what can be done. The order is part of stored models: append only. */
export const PICTOGRAMS = [
  'other',
  'magnifier',
  'cart',
  'bag',
  'heart',
  'person',
  'menu',
  'cross',
  'plus',
  'minus',
  'chevron',
  'star',
  'bin',
  'sliders',
] as const;
export type Pictogram = (typeof PICTOGRAMS)[number];

/** Side of the grid that a mark is seen in, and numbers that describe it: the grid, then its width over its height. */
const SIDE = 14;
export const GLYPH_SIZE = SIDE * SIDE + 1;
/** Sides of a mark that may be a pictogram, in pixels. */
const LEAST = 7;
const MOST = 56;

/** How likely each mark that may be a pictogram is each of PICTOGRAMS, by its box. */
export function readPictograms(
  pixels: ScreenPixels,
  marks: readonly Mark[],
  network: SmallNetwork,
): Map<Box, Float32Array> {
  const found = new Map<Box, Float32Array>();
  const small = marks.filter(({ box: [, , w, h] }) => {
    const longer = Math.max(w, h);
    return longer >= LEAST && longer <= MOST && Math.min(w, h) >= 3;
  });
  const glyphs = new Float32Array(small.length * GLYPH_SIZE);
  for (const [i, { box }] of small.entries()) {
    putGlyph(pixels, box, glyphs.subarray(i * GLYPH_SIZE, (i + 1) * GLYPH_SIZE));
  }
  const probabilities = classify(network, glyphs);
  for (const [i, { box }] of small.entries()) {
    found.set(box, probabilities.subarray(i * PICTOGRAMS.length, (i + 1) * PICTOGRAMS.length));
  }
  return found;
}

/** A mark as ink, 0 to 1, in a square grid that its longer side fills: GLYPH_SIZE numbers. Light on dark is dark on light. */
export function putGlyph({ width, height, data }: ScreenPixels, [x, y, w, h]: Box, out: Float32Array): void {
  const ground = groundOf({ width, height, data }, [x, y, w, h]);
  const side = Math.max(w, h);
  const left = x - (side - w) / 2;
  const top = y - (side - h) / 2;
  const counts = new Float32Array(SIDE * SIDE);
  let highest = 1;
  // At least two samples a cell and direction, whatever the size.
  const samples = Math.max(SIDE * 2, side);
  for (let v = 0; v < samples; v++) {
    const py = Math.floor(top + ((v + 0.5) * side) / samples);
    const row = Math.floor((v * SIDE) / samples) * SIDE;
    for (let u = 0; u < samples; u++) {
      const px = Math.floor(left + ((u + 0.5) * side) / samples);
      const cell = row + Math.floor((u * SIDE) / samples);
      counts[cell]++;
      if (px < x || py < y || px >= x + w || py >= y + h || px >= width || py >= height) continue;
      const at = (py * width + px) * 3;
      const ink =
        Math.abs(data[at] - ground[0]) +
        Math.abs(data[at + 1] - ground[1]) +
        Math.abs(data[at + 2] - ground[2]);
      if (ink > highest) highest = ink;
      out[cell] += ink;
    }
  }
  for (let cell = 0; cell < SIDE * SIDE; cell++) out[cell] /= counts[cell] * highest;
  out[SIDE * SIDE] = Math.log(w / h);
}

/** The colour around a mark: the middle one, channel by channel, of points just outside its box. */
function groundOf({ width, height, data }: ScreenPixels, [x, y, w, h]: Box): [number, number, number] {
  const points: [number, number][] = [];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    points.push([x + share * (w - 1), y - 1], [x + share * (w - 1), y + h]);
    points.push([x - 1, y + share * (h - 1)], [x + w, y + share * (h - 1)]);
  }
  const inside = points.map(([px, py]) => {
    const column = Math.max(0, Math.min(width - 1, Math.round(px)));
    const row = Math.max(0, Math.min(height - 1, Math.round(py)));
    return (row * width + column) * 3;
  });
  const middle = (channel: number): number =>
    inside.map((at) => data[at + channel]).sort((a, b) => a - b)[inside.length >> 1];
  return [middle(0), middle(1), middle(2)];
}
