import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchNextActions } from '../api.ts';
import { askedScene } from '../state/scenes.ts';
import { sceneSetting } from '../state/settings.ts';
import { shopper } from '../state/shopper.ts';
import { neverStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** More than are shown, so that something is left after "not now". */
const ACTIONS_ASKED = 5;

export function useNextActions() {
  const { userId, sessionId } = usePersisted(shopper);
  const scene = usePersisted(sceneSetting);
  const never = usePersisted(neverStore);
  return useQuery({
    queryKey: ['guide', 'next-action', userId, sessionId, scene, never],
    queryFn: ({ signal }) =>
      fetchNextActions(
        {
          sessionId,
          limit: ACTIONS_ASKED,
          exclude: [...never],
          scene: askedScene(scene),
          ...(userId !== null && { userId }),
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}
