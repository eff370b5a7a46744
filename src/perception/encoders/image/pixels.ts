import { open } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { DaogouError, toError } from '../../../core/errors.ts';
import { isPicture, PICTURE_LIMITS } from '../../../core/media-limits.ts';
import { placeInFrame, squareFrame, type PictureFrame } from './picture-frame.ts';
import { resampleInto, tapsOf, type Pixels } from './resample.ts';

/**
 * Up to this size a picture is decoded whole and resampled here, which takes a third of the time that sharp's own
 * pipeline takes for a thumbnail of a thumbnail. Above it, sharp shrinks while it loads and is as fast.
 */
const SMALL_PIXELS = 160 * 160;
/** A file of more bytes is hardly ever that small, and is not tried. */
const SMALL_BYTES = 24 * 1024;
/** Large pictures decoded at once, in the whole thread: each can take some hundred megabytes while it lasts. */
const LARGE_AT_ONCE = 4;

/** Mean and spread of photographs, as is customary since ImageNet; one pair for the three channels is enough here. */
const MEAN = 0.5;
const SPREAD = 0.25;
const WHITE = 255;

// Every picture is read once: keeping what was decoded would only cost memory.
sharp.cache(false);

/**
 * A picture as `3 × height × width` bytes in planes (red, green, blue), upright as its camera noted, what is
 * transparent on white. A number stands for a square of this side that holds the whole picture, on white.
 *
 * Throws `bad-media` naming the file where it is missing, no picture, or too large.
 */
export async function decodePicture(file: string, frame: number | PictureFrame): Promise<Uint8Array> {
  return decodePictureBytes(await readPicture(file), file, frame);
}

/** The bytes of a picture's file. Throws `bad-media` where it is missing, no picture by its first bytes, or too large. */
export async function readPicture(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw new Error('it is not a file');
      if (status.size > PICTURE_LIMITS.bytes) throw new Error(`it has ${status.size} bytes`);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
}

/** As `decodePicture`, for bytes that were read already; `file` is their name in an error. */
export async function decodePictureBytes(
  bytes: Uint8Array,
  file: string,
  frame: number | PictureFrame,
): Promise<Uint8Array> {
  const target = typeof frame === 'number' ? squareFrame(frame) : frame;
  try {
    if (bytes.length === 0) throw new Error('it is empty');
    if (!isPicture(bytes)) throw new Error('its first bytes are not those of a picture');
    const small = isPerhapsSmall(bytes) ? await decodeSmall(bytes) : undefined;
    return small ? framed(small, target) : await oneOfFewLarge(() => decodeLarge(bytes, target));
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
}

/** Writes bytes as numbers of mean near 0 and spread near 1 into `target` from `offset` on. */
export function normalisePixels(pixels: Uint8Array, target: Float32Array, offset = 0): void {
  for (let i = 0; i < pixels.length; i++) target[offset + i] = (pixels[i] / 255 - MEAN) / SPREAD;
}

function upright(bytes: Uint8Array, limitInputPixels: number): Sharp {
  // Cameras store a photo as the sensor lay and note which way is up.
  return sharp(bytes, { limitInputPixels, failOn: 'error' }).autoOrient();
}

/** WebP is not: its decoder scales by itself, which nothing beats. */
function isPerhapsSmall(bytes: Uint8Array): boolean {
  return bytes.length <= SMALL_BYTES && bytes[0] !== 'RIFF'.charCodeAt(0);
}

/** Undefined where the picture is larger or damaged: the other way says which, and what is wrong. */
async function decodeSmall(bytes: Uint8Array): Promise<Pixels | undefined> {
  try {
    const { data, info } = await upright(bytes, SMALL_PIXELS).raw().toBuffer({ resolveWithObject: true });
    return opaque(data, info.width, info.height, info.channels);
  } catch {
    return undefined;
  }
}

/** Grey becomes three equal channels, and what shines through shows white. */
function opaque(data: Uint8Array, width: number, height: number, channels: number): Pixels {
  if (channels === 3) return { data, width, height };
  const pixels = width * height;
  const result = new Uint8Array(3 * pixels);
  const alphaAt = channels === 2 || channels === 4 ? channels - 1 : undefined;
  for (let i = 0; i < pixels; i++) {
    const from = i * channels;
    const alpha = alphaAt === undefined ? 1 : data[from + alphaAt] / 255;
    for (let channel = 0; channel < 3; channel++) {
      const value = data[from + (channels < 3 ? 0 : channel)];
      result[3 * i + channel] = Math.round(alpha * value + (1 - alpha) * WHITE);
    }
  }
  return { data: result, width, height };
}

function framed(pixels: Pixels, frame: PictureFrame): Uint8Array {
  const place = placeInFrame(pixels.width, pixels.height, frame);
  const planes = new Uint8ClampedArray(3 * frame.width * frame.height).fill(WHITE);
  const span = (offset: number, scaled: number, room: number): [from: number, until: number] => [
    Math.max(0, -offset),
    Math.min(scaled, room - offset),
  ];
  resampleInto(
    planes,
    frame.width,
    {
      left: Math.max(0, place.left),
      top: Math.max(0, place.top),
      across: tapsOf(
        pixels.width,
        place.width,
        ...span(place.left, place.width, frame.width),
        frame.resampling,
      ),
      down: tapsOf(
        pixels.height,
        place.height,
        ...span(place.top, place.height, frame.height),
        frame.resampling,
      ),
    },
    pixels,
  );
  return new Uint8Array(planes.buffer);
}

const FITS = { contain: 'inside', stretch: 'fill', crop: 'outside' } as const;
const KERNELS = { nearest: 'nearest', bilinear: 'linear', bicubic: 'cubic', lanczos: 'lanczos3' } as const;

async function decodeLarge(bytes: Uint8Array, frame: PictureFrame): Promise<Uint8Array> {
  const { width, height } = sizeFor(frame);
  const { data, info } = await upright(bytes, PICTURE_LIMITS.pixels)
    .resize(width, height, { fit: FITS[frame.fit], kernel: KERNELS[frame.resampling] })
    .raw()
    .toBuffer({ resolveWithObject: true });
  // It has its size by now: this cuts it and lays it on white.
  const pixels = opaque(data, info.width, info.height, info.channels);
  return framed(pixels, { ...frame, resampling: 'nearest' });
}

function sizeFor(frame: PictureFrame): { width: number; height: number } {
  if (frame.fit === 'contain') return frame;
  if (frame.fit === 'stretch') return frame.stretchedTo ?? frame;
  const edge = frame.shortestEdge ?? Math.max(frame.width, frame.height);
  return { width: edge, height: edge };
}

let underWay = 0;
const queue: (() => void)[] = [];

async function oneOfFewLarge<T>(work: () => Promise<T>): Promise<T> {
  if (underWay < LARGE_AT_ONCE) underWay++;
  else await new Promise<void>((resolve) => queue.push(resolve));
  try {
    return await work();
  } finally {
    // The place is handed on, or given back.
    const next = queue.shift();
    if (next) next();
    else underWay--;
  }
}

function unreadable(file: string, thrown: unknown): DaogouError {
  const { bytes, pixels } = PICTURE_LIMITS;
  return new DaogouError('bad-media', `The picture ${file} cannot be read: ${toError(thrown).message}`, {
    received: file,
    remedy: `Replace it by a JPEG, PNG, WebP, AVIF or GIF of at most ${bytes / 1e6} MB and ${pixels / 1e6} megapixels.`,
    cause: thrown,
  });
}
