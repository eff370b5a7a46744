import { QueryClient } from '@tanstack/react-query';
import { ShopProblem } from '../api.ts';

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

/** Asks the guide anew; what it said before stays on the page until the answer is there. */
export function refreshGuide(): void {
  void queryClient.invalidateQueries({ queryKey: ['guide'] });
}
