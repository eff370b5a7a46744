import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import type { OcrSession } from './ocr-session.ts';
import { findBoxes, type BoxSettings, type FoundBox } from './probability-boxes.ts';
import { sampleRegion, type Normalisation, type Region } from './sample-region.ts';

/** The network halves its input five times. */
const SIDE_UNIT = 32;

/** Mean and deviation of ImageNet, in the order in which PP-OCR applies them. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;
const NORMALISATION: Normalisation = {
  scale: [1 / (255 * DEVIATION[0]), 1 / (255 * DEVIATION[1]), 1 / (255 * DEVIATION[2])],
  shift: [-MEAN[0] / DEVIATION[0], -MEAN[1] / DEVIATION[1], -MEAN[2] / DEVIATION[2]],
};

export interface DetectorSettings extends BoxSettings {
  /** Pixels that the network sees for one of the picture, at most 1. */
  readonly scale: number;
}

/** Boxes of lines in a region of a picture, in its pixels, cut at the edges of the region. */
export async function detectText(
  session: OcrSession,
  pixels: ScreenPixels,
  region: Region,
  settings: DetectorSettings,
): Promise<FoundBox[]> {
  const { scale } = settings;
  const width = Math.max(1, Math.round(region.width * scale));
  const height = Math.max(1, Math.round(region.height * scale));
  const stride = Math.ceil(width / SIDE_UNIT) * SIDE_UNIT;
  const rows = Math.ceil(height / SIDE_UNIT) * SIDE_UNIT;
  const planeStride = stride * rows;
  const values = new Float32Array(3 * planeStride);
  sampleRegion(
    pixels,
    region,
    { values, start: 0, width, height, rowStride: stride, planeStride },
    NORMALISATION,
  );
  const map = await session.run(values, [1, 3, rows, stride]);
  return findBoxes({ values: map.values, width, height, stride }, settings).map((box) =>
    toPicture(box, region, width, height),
  );
}

function toPicture(box: FoundBox, region: Region, width: number, height: number): FoundBox {
  const across = region.width / width;
  const down = region.height / height;
  const left = Math.max(0, box.x * across);
  const top = Math.max(0, box.y * down);
  const right = Math.min(region.width, (box.x + box.width) * across);
  const bottom = Math.min(region.height, (box.y + box.height) * down);
  return {
    x: region.x + left,
    y: region.y + top,
    width: right - left,
    height: bottom - top,
    score: box.score,
  };
}
