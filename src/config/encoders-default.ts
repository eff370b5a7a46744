import type { ContentModality } from './encoders-kind.ts';

/** What a workspace is encoded with unless somebody asks for something else. */
export const DEFAULT_ENCODERS: Readonly<Record<ContentModality, string>> = {
  image: 'compact',
  text: 'subword-bag',
  video: 'frames',
};
