import type { Progress } from '../core/progress.ts';
import type { CollectedPhoto } from '../data/formats/photos/photo-collection.ts';
import { SHELF_PHOTO, STUDIO_PHOTO, type Photo } from '../learning/pretraining/photo.ts';
import { decodePicture } from '../perception/encoders/image/pixels.ts';

const AT_ONCE = 8;

/**
 * Photos with their pixels, in the order of the list.
 * @throws bad-media naming the first picture that cannot be read: a collection to learn from is whole or it is not.
 */
export async function readPhotos(
  collected: readonly CollectedPhoto[],
  sideOf: (photo: CollectedPhoto) => number,
  progress: Progress,
): Promise<Photo[]> {
  const step = progress.start('Reading photos', collected.length);
  const photos: Photo[] = Array.from({ length: collected.length });
  let next = 0;
  const readOn = async (): Promise<void> => {
    while (next < collected.length) {
      const i = next++;
      const { id, text, labels, collection, file } = collected[i];
      const side = sideOf(collected[i]);
      const pixels = await decodePicture(file, side);
      const augmentation = collection === 'grocery' ? SHELF_PHOTO : STUDIO_PHOTO;
      photos[i] = { id, text, labels, pixels, side, augmentation };
      step.advance();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readOn));
  step.done();
  return photos;
}
