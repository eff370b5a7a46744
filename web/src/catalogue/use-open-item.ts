import type { ItemView } from '../../../src/core/contracts/api.ts';
import { itemPath } from '../layout/paths.ts';
import { rememberOrigin } from '../state/origins.ts';
import { queryClient } from '../state/query-client.ts';
import { track } from '../state/track.ts';

/**
 * What a link to an item needs: where it leads, and what a click tells. The item is at hand for its page at once,
 * and the recommendation it came from is echoed by what follows.
 */
export function useOpenItem(
  recommendationId: string | null,
): (item: ItemView) => { href: string; onClick: () => void } {
  return (item) => ({
    href: itemPath(item.id),
    onClick: () => {
      if (recommendationId !== null) rememberOrigin(item.id, recommendationId);
      queryClient.setQueryData(['item', item.id], item);
      track('select_item', { item });
    },
  });
}
