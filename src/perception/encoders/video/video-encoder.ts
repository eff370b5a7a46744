import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../core/errors.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import { poolOverTime } from './attention-over-time.ts';
import { readFrames } from './read-frames.ts';

export interface VideoEncoderOptions {
  /** Reads single frames as it reads pictures: `3 × side × side` bytes in planes. */
  readonly images: Encoder<Uint8Array>;
  /** Side of the pictures that `images` reads, in pixels. */
  readonly side: number;
  /** Frames of a clip at most; default 8. */
  readonly frames?: number;
  /**
   * What makes a frame count, `images.width` numbers, as `trainVideoAttention` learns it; zeros by default: all
   * frames count the same.
   */
  readonly attention?: Float32Array;
  /** Path of ffmpeg; default: `FFMPEG_PATH`, then the `PATH`. */
  readonly ffmpeg?: string | undefined;
}

const FILE = 'video-attention';
const FRAMES = 8;

/**
 * A clip as the frames it shows, each encoded as a picture and pooled by attention over time. Inputs are paths of
 * files; an empty path stands for no clip and gives zeros. One clip is decoded at a time.
 */
export class VideoEncoder implements Encoder<string> {
  readonly modality = 'video';
  readonly name: string;
  readonly width: number;
  private readonly attention: Float32Array;
  private readonly options: VideoEncoderOptions;

  /** @throws shape-mismatch where the attention is not of the pictures' width. */
  constructor(options: VideoEncoderOptions) {
    const { images, attention = new Float32Array(images.width) } = options;
    if (attention.length !== images.width) {
      throw new DaogouError('shape-mismatch', `An attention of ${attention.length} numbers does not fit`, {
        received: attention.length,
        remedy: `Give ${images.width} numbers, as many as a vector of ${images.name} has.`,
      });
    }
    this.options = options;
    this.attention = attention;
    this.width = images.width;
    this.name = `video-of-${images.name}`;
  }

  /** The same with the attention that `save` stored. */
  static async load(
    artifacts: ArtifactReader,
    options: Omit<VideoEncoderOptions, 'attention'>,
  ): Promise<VideoEncoder> {
    const arrays = await artifacts.readArrays(FILE);
    return new VideoEncoder({ ...options, attention: z.instanceof(Float32Array).parse(arrays['attention']) });
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeArrays(FILE, { attention: this.attention });
  }

  /** @throws missing-dependency without ffmpeg; bad-media for a file that holds no frames, as `readFrames` says. */
  async encode(batch: readonly string[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * this.width);
    // A file that several items share is decoded once.
    const known = new Map<string, Float32Array>();
    for (const [row, file] of batch.entries()) {
      if (file === '') continue;
      const vector = known.get(file) ?? poolOverTime(await this.encodeFrames(file), this.attention);
      if (!known.has(file)) known.set(file, normaliseInPlace(vector));
      result.set(vector, row * this.width);
    }
    return result;
  }

  /** The vectors of a clip's frames, one row a frame: what `trainVideoAttention` learns from. */
  async encodeFrames(file: string): Promise<Float32Array> {
    const { images, side, ffmpeg, frames = FRAMES } = this.options;
    return images.encode(await readFrames(file, { side, count: frames, ffmpeg }));
  }
}
