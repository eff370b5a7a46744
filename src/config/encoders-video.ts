import { DEFAULT_ENCODERS } from './encoders-default.ts';
import { IMAGE_ENCODERS } from './encoders-image.ts';
import type { EncoderKind } from './encoders-kind.ts';
import { versionOf } from './encoders-version.ts';

/** Each frame as the default picture encoder sees it, all frames counting the same. */
const frames: EncoderKind = {
  name: 'frames',
  modality: 'video',
  async open(opening) {
    const { VideoEncoder } = await import('../perception/encoders/video/video-encoder.ts');
    const kind = IMAGE_ENCODERS.find(({ name }) => name === DEFAULT_ENCODERS.image);
    const pictures = await kind?.open(opening);
    if (pictures?.modality !== 'image') throw new TypeError(`${DEFAULT_ENCODERS.image} reads no pictures`);
    const { encoder: images, frame, version } = pictures;
    const encoder = new VideoEncoder({ images, side: frame.width });
    return { modality: 'video', encoder, version: versionOf('frames', version) };
  },
};

export const VIDEO_ENCODERS: readonly EncoderKind[] = [frames];
