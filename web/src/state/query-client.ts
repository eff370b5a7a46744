import { QueryClient } from '@tanstack/react-query';
import { ShopProblem } from '../api.ts';
import { persisted } from './persisted.ts';

const MOST_TRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // A shop on this machine answers without a network.
      networkMode: 'always',
      // What the shop refused once it refuses again.
      retry: (failures, error) =>
        failures < MOST_TRIES && !(error instanceof ShopProblem && error.status < 500),
      retryDelay: 400,
    },
  },
});

/** How often the shop was told something new; what looks at the page asks anew then, too. */
export const guideRefreshes = persisted<number>({
  key: 'daogou.guide-refreshes',
  keeping: 'memory',
  initial: () => 0,
  accept: () => undefined,
});

/** Asks the guide anew; what it said before stays on the page until the answer is there. */
export function refreshGuide(): void {
  guideRefreshes.update((count) => count + 1);
  void queryClient.invalidateQueries({ queryKey: ['guide'] });
}
