import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { fetchRecommendations } from '../api.ts';
import { askedScene } from '../state/scenes.ts';
import { sceneSetting } from '../state/settings.ts';
import { shopper } from '../state/shopper.ts';
import { neverStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** Enough for the densest page and the guide's column beside it. */
const PICKS = 24;

/** What the guide would show this shopper now; the last answer stays until the next is there. */
export function useGuideAnswer() {
  const { userId, sessionId } = usePersisted(shopper);
  const scene = usePersisted(sceneSetting);
  const never = usePersisted(neverStore);
  return useQuery({
    queryKey: ['guide', 'recommend', userId, sessionId, scene, never],
    queryFn: ({ signal }) =>
      fetchRecommendations(
        {
          sessionId,
          limit: PICKS,
          exclude: [...never],
          scene: askedScene(scene),
          ...(userId !== null && { userId }),
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}
