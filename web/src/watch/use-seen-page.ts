import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { watchState } from './watch-state.ts';

/** What was seen of this very page, while it is watched; null otherwise. */
export function useSeenPage(): LookAnswer | null {
  const { is, what, answer } = usePersisted(watchState);
  return is === 'watching' && what === 'page' ? answer : null;
}
