import type { Guide } from '../core/contracts/guide.ts';
import { DaogouError } from '../core/errors.ts';

/** The guide, where there is one. Throws `model-missing`. */
export function loadedGuide(guide: Guide | undefined): Guide {
  if (guide) return guide;
  throw new DaogouError('model-missing', 'No model is loaded, so there is nothing to recommend with', {
    remedy: 'Train one with `npm run daogou -- train`, then start the server again.',
  });
}
