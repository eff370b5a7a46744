import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ScreenCorrections } from '../../core/contracts/look.ts';
import { DaogouError, toError } from '../../core/errors.ts';
import { isPicture, PICTURE_LIMITS } from '../../core/media-limits.ts';
import { replaceFile } from './media.ts';

/** A screen taller than this many times its width is a phone's. */
const PHONE_ASPECT = 1.25;
/** Corrected screens look alike where they come from one shop: they stay on one side of any split. */
const FAMILY = 'corrections';

/**
 * The folder `screens` of a workspace: `screens.jsonl` with one corrected screen a row, and their pictures, in the
 * form that training reads labelled screens in. The file is replaced whole, so that a crash leaves the old or the new.
 */
export function openScreenCorrections(workspace: string): ScreenCorrections & { readonly folder: string } {
  const folder = join(workspace, 'screens');
  const file = join(folder, 'screens.jsonl');
  let writing: Promise<unknown> = Promise.resolve();

  const rewrite = async (id: string, row: object): Promise<void> => {
    const rows = (await readRows(file)).filter((line) => idOf(line) !== id);
    await replaceFile(file, [...rows, JSON.stringify(row)].map((line) => `${line}\n`).join(''));
  };

  return {
    folder,
    async keep(picture, { page, language, elements }) {
      const { width, height, format } = await sizeOf(picture);
      const id = createHash('sha256').update(picture).digest('hex').slice(0, 32);
      const image = `images/${id}.${format}`;
      await mkdir(join(folder, 'images'), { recursive: true });
      await replaceFile(join(folder, image), picture);
      const viewport = height > PHONE_ASPECT * width ? 'phone' : 'desktop';
      const row = {
        id,
        file: image,
        family: FAMILY,
        viewport,
        width,
        height,
        language,
        page_type: page,
        elements,
      };
      // Two at once would each write the file without the other's row.
      const turn = writing.then(() => rewrite(id, row));
      writing = turn.catch(() => {});
      await turn;
      return { id };
    },
  };
}

async function readRows(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}

/** Undefined for a row that is no JSON: it is kept as it is, and named by whoever reads the folder. */
function idOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { id?: unknown } | null)?.id;
  } catch {
    return undefined;
  }
}

async function sizeOf(picture: Uint8Array): Promise<{ width: number; height: number; format: string }> {
  try {
    if (!isPicture(picture)) throw new Error('its first bytes are not those of a picture');
    const { autoOrient, format } = await sharp(picture, {
      limitInputPixels: PICTURE_LIMITS.pixels,
    }).metadata();
    return { ...autoOrient, format };
  } catch (thrown) {
    throw new DaogouError(
      'bad-media',
      `The picture of the screen cannot be read: ${toError(thrown).message}`,
      {
        remedy: 'Give a JPEG, PNG, WebP, AVIF or GIF.',
        cause: thrown,
      },
    );
  }
}
