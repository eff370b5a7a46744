import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ArtifactReader, ArtifactWriter } from '../core/contracts/artifacts.ts';
import type { Item } from '../core/contracts/item.ts';
import type { Progress } from '../core/progress.ts';
import type { ContentVectors } from '../models/content-vectors.ts';
import type { PictureFrame } from '../perception/encoders/image/picture-frame.ts';
import { decodePicture } from '../perception/encoders/image/pixels.ts';
import { PICTURE_SIDE } from '../perception/encoders/image/small-cnn.ts';

/** Pictures decoded at once: enough to keep the decoder's threads busy, few enough to bound memory. */
const AT_ONCE = 32;
const FILE = 'content-vectors';

/** The pictures of a catalogue as an encoder reads them, `small-cnn` by default; a picture that is missing or damaged is undefined. */
export async function readPictures(
  items: readonly Item[],
  mediaFolders: readonly string[],
  progress: Progress,
  frame: number | PictureFrame = PICTURE_SIDE,
): Promise<(Uint8Array | undefined)[]> {
  const step = progress.start('Reading pictures', items.length);
  const pictures: (Uint8Array | undefined)[] = Array.from({ length: items.length });
  let next = 0;
  const readOn = async (): Promise<void> => {
    while (next < items.length) {
      const item = next++;
      pictures[item] = await readPicture(items[item], mediaFolders, frame);
      step.advance();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  step.done();
  return pictures;
}

/** The import has listed damaged pictures already; here the item goes on without. */
async function readPicture(
  { image }: Item,
  mediaFolders: readonly string[],
  frame: number | PictureFrame,
): Promise<Uint8Array | undefined> {
  if (image === null) return undefined;
  for (const folder of mediaFolders) {
    try {
      return await decodePicture(join(folder, image), frame);
    } catch {
      // Not here, or damaged: perhaps the next folder has it.
    }
  }
  return undefined;
}

export async function saveContentVectors(
  artifacts: ArtifactWriter,
  { image, text }: ContentVectors,
): Promise<void> {
  await artifacts.writeArrays(FILE, {
    image: image.vectors,
    imagePresent: image.present,
    text: text.vectors,
    textPresent: text.present,
  });
}

/** What `saveContentVectors` wrote for a catalogue of `itemCount` items. */
export async function loadContentVectors(
  artifacts: ArtifactReader,
  itemCount: number,
): Promise<ContentVectors> {
  const { image, imagePresent, text, textPresent } = await artifacts.readArrays(FILE);
  return {
    image: {
      width: image.length / itemCount,
      vectors: image as Float32Array,
      present: imagePresent as Uint8Array,
    },
    text: {
      width: text.length / itemCount,
      vectors: text as Float32Array,
      present: textPresent as Uint8Array,
    },
  };
}

/** What the encoders' vectors depend on: the items with their texts and the names of their pictures. */
export function catalogueHash(items: readonly Item[]): string {
  // Items of a model trained before there were retired ones hash as they did then.
  const told = JSON.stringify(items, (name, value: unknown) =>
    name === 'retired' && value === false ? undefined : value,
  );
  return createHash('sha256').update(told).digest('hex');
}
