import { persisted } from '../state/persisted.ts';

/** A picture to search with. It lives in this page alone: a reload forgets it. */
export interface Photo {
  /** Tells it from an earlier one, in addresses and in the cache of answers. */
  readonly id: string;
  readonly picture: Blob;
  /** Where the page can show it from. */
  readonly url: string;
}

export const photoStore = persisted<Photo | null>({
  key: 'daogou.photo',
  keeping: 'memory',
  initial: () => null,
  accept: () => undefined,
});

/** Takes the place of an earlier photo, which is forgotten. */
export function keepPhoto(picture: Blob): Photo {
  const earlier = photoStore.get();
  const photo = { id: crypto.randomUUID().slice(0, 8), picture, url: URL.createObjectURL(picture) };
  photoStore.set(photo);
  if (earlier) URL.revokeObjectURL(earlier.url);
  return photo;
}
