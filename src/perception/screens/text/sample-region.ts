import type { ScreenPixels } from '../../../core/contracts/screen.ts';

/** A part of a picture, in its pixels; edges may lie between pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where samples go: three planes in the order blue, green, red, the order that PP-OCR was trained in. */
export interface Planes {
  readonly values: Float32Array;
  /** The place of the upper left blue sample. */
  readonly start: number;
  readonly width: number;
  readonly height: number;
  /** From one row to the next, and from one plane to the next. */
  readonly rowStride: number;
  readonly planeStride: number;
}

/** A sample is `scale * byte + shift`, for blue, green and red. */
export interface Normalisation {
  readonly scale: readonly [number, number, number];
  readonly shift: readonly [number, number, number];
}

/** For each output place the first source place, how many, and `longest` weights that sum to 1. */
interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
  readonly longest: number;
}

/**
 * A triangle filter that widens when the picture shrinks, so that thin strokes are not lost between samples. Beyond
 * the edge of the picture the outermost pixel repeats.
 */
function tapsOf(size: number, start: number, length: number, places: number): Taps {
  const factor = length / places;
  const reach = Math.max(1, factor);
  const longest = Math.ceil(2 * reach) + 1;
  const first = new Int32Array(places);
  const count = new Int32Array(places);
  const weights = new Float32Array(places * longest);
  for (let place = 0; place < places; place++) {
    const centre = Math.min(size - 0.5, Math.max(0.5, start + (place + 0.5) * factor));
    const from = Math.max(0, Math.ceil(centre - reach - 0.5));
    const until = Math.min(size, Math.floor(centre + reach - 0.5) + 1, from + longest);
    let total = 0;
    for (let i = from; i < until; i++) {
      const weight = Math.max(0, 1 - Math.abs(i + 0.5 - centre) / reach);
      weights[place * longest + i - from] = weight;
      total += weight;
    }
    for (let i = 0; i < until - from; i++) weights[place * longest + i] /= total;
    first[place] = from;
    count[place] = until - from;
  }
  return { first, count, weights, longest };
}

/** Kept between calls: rows that are resampled across and wait for the way down. */
let waiting = new Float32Array(0);

/** Resamples a region of a picture to the size of the planes. */
export function sampleRegion(
  pixels: ScreenPixels,
  region: Region,
  planes: Planes,
  normalisation: Normalisation,
): void {
  const across = tapsOf(pixels.width, region.x, region.width, planes.width);
  const down = tapsOf(pixels.height, region.y, region.height, planes.height);
  const firstRow = down.first[0];
  const rowCount = down.first[planes.height - 1] + down.count[planes.height - 1] - firstRow;
  const needed = rowCount * planes.width * 3;
  if (waiting.length < needed) waiting = new Float32Array(needed);
  for (let row = 0; row < rowCount; row++) {
    sampleAcross(pixels, firstRow + row, across, row * planes.width * 3);
  }
  for (let y = 0; y < planes.height; y++) sampleDown(planes, normalisation, down, y, firstRow);
}

function sampleAcross({ data, width }: ScreenPixels, row: number, across: Taps, to: number): void {
  const { first, count, weights, longest } = across;
  const rowStart = row * width;
  for (let x = 0; x < first.length; x++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    let at = 3 * (rowStart + first[x]);
    const end = x * longest + count[x];
    for (let tap = x * longest; tap < end; tap++, at += 3) {
      const weight = weights[tap];
      red += weight * data[at];
      green += weight * data[at + 1];
      blue += weight * data[at + 2];
    }
    const place = to + 3 * x;
    waiting[place] = blue;
    waiting[place + 1] = green;
    waiting[place + 2] = red;
  }
}

function sampleDown(
  { values, start, width, rowStride, planeStride }: Planes,
  { scale, shift }: Normalisation,
  { first, count, weights, longest }: Taps,
  y: number,
  firstRow: number,
): void {
  const step = 3 * width;
  const lineStart = (first[y] - firstRow) * step;
  const end = y * longest + count[y];
  const to = start + y * rowStride;
  for (let x = 0; x < width; x++) {
    let blue = 0;
    let green = 0;
    let red = 0;
    let at = lineStart + 3 * x;
    for (let tap = y * longest; tap < end; tap++, at += step) {
      const weight = weights[tap];
      blue += weight * waiting[at];
      green += weight * waiting[at + 1];
      red += weight * waiting[at + 2];
    }
    values[to + x] = blue * scale[0] + shift[0];
    values[to + planeStride + x] = green * scale[1] + shift[1];
    values[to + 2 * planeStride + x] = red * scale[2] + shift[2];
  }
}
