import type { Resampling } from './picture-frame.ts';

/** A weight by the distance in output pixels, which is 0 from `reach` on. */
interface Filter {
  readonly reach: number;
  readonly weight: (distance: number) => number;
}

const FILTERS: Readonly<Record<Exclude<Resampling, 'nearest'>, Filter>> = {
  bilinear: { reach: 1, weight: (x) => 1 - x },
  // Catmull and Rom (1974): Keys' cubic with a = -0.5.
  bicubic: {
    reach: 2,
    weight: (x) => (x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2),
  },
  lanczos: { reach: 3, weight: (x) => (x === 0 ? 1 : sinc(x) * sinc(x / 3)) },
};

function sinc(x: number): number {
  return Math.sin(Math.PI * x) / (Math.PI * x);
}

/** For each output place: the first source place, how many, and their weights, which sum to 1. */
export interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `longest` a place. */
  readonly weights: Float32Array;
  readonly longest: number;
}

const known = new Map<string, Taps>();
const MOST_KNOWN = 256;

/**
 * What each of the places `from` to `until` (of `scaled`) takes from a row of `source` pixels. Scaled down, the
 * filter widens with the factor, so that nothing between the samples is lost. Kept, since pictures of a shop often
 * have one size.
 */
export function tapsOf(
  source: number,
  scaled: number,
  from: number,
  until: number,
  resampling: Resampling,
): Taps {
  const key = `${source}/${scaled}/${from}/${until}/${resampling}`;
  const found = known.get(key);
  if (found) return found;
  const taps =
    resampling === 'nearest'
      ? nearest(source, scaled, from, until)
      : filtered(source, scaled, from, until, FILTERS[resampling]);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, taps);
  return taps;
}

function filtered(
  source: number,
  scaled: number,
  from: number,
  until: number,
  { reach, weight }: Filter,
): Taps {
  const factor = source / scaled;
  const width = Math.max(1, factor);
  const longest = Math.min(source, Math.ceil(2 * reach * width) + 1);
  const places = until - from;
  const first = new Int32Array(places);
  const count = new Int32Array(places);
  const weights = new Float32Array(places * longest);
  for (let place = 0; place < places; place++) {
    const centre = (from + place + 0.5) * factor;
    const start = Math.max(0, Math.ceil(centre - reach * width - 0.5));
    const end = Math.min(source, Math.floor(centre + reach * width - 0.5) + 1, start + longest);
    let total = 0;
    for (let i = start; i < end; i++) {
      const distance = Math.abs(i + 0.5 - centre) / width;
      const value = distance < reach ? weight(distance) : 0;
      weights[place * longest + i - start] = value;
      total += value;
    }
    for (let i = 0; i < end - start; i++) weights[place * longest + i] /= total;
    first[place] = start;
    count[place] = end - start;
  }
  return { first, count, weights, longest };
}

function nearest(source: number, scaled: number, from: number, until: number): Taps {
  const places = until - from;
  const first = Int32Array.from({ length: places }, (_, place) =>
    Math.min(source - 1, Math.floor(((from + place + 0.5) * source) / scaled)),
  );
  return {
    first,
    count: new Int32Array(places).fill(1),
    weights: new Float32Array(places).fill(1),
    longest: 1,
  };
}

/** Pixels as a decoder gives them: `height × width × 3` bytes. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The places of a plane that are written: `across` and `down` hold the taps of its columns and rows. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly across: Taps;
  readonly down: Taps;
}

/** Kept between pictures: rows that are resampled across and wait for the way down. */
let waiting = new Float32Array(0);

/**
 * Writes a picture into three planes, each `stride` wide: across first, then down, each output pixel the weighted
 * sum of its taps, rounded and cut to a byte.
 */
export function resampleInto(
  planes: Uint8ClampedArray,
  stride: number,
  { left, top, across, down }: Window,
  pixels: Pixels,
): void {
  const columns = across.first.length;
  const rows = down.first.length;
  const firstRow = down.first[0];
  const rowCount = down.first[rows - 1] + down.count[rows - 1] - firstRow;
  if (waiting.length < rowCount * columns * 3) waiting = new Float32Array(rowCount * columns * 3);
  resampleRows(waiting, across, pixels, firstRow, rowCount);
  const plane = planes.length / 3;
  const step = 3 * columns;
  for (let y = 0; y < rows; y++) {
    const tapStart = y * down.longest;
    const tapEnd = tapStart + down.count[y];
    const lineStart = (down.first[y] - firstRow) * step;
    const to = (top + y) * stride + left;
    for (let x = 0; x < columns; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let at = lineStart + 3 * x;
      for (let tap = tapStart; tap < tapEnd; tap++, at += step) {
        const weight = down.weights[tap];
        red += weight * waiting[at];
        green += weight * waiting[at + 1];
        blue += weight * waiting[at + 2];
      }
      planes[to + x] = red;
      planes[plane + to + x] = green;
      planes[2 * plane + to + x] = blue;
    }
  }
}

function resampleRows(
  lines: Float32Array,
  across: Taps,
  { data, width }: Pixels,
  firstRow: number,
  rowCount: number,
): void {
  const columns = across.first.length;
  for (let row = 0; row < rowCount; row++) {
    const rowStart = (firstRow + row) * width;
    for (let x = 0; x < columns; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let at = 3 * (rowStart + across.first[x]);
      const tapStart = x * across.longest;
      const tapEnd = tapStart + across.count[x];
      for (let tap = tapStart; tap < tapEnd; tap++, at += 3) {
        const weight = across.weights[tap];
        red += weight * data[at];
        green += weight * data[at + 1];
        blue += weight * data[at + 2];
      }
      const to = 3 * (row * columns + x);
      lines[to] = red;
      lines[to + 1] = green;
      lines[to + 2] = blue;
    }
  }
}
