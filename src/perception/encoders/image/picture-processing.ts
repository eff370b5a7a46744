import type { PictureFrame, Resampling } from './picture-frame.ts';

/** How a network wants its pictures: the frame that they are decoded into, and what each byte becomes. */
export interface PictureProcessing {
  readonly frame: PictureFrame;
  /** Bytes times this are what mean and spread speak of; 1/255 by custom. */
  readonly rescale: number;
  /** One a channel: red, green, blue. */
  readonly mean: readonly [number, number, number];
  readonly spread: readonly [number, number, number];
  /** True where the network reads blue first, as those from OpenCV do. */
  readonly blueFirst: boolean;
}

/** The means and spreads of ImageNet's photographs (Krizhevsky et al., 2012, as torchvision has them). */
export const IMAGENET_MEAN = [0.485, 0.456, 0.406] as const;
export const IMAGENET_SPREAD = [0.229, 0.224, 0.225] as const;
/** Of the shorter edge, this share is kept: 256 to 224, as nearly all ImageNet networks were tested. */
const IMAGENET_CROP = 224 / 256;

/** What is done for a network that comes without a `preprocessor_config.json`. */
export function imagenetProcessing(width: number, height: number): PictureProcessing {
  return {
    frame: {
      width,
      height,
      fit: 'crop',
      shortestEdge: Math.round(Math.max(width, height) / IMAGENET_CROP),
      resampling: 'bilinear',
    },
    rescale: 1 / 255,
    mean: IMAGENET_MEAN,
    spread: IMAGENET_SPREAD,
    blueFirst: false,
  };
}

/** Names of the Python Imaging Library's filters by their numbers; `box` (4) and `hamming` (5) are not there. */
export const RESAMPLING_BY_NUMBER: readonly Resampling[] = ['nearest', 'lanczos', 'bilinear', 'bicubic'];

export type Layout = 'channels-first' | 'channels-last';

/** Writes planes, as `decodePicture` gives them, as the numbers that the network reads, from `offset` on. */
export function processPicture(
  planes: Uint8Array,
  { rescale, mean, spread, blueFirst }: PictureProcessing,
  layout: Layout,
  target: Float32Array,
  offset: number,
): void {
  const plane = planes.length / 3;
  for (let channel = 0; channel < 3; channel++) {
    const scale = rescale / spread[channel];
    const shift = -mean[channel] / spread[channel];
    const from = channel * plane;
    const place = blueFirst ? 2 - channel : channel;
    const [start, step] = layout === 'channels-first' ? [place * plane, 1] : [place, 3];
    for (let i = 0, to = offset + start; i < plane; i++, to += step) {
      target[to] = planes[from + i] * scale + shift;
    }
  }
}

/** The same for a network that reads bytes as they are, and does the rest itself. */
export function arrangePicture(
  planes: Uint8Array,
  { blueFirst }: Pick<PictureProcessing, 'blueFirst'>,
  layout: Layout,
  target: Uint8Array,
  offset: number,
): void {
  const plane = planes.length / 3;
  for (let channel = 0; channel < 3; channel++) {
    const place = blueFirst ? 2 - channel : channel;
    const [start, step] = layout === 'channels-first' ? [place * plane, 1] : [place, 3];
    for (let i = 0, to = offset + start; i < plane; i++, to += step) target[to] = planes[channel * plane + i];
  }
}
