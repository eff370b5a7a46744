import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import type { Tint } from './tile-changes.ts';

/** Pixels that are compared: every so many in both directions. */
const STEP = 7;
/** A pixel fits a tint where it differs by less. */
const FITS = 6;
/** A tint is believed where it explains this part of the pixels that changed. */
const LEAST_PART = 0.5;
/** Darker than this, what stands behind a dialogue cannot be told from it. */
const LEAST_FACTOR = 0.08;

/**
 * How the colours of a page changed as a whole from one frame to the next, as when a dialogue dims the page behind
 * it and when it gives it back; undefined where no one tint explains most of what changed.
 *
 * A dimmed pixel is `(1 - alpha) * before + alpha * veil`: a straight line in each channel. It goes through the
 * commonest two pairs of grey levels before and after, and is then fitted to all pixels near it.
 */
export function findTint(before: ScreenPixels, after: ScreenPixels): Tint | undefined {
  const places = changedPlaces(before, after);
  if (places.length < 200) return undefined;
  const factor: [number, number, number] = [1, 1, 1];
  const offset: [number, number, number] = [0, 0, 0];
  for (const channel of [0, 1, 2] as const) {
    const line = fitLine(before.data, after.data, places, channel);
    if (line === undefined) return undefined;
    [factor[channel], offset[channel]] = line;
  }
  const fitting = places.filter((at) =>
    [0, 1, 2].every(
      (c) => Math.abs(after.data[at + c] - factor[c] * before.data[at + c] - offset[c]) < 2 * FITS,
    ),
  );
  return fitting.length >= LEAST_PART * places.length ? { factor, offset } : undefined;
}

function changedPlaces(before: ScreenPixels, after: ScreenPixels): number[] {
  const places: number[] = [];
  for (let y = 0; y < after.height; y += STEP) {
    for (let x = 0; x < after.width; x += STEP) {
      const at = 3 * (y * after.width + x);
      if (Math.abs(after.data[at + 1] - before.data[at + 1]) > FITS) places.push(at);
    }
  }
  return places;
}

type Line = readonly [factor: number, offset: number];

function fitLine(
  before: Uint8Array,
  after: Uint8Array,
  places: readonly number[],
  channel: number,
): Line | undefined {
  const counts = new Map<number, number>();
  for (const at of places) {
    const pair = before[at + channel] * 256 + after[at + channel];
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  const pairs = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 24);
  let best: Line | undefined;
  let mostFitting = 0;
  for (const [i, [first]] of pairs.entries()) {
    for (const [second] of pairs.slice(i + 1)) {
      const line = lineThrough(first, second);
      if (line === undefined) continue;
      const fitting = pairs.reduce(
        (sum, [pair, count]) =>
          sum + (Math.abs((pair % 256) - line[0] * (pair >> 8) - line[1]) < FITS ? count : 0),
        0,
      );
      if (fitting > mostFitting) [best, mostFitting] = [line, fitting];
    }
  }
  return best === undefined ? undefined : refine(best, before, after, places, channel);
}

function lineThrough(first: number, second: number): Line | undefined {
  const across = (second >> 8) - (first >> 8);
  // Points close to each other tell a line badly.
  if (Math.abs(across) < 24) return undefined;
  const factor = ((second % 256) - (first % 256)) / across;
  if (factor < LEAST_FACTOR || factor > 1 / LEAST_FACTOR) return undefined;
  return [factor, (first % 256) - factor * (first >> 8)];
}

/** Least squares over the pixels near the line. */
function refine(
  line: Line,
  before: Uint8Array,
  after: Uint8Array,
  places: readonly number[],
  channel: number,
): Line {
  let [count, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
  for (const at of places) {
    const x = before[at + channel];
    const y = after[at + channel];
    if (Math.abs(y - line[0] * x - line[1]) >= FITS) continue;
    count++;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  const spread = count * sumXX - sumX * sumX;
  if (spread <= 0) return line;
  const factor = (count * sumXY - sumX * sumY) / spread;
  return [factor, (sumY - factor * sumX) / count];
}
