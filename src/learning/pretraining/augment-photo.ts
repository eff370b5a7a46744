import type { Random } from '../../core/random.ts';
import type { Photo } from './photo.ts';

/** Largest side of a hidden rectangle, as a share of the picture's. */
const LARGEST_CUTOUT = 0.36;
const SMALLEST_CUTOUT = 0.12;
/** Largest part of a picture that another one is pasted over. */
const LARGEST_PASTE = 0.5;
/** Share of photos that are neither turned nor scaled. */
const PLAIN = 0.25;
/** The ground that pictures are fitted on. */
const WHITE = 255;

interface View {
  /** Where the target's pixel (x, y) lies in the photo: (ax + by + c, dx + ey + f). */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/**
 * The photo as it might as well have been taken: mirrored, moved, turned, nearer or farther, in other light, partly
 * hidden (cutout; DeVries and Taylor, 2017). Written into `target` from `offset` on as 3 × `side` × `side` bytes;
 * a photo may be larger than that.
 */
export function augmentPhoto(
  photo: Photo,
  side: number,
  random: Random,
  target: Uint8Array,
  offset: number,
): void {
  sample(photo, side, drawView(photo, side, random), target, offset);
  relight(photo.augmentation.light, side, random, target, offset);
  if (random.next() < photo.augmentation.cutout) hide(side, random, target, offset);
}

function drawView({ side: from, augmentation }: Photo, side: number, random: Random): View {
  const within = (range: number): number => (2 * random.next() - 1) * range;
  if (random.next() < PLAIN) {
    // Moved by whole pixels alone: as sharp as pictures are when the network serves.
    const scale = from / side;
    const mirror = random.next() < 0.5 ? -1 : 1;
    const shift = (): number => Math.round(within(augmentation.shift) * side) * scale;
    const c = (mirror < 0 ? from - scale : 0) + (scale - 1) / 2 + shift();
    return { a: mirror * scale, b: 0, c, d: 0, e: scale, f: (scale - 1) / 2 + shift() };
  }
  const [near, far] = augmentation.zoom;
  const scale = (from / side) * (near + (far - near) * random.next());
  const stretch = 1 + within(augmentation.stretch);
  const turn = within(augmentation.turn);
  const mirror = random.next() < 0.5 ? -1 : 1;
  const a = mirror * Math.cos(turn) * scale * stretch;
  const b = -Math.sin(turn) * scale * stretch;
  const d = (mirror * Math.sin(turn) * scale) / stretch;
  const e = (Math.cos(turn) * scale) / stretch;
  const centre = (side - 1) / 2;
  const c = (from - 1) / 2 + within(augmentation.shift) * from - (a + b) * centre;
  const f = (from - 1) / 2 + within(augmentation.shift) * from - (d + e) * centre;
  return { a, b, c, d, e, f };
}

/** Bilinear. What lies outside of the photo is white. */
function sample(
  { pixels, side: from }: Photo,
  side: number,
  view: View,
  target: Uint8Array,
  offset: number,
): void {
  const area = side * side;
  const sourceArea = from * from;
  const last = from - 1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const u = view.a * x + view.b * y + view.c;
      const v = view.d * x + view.e * y + view.f;
      const at = offset + y * side + x;
      if (u < -0.5 || v < -0.5 || u > last + 0.5 || v > last + 0.5) {
        target[at] = target[at + area] = target[at + 2 * area] = WHITE;
        continue;
      }
      const left = Math.min(Math.max(0, Math.floor(u)), last - 1);
      const top = Math.min(Math.max(0, Math.floor(v)), last - 1);
      const right = Math.min(Math.max(u - left, 0), 1);
      const down = Math.min(Math.max(v - top, 0), 1);
      for (let plane = 0; plane < 3; plane++) {
        const p = plane * sourceArea + top * from + left;
        const upper = pixels[p] + (pixels[p + 1] - pixels[p]) * right;
        const lower = pixels[p + from] + (pixels[p + from + 1] - pixels[p + from]) * right;
        target[at + plane * area] = upper + (lower - upper) * down + 0.5;
      }
    }
  }
}

function relight(light: number, side: number, random: Random, target: Uint8Array, offset: number): void {
  const change = (range: number): number => 1 + (2 * random.next() - 1) * range;
  const contrast = change(light);
  const brightness = change(light);
  const table = new Uint8ClampedArray(256);
  for (let plane = 0; plane < 3; plane++) {
    // Lamps differ in colour too, though less than in strength.
    const tint = brightness * change(light / 4);
    for (let value = 0; value < 256; value++) table[value] = ((value - 127.5) * contrast + 127.5) * tint;
    const start = offset + plane * side * side;
    for (let i = start; i < start + side * side; i++) target[i] = table[target[i]];
  }
}

/**
 * A rectangle of another picture, at most half of the whole (CutMix; Yun et al., 2019).
 * @param other 3 × `side` × `side` bytes.
 * @returns the share of the picture that it takes.
 */
export function pastePart(
  other: Uint8Array,
  side: number,
  random: Random,
  target: Uint8Array,
  offset: number,
): number {
  const extent = Math.sqrt(LARGEST_PASTE * random.next());
  const stretch = 0.75 + 0.5 * random.next();
  const width = Math.min(side, Math.round(side * extent * stretch));
  const height = Math.min(side, Math.round((side * extent) / stretch));
  const left = random.integer(side - width + 1);
  const top = random.integer(side - height + 1);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = top; y < top + height; y++) {
      const start = (plane * side + y) * side + left;
      target.set(other.subarray(start, start + width), offset + start);
    }
  }
  return (width * height) / (side * side);
}

/** A grey rectangle, so that no single part of the product is all that is learned. */
function hide(side: number, random: Random, target: Uint8Array, offset: number): void {
  const extent = (): number =>
    Math.round(side * (SMALLEST_CUTOUT + (LARGEST_CUTOUT - SMALLEST_CUTOUT) * random.next()));
  const width = extent();
  const height = extent();
  const left = random.integer(side - width + 1);
  const top = random.integer(side - height + 1);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = top; y < top + height; y++) {
      const start = offset + (plane * side + y) * side + left;
      target.fill(128, start, start + width);
    }
  }
}
