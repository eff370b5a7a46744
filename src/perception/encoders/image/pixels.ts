import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { DaogouError, toError } from '../../../core/errors.ts';

/** Larger files and pictures are refused before they are decoded: a small file can unfold into gigabytes. */
const MAXIMUM_BYTES = 50 * 1024 * 1024;
const MAXIMUM_PIXELS = 64_000_000;

/** Mean and spread of photographs, as is customary since ImageNet; one pair for the three channels is enough here. */
const MEAN = 0.5;
const SPREAD = 0.25;

/**
 * A picture as `3 × side × side` bytes in planes (red, green, blue), fitted into a square on white.
 *
 * Throws `bad-media` naming the file where it is missing, no picture, or too large.
 */
export async function decodePicture(file: string, side: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MAXIMUM_BYTES) throw new Error(`${size} bytes are more than ${MAXIMUM_BYTES}`);
    const { data } = await sharp(await readFile(file), { limitInputPixels: MAXIMUM_PIXELS, failOn: 'error' })
      // Cameras store a photo as the sensor lay and note which way is up.
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize(side, side, { fit: 'contain', background: '#ffffff', kernel: 'cubic' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return toPlanes(data, side);
  } catch (thrown) {
    throw new DaogouError('bad-media', `The picture ${file} cannot be read: ${toError(thrown).message}`, {
      received: file,
      remedy: 'Replace it by a JPEG, PNG, WebP, AVIF or GIF of at most 50 MB and 64 megapixels.',
      cause: thrown,
    });
  }
}

/** Writes bytes as numbers of mean near 0 and spread near 1 into `target` from `offset` on. */
export function normalisePixels(pixels: Uint8Array, target: Float32Array, offset = 0): void {
  for (let i = 0; i < pixels.length; i++) target[offset + i] = (pixels[i] / 255 - MEAN) / SPREAD;
}

function toPlanes(interleaved: Uint8Array, side: number): Uint8Array {
  const area = side * side;
  const planes = new Uint8Array(3 * area);
  for (let i = 0; i < area; i++) {
    planes[i] = interleaved[3 * i];
    planes[area + i] = interleaved[3 * i + 1];
    planes[2 * area + i] = interleaved[3 * i + 2];
  }
  return planes;
}
