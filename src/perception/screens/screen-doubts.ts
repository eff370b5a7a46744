import type { ScreenDoubt, ScreenPixels } from '../../core/contracts/screen.ts';

/** Of all neighbouring pixels, this share differs on a page with anything on it; a blank one has fewer. */
const FEWEST_EDGES = 0.0015;
/** Steps of lightness, of 255, that count as an edge, as a strong one, and as one that only sharp print has. */
const EDGE = 6;
const STRONG_EDGE = 30;
const SHARP_EDGE = 90;
/** Of the strong edges, this share is sharp at least: the least of 48 screens was .19, of the same blurred .000. */
const FEWEST_SHARP = 0.03;
/** Level edges of this many pixels and more count; print and photos hardly have any. */
const LONG_RUN = 32;
/**
 * Level edges as multiples of the width: cards, fields and bars are drawn with many. Of 48 screens 98 % had more
 * than this, of the same turned by 10 degrees 2 %, by 4 degrees half.
 */
const FEWEST_LEVEL_EDGES = 2;

/** What the pixels alone say against a reading. Takes one pass over the picture. */
export function doubtsOfPixels(pixels: ScreenPixels, { cut = false } = {}): ScreenDoubt[] {
  const { edges, strong, sharp, level } = edgesOf(pixels);
  const doubts: ScreenDoubt[] = [];
  if (edges < FEWEST_EDGES * pixels.width * pixels.height || edges === 0) doubts.push('empty');
  else if (sharp <= FEWEST_SHARP * strong || level < FEWEST_LEVEL_EDGES * pixels.width)
    doubts.push('distorted');
  if (cut) doubts.push('oversized');
  return doubts;
}

/** Of the steps from each pixel to the one below: how many there are, are strong, sharp, and lie on long level edges. */
interface Edges {
  readonly edges: number;
  readonly strong: number;
  readonly sharp: number;
  readonly level: number;
}

function edgesOf({ width, height, data }: ScreenPixels): Edges {
  let [edges, strong, sharp, level] = [0, 0, 0, 0];
  let above = new Uint8Array(width);
  let below = new Uint8Array(width);
  for (let y = 0, at = 0; y < height; y++) {
    [above, below] = [below, above];
    for (let x = 0; x < width; x++, at += 3) {
      // Luma as ITU-R BT.601 weighs it, in whole numbers.
      below[x] = (77 * data[at] + 150 * data[at + 1] + 29 * data[at + 2]) >> 8;
    }
    if (y === 0) continue;
    let run = 0;
    for (let x = 0; x < width; x++) {
      const step = Math.abs(below[x] - above[x]);
      if (step > STRONG_EDGE) strong++;
      if (step > SHARP_EDGE) sharp++;
      if (step > EDGE) {
        edges++;
        run++;
      } else {
        if (run >= LONG_RUN) level += run;
        run = 0;
      }
    }
    if (run >= LONG_RUN) level += run;
  }
  return { edges, strong, sharp, level };
}
