import type { Box } from '../../../src/core/contracts/screen.ts';
import type { Size } from '../screens/boxes.ts';
import { paintCovers } from './cover.ts';
import { brightnessOf, hasChanged, THUMBNAIL } from './frame-change.ts';

const WIDEST = 1280;
const QUALITY = 0.82;

export interface FrameTaker {
  /**
   * The frame as it is now, at most 1280 pixels wide, as a JPEG; null where there is none yet, or where it is like the
   * last one that was taken. `coversOf` says what to paint over, before anything else is done with it.
   */
  take(coversOf: (frame: Size) => readonly Box[]): Promise<Blob | null>;
  /** The next frame counts as changed. */
  forget(): void;
  close(): void;
}

/** Takes frames out of a captured stream. */
export async function takeFramesOf(stream: MediaStream): Promise<FrameTaker> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  const frame = document.createElement('canvas');
  const thumbnail = document.createElement('canvas');
  thumbnail.width = THUMBNAIL.width;
  thumbnail.height = THUMBNAIL.height;
  let last: Uint8ClampedArray | null = null;
  return {
    async take(coversOf) {
      const scale = Math.min(1, WIDEST / video.videoWidth);
      // Setting the size empties the canvas, and of a changed window the old picture must not stay.
      frame.width = Math.round(video.videoWidth * scale);
      frame.height = Math.round(video.videoHeight * scale);
      const context = frame.getContext('2d');
      if (!context || frame.width === 0 || frame.height === 0) return null;
      context.drawImage(video, 0, 0, frame.width, frame.height);
      paintCovers(context, coversOf(frame));
      const brightness = brightnessIn(thumbnail, frame);
      if (!hasChanged(last, brightness)) return null;
      last = brightness;
      return new Promise((resolve) => frame.toBlob(resolve, 'image/jpeg', QUALITY));
    },
    forget() {
      last = null;
    },
    close() {
      video.srcObject = null;
    },
  };
}

function brightnessIn(thumbnail: HTMLCanvasElement, frame: HTMLCanvasElement): Uint8ClampedArray {
  const context = thumbnail.getContext('2d', { willReadFrequently: true });
  if (!context) return new Uint8ClampedArray();
  context.imageSmoothingQuality = 'high';
  context.drawImage(frame, 0, 0, thumbnail.width, thumbnail.height);
  return brightnessOf(context.getImageData(0, 0, thumbnail.width, thumbnail.height).data);
}
