import { useQuery } from '@tanstack/react-query';
import type { ScenesAnswer } from '../../../src/core/contracts/api.ts';
import { fetchScenes } from '../api.ts';
import { queryClient } from './query-client.ts';

const KEY = ['scenes'];

/** The scenes of this shop: how each is called, what counts in it, and how it is shown. */
export function useScenes() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => fetchScenes(signal), staleTime: Infinity });
}

/** The same for those who are no component; undefined until they have come. */
export function knownScenes(): ScenesAnswer | undefined {
  return queryClient.getQueryData(KEY);
}
