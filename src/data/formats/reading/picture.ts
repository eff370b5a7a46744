import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { toError } from '../../../core/errors.ts';
import { isPicture, PICTURE_LIMITS } from '../../../core/media-limits.ts';

export type PictureFault =
  | 'image is missing'
  | 'image is broken'
  | 'image is too large'
  | 'image path is not allowed';

/** The part of the media store that pictures need. */
export interface PictureStore {
  /** @throws DaogouError `invalid-input` for a path that leaves the folder. */
  locate(relativePath: string): string;
  put(relativePath: string, source: Uint8Array): Promise<'stored' | 'unchanged'>;
  holds(relativePath: string, bytes: Uint8Array): Promise<boolean>;
}

/** Stores a picture of the source folder, once it was decoded in full; one that is stored already is not decoded. */
export async function storePicture(
  folder: string,
  relativePath: string,
  media: PictureStore,
): Promise<'stored' | 'unchanged' | PictureFault> {
  try {
    media.locate(relativePath);
  } catch {
    return 'image path is not allowed';
  }
  const bytes = await readPicture(folder, relativePath);
  if (typeof bytes === 'string') return bytes;
  if (await media.holds(relativePath, bytes)) return 'unchanged';
  return (await findFault(bytes)) ?? media.put(relativePath, bytes);
}

async function readPicture(folder: string, relativePath: string): Promise<Buffer | PictureFault> {
  try {
    const path = join(folder, ...relativePath.split('/'));
    const file = await stat(path);
    if (!file.isFile()) return 'image is missing';
    return file.size > PICTURE_LIMITS.bytes ? 'image is too large' : await readFile(path);
  } catch {
    return 'image is missing';
  }
}

/** Decoding runs in the threads of sharp; reading the header alone would pass a picture that was cut short. */
async function findFault(bytes: Buffer): Promise<PictureFault | undefined> {
  if (!isPicture(bytes)) return 'image is broken';
  try {
    await sharp(bytes, { limitInputPixels: PICTURE_LIMITS.pixels, failOn: 'error' }).raw().toBuffer();
    return undefined;
  } catch (thrown) {
    return toError(thrown).message.includes('pixel limit') ? 'image is too large' : 'image is broken';
  }
}
