import { useLocation, useRoute } from 'wouter';
import { fromPath } from '../layout/paths.ts';
import { persisted } from '../state/persisted.ts';
import { shopper } from '../state/shopper.ts';
import { cartStore, neverStore, wishlistStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { useSeenPage } from '../watch/use-seen-page.ts';
import { type Step, stepsFor } from './steps.ts';
import { useGuideAnswer } from './use-guide-answer.ts';
import { useNextActions } from './use-next-actions.ts';

/** One next step and two alternatives. */
const STEPS = 3;

/** Steps the shopper put off, of one session; they may come back in the next. */
const putOff = persisted<{ sessionId: string; keys: readonly string[] }>({
  key: 'daogou.put-off',
  keeping: 'memory',
  initial: () => ({ sessionId: '', keys: [] }),
  accept: () => undefined,
});

export function putOffStep(step: Step): void {
  const { sessionId } = shopper.get();
  putOff.update((current) => ({
    sessionId,
    keys: [...(current.sessionId === sessionId ? current.keys : []), step.key],
  }));
}

/** The steps to propose on this page; undefined until the guide has answered for the first time. */
export function useSteps(): Step[] | undefined {
  const [path] = useLocation();
  const [onItem, parameters] = useRoute('/item/:id');
  const { sessionId } = usePersisted(shopper);
  const later = usePersisted(putOff);
  const situation = {
    path,
    openItemId: onItem ? fromPath(parameters.id) : null,
    cart: usePersisted(cartStore),
    wishlist: usePersisted(wishlistStore),
    never: usePersisted(neverStore),
    putOff: later.sessionId === sessionId ? later.keys : [],
  };
  const next = useNextActions();
  const picks = useGuideAnswer();
  const seen = useSeenPage();
  if (next.isPending && picks.isPending) return undefined;
  // Who sees the page knows better what comes next; unsure of it, only what is worth a look is proposed.
  const proposed = seen?.abstains ? undefined : (seen ?? next.data);
  return stepsFor(proposed, picks.data, situation, STEPS);
}
