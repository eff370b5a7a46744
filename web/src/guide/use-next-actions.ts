import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchNextActions } from '../api.ts';
import { shopper } from '../state/shopper.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** More than are shown, so that something is left after "not now". */
const ACTIONS_ASKED = 5;

export function useNextActions() {
  const { userId, sessionId } = usePersisted(shopper);
  return useQuery({
    queryKey: ['guide', 'next-action', userId, sessionId],
    queryFn: ({ signal }) =>
      fetchNextActions({ sessionId, limit: ACTIONS_ASKED, ...(userId !== null && { userId }) }, signal),
    placeholderData: keepPreviousData,
  });
}
