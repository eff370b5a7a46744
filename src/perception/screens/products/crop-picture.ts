import type { Box, ScreenPixels } from '../../../core/contracts/screen.ts';
import { placeInFrame, squareFrame } from '../../encoders/image/picture-frame.ts';
import { resampleInto, tapsOf } from '../../encoders/image/resample.ts';

const WHITE = 255;

/** A part of a screen as encoders see pictures: `3 × side × side` bytes in planes, whole, on white. */
export function cropPicture({ data, width }: ScreenPixels, box: Box, side: number): Uint8Array {
  const [left, top, across, down] = box;
  const part = new Uint8Array(3 * across * down);
  for (let row = 0; row < down; row++) {
    const from = 3 * ((top + row) * width + left);
    part.set(data.subarray(from, from + 3 * across), 3 * row * across);
  }
  const frame = squareFrame(side);
  const place = placeInFrame(across, down, frame);
  const planes = new Uint8ClampedArray(3 * side * side).fill(WHITE);
  resampleInto(
    planes,
    side,
    {
      left: Math.max(0, place.left),
      top: Math.max(0, place.top),
      across: tapsOf(across, place.width, 0, place.width, frame.resampling),
      down: tapsOf(down, place.height, 0, place.height, frame.resampling),
    },
    { data: part, width: across, height: down },
  );
  return new Uint8Array(planes.buffer);
}
