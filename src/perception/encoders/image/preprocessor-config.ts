/** Reads `preprocessor_config.json`, the file by which Hugging Face's models say how they want their pictures. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DaogouError, toError } from '../../../core/errors.ts';
import type { PictureFrame } from './picture-frame.ts';
import { imagenetProcessing, RESAMPLING_BY_NUMBER, type PictureProcessing } from './picture-processing.ts';

const sideSchema = z.int().min(1).max(4_096);
const rectangleSchema = z.object({ height: sideSchema, width: sideSchema });
const sizeSchema = z.union([sideSchema, rectangleSchema, z.object({ shortest_edge: sideSchema })]);
const channelsSchema = z.union([z.number(), z.tuple([z.number(), z.number(), z.number()])]);

const configSchema = z.object({
  size: sizeSchema.optional(),
  crop_size: z.union([sideSchema, rectangleSchema]).optional(),
  crop_pct: z.number().positive().max(1).nullish(),
  do_center_crop: z.boolean().nullish(),
  do_rescale: z.boolean().nullish(),
  rescale_factor: z.number().positive().nullish(),
  do_normalize: z.boolean().nullish(),
  image_mean: channelsSchema.nullish(),
  image_std: channelsSchema.nullish(),
  resample: z.int().nullish(),
  do_flip_channel_order: z.boolean().nullish(),
});
type Config = z.infer<typeof configSchema>;

/** The size of the network's input; undefined where any will do. */
export type FixedSize = { readonly width: number; readonly height: number } | undefined;

/** For a network that does not say its size. */
const USUAL_SIDE = 224;

/**
 * What the file asks for; ImageNet's ways where there is no file or it leaves something out.
 *
 * @param fixed the size that the network's input has, where it is fixed
 * @throws DaogouError `model-mismatch` where the file is not readable as such, or asks for a size that the network
 * does not take
 */
export async function readProcessing(file: string, fixed: FixedSize): Promise<PictureProcessing> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT')
      throw unusable(file, toError(thrown).message, thrown);
    return imagenetProcessing(fixed?.width ?? USUAL_SIDE, fixed?.height ?? USUAL_SIDE);
  }
  let config: Config;
  try {
    config = configSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw unusable(
      file,
      thrown instanceof z.ZodError ? z.prettifyError(thrown) : toError(thrown).message,
      thrown,
    );
  }
  const processing = processingOf(config, fixed);
  const { width, height } = processing.frame;
  if (fixed && (fixed.width !== width || fixed.height !== height)) {
    throw unusable(
      file,
      `it asks for ${width} × ${height}, the network takes ${fixed.width} × ${fixed.height}`,
    );
  }
  return processing;
}

function processingOf(config: Config, fixed: FixedSize): PictureProcessing {
  const frame = frameOf(config, fixed);
  const usual = imagenetProcessing(frame.width, frame.height);
  const normalises = config.do_normalize !== false;
  const channels = (
    given: Config['image_mean'],
    other: PictureProcessing['mean'],
  ): PictureProcessing['mean'] => (typeof given === 'number' ? [given, given, given] : (given ?? other));
  return {
    frame,
    rescale: config.do_rescale === false ? 1 : (config.rescale_factor ?? usual.rescale),
    mean: normalises ? channels(config.image_mean, usual.mean) : [0, 0, 0],
    spread: normalises ? channels(config.image_std, usual.spread) : [1, 1, 1],
    blueFirst: config.do_flip_channel_order === true,
  };
}

/** A square where one number is given, and the middle where the size speaks of the shorter edge alone. */
function frameOf(config: Config, fixed: FixedSize): PictureFrame {
  const resampling = RESAMPLING_BY_NUMBER[config.resample ?? 2] ?? 'bilinear';
  const rectangle = (size: number | z.infer<typeof rectangleSchema>): { width: number; height: number } =>
    typeof size === 'number' ? { width: size, height: size } : size;
  const side = fixed ? Math.max(fixed.width, fixed.height) : USUAL_SIDE;
  const size = config.size ?? side;
  const crops = config.do_center_crop ?? config.crop_size !== undefined;
  const cropped = crops && config.crop_size !== undefined ? rectangle(config.crop_size) : undefined;
  if (typeof size === 'object' && 'shortest_edge' in size) {
    const { shortest_edge: edge } = size;
    // ConvNeXt gives the size after the crop, the share of the picture that it keeps, and keeps all from 384 on.
    const kept = config.crop_pct ?? 1;
    if (kept < 1 && edge >= 384) return { ...rectangle(edge), fit: 'stretch', resampling };
    return {
      ...(cropped ?? rectangle(edge)),
      fit: 'crop',
      shortestEdge: Math.round(edge / kept),
      resampling,
    };
  }
  if (!cropped) return { ...rectangle(size), fit: 'stretch', resampling };
  // One number is the shorter edge where there is a crop, as the first CLIP files have it.
  if (typeof size === 'number') return { ...cropped, fit: 'crop', shortestEdge: size, resampling };
  return { ...cropped, fit: 'stretch', stretchedTo: size, resampling };
}

function unusable(file: string, why: string, cause?: unknown): DaogouError {
  return new DaogouError('model-mismatch', `${file} does not say how to prepare pictures: ${why}`, {
    received: file,
    remedy: 'Take the file that belongs to the network, or remove it and give the processing as an option.',
    ...(cause === undefined ? {} : { cause }),
  });
}
