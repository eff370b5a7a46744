/** The pictures of the catalogue, rendered from their drawings. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Item } from '../../core/contracts/item.ts';
import { DaogouError } from '../../core/errors.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import { drawItem, type Visible } from './drawings/draw-item.ts';

/** Width and height in pixels. */
export const PICTURE_SIZE = 480;

export interface PictureOptions {
  /** Folder that the items' `image` paths are relative to; made where missing. */
  readonly mediaFolder: string;
  /** What is to be seen of each item, by id: `truth.items` of the shop. */
  readonly looks: Readonly<Record<string, Visible>>;
  readonly progress?: Progress;
}

/**
 * Writes one 480 x 480 WebP an item, several at a time on sharp's own threads; files that are there are replaced.
 * @throws DaogouError `not-found` for an item without a look.
 */
export async function renderPictures(
  items: readonly Pick<Item, 'id' | 'image'>[],
  { mediaFolder, looks, progress = silentProgress }: PictureOptions,
): Promise<void> {
  const withImage = items.flatMap(({ id, image }) => (image === null ? [] : [{ id, image }]));
  const folders = new Set(withImage.map(({ image }) => dirname(join(mediaFolder, image))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  const step = progress.start('Drawing pictures', withImage.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < withImage.length) {
      const { id, image } = withImage[next++];
      await writeFile(join(mediaFolder, image), await renderPicture(lookOf(looks, id)));
      step.advance();
    }
  };
  await Promise.all(Array.from({ length: Math.min(8, availableParallelism() + 1) }, work));
  step.done();
}

/** One picture as WebP. */
export async function renderPicture(visible: Visible): Promise<Buffer> {
  return sharp(Buffer.from(drawItem(visible)))
    .webp({ quality: 84, effort: 1 })
    .toBuffer();
}

function lookOf(looks: Readonly<Record<string, Visible>>, id: string): Visible {
  const look = looks[id];
  if (look) return look;
  throw new DaogouError('not-found', `No look is known for the item ${id}.`, {
    received: id,
    remedy: 'Pass the `truth.items` that came with these items.',
  });
}
