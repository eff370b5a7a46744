import { useSyncExternalStore } from 'react';
import type { Persisted } from './persisted.ts';

/** The value of a kept store; the component renders again when it changes. */
export function usePersisted<T>(store: Persisted<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
