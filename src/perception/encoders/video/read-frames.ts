import { badMedia, readWithFfmpeg } from './ffmpeg.ts';

export interface FrameOptions {
  /** Side of the square frames, in pixels. */
  readonly side: number;
  /** Frames at most. */
  readonly count: number;
  readonly timeoutMilliseconds?: number;
  /** Path of ffmpeg; found by `findFfmpeg` where left out. */
  readonly ffmpeg?: string | undefined;
}

/** Of a longer clip, the first ten minutes are looked at. */
const MOST_SECONDS = 600;
/** Frames a second that are looked at: of clips shorter than `count` tenths of a second there are fewer than `count`. */
const RATE = 10;
/** Frames kept for one that is wanted, so that those chosen lie evenly whatever the length turns out to be. */
const SPARE = 8;

/**
 * Frames evenly over a clip, each as `3 × side × side` bytes in planes, fitted whole into a square on white, as
 * `decodePicture` gives pictures. The length is that of what could be decoded, whatever the header claims; at most
 * `8 × count` frames are in memory at once.
 *
 * @throws missing-dependency without ffmpeg; bad-media for a file without frames, and as `readWithFfmpeg` says.
 */
export async function readFrames(file: string, options: FrameOptions): Promise<Uint8Array[]> {
  const { side, count, timeoutMilliseconds, ffmpeg } = options;
  const kept = new EvenFrames(SPARE * count);
  const pieces = new FrameAssembler(3 * side * side, (frame) => kept.add(frame));
  await readWithFfmpeg({
    file,
    seconds: MOST_SECONDS,
    parameters: [
      '-map',
      '0:v:0',
      '-an',
      '-sn',
      '-vf',
      squareFilter(side),
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
    ],
    onBytes: (bytes) => pieces.add(bytes),
    ffmpeg,
    ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
  });
  const frames = kept.choose(count);
  if (frames.length === 0) throw badMedia(file, 'it holds no frame');
  return frames.map((frame) => toPlanes(frame, side));
}

/** The whole frame within a white square, like a picture; `setsar` because some videos have oblong pixels. */
function squareFilter(side: number): string {
  return [
    `fps=${RATE}`,
    'scale=w=iw*sar:h=ih',
    `scale=w=${side}:h=${side}:force_original_aspect_ratio=decrease:flags=bicubic`,
    'setsar=1',
    `pad=${side}:${side}:(ow-iw)/2:(oh-ih)/2:color=white`,
  ].join(',');
}

/** Cuts a stream of bytes into frames. */
class FrameAssembler {
  private readonly onFrame: (frame: Uint8Array) => void;
  private readonly size: number;
  private frame: Uint8Array;
  private filled = 0;

  constructor(size: number, onFrame: (frame: Uint8Array) => void) {
    this.size = size;
    this.onFrame = onFrame;
    this.frame = new Uint8Array(size);
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + this.size - this.filled);
      this.frame.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled < this.size) continue;
      this.onFrame(this.frame);
      this.frame = new Uint8Array(this.size);
      this.filled = 0;
    }
  }
}

/**
 * Frames evenly apart out of a stream whose length nobody knows: when the room is full, every second one goes, and
 * from then on only every second one is taken.
 */
class EvenFrames {
  private readonly room: number;
  private frames: Uint8Array[] = [];
  private stride = 1;
  private seen = 0;

  constructor(room: number) {
    this.room = room;
  }

  add(frame: Uint8Array): void {
    if (this.seen++ % this.stride !== 0) return;
    if (this.frames.length === this.room) {
      this.frames = this.frames.filter((_, i) => i % 2 === 0);
      this.stride *= 2;
      if ((this.seen - 1) % this.stride !== 0) return;
    }
    this.frames.push(frame);
  }

  /** The middles of `count` equal parts of the clip. */
  choose(count: number): Uint8Array[] {
    const { frames } = this;
    if (frames.length <= count) return frames;
    return Array.from({ length: count }, (_, i) => frames[Math.floor(((i + 0.5) * frames.length) / count)]);
  }
}

function toPlanes(interleaved: Uint8Array, side: number): Uint8Array {
  const area = side * side;
  return Uint8Array.from({ length: 3 * area }, (_, i) => interleaved[3 * (i % area) + Math.floor(i / area)]);
}
