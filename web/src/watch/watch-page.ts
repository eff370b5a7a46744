import { readDomScreen } from '../../../src/client/dom-screen.ts';
import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import { looking, lookRequest } from '../screens/looking.ts';
import { guideRefreshes } from '../state/query-client.ts';
import { guideBoxes, withoutGuide } from './without-guide.ts';
import type { Watcher } from './watcher.ts';

const EVERY_MILLISECONDS = 500;
/** A page that changes all the time is asked about all the same; a shop that is down is not asked for ever. */
const MOST_FAILURES = 3;

/** Asks about this page by what it tells of itself, whenever it has changed. No picture is taken. */
export function watchPage(hear: (answer: LookAnswer) => void, fail: (thrown: unknown) => void): Watcher {
  let isPaused = false;
  let isDirty = true;
  let told = '';
  let failures = 0;
  const ending = new AbortController();
  const { signal } = ending;
  let isBusy = false;
  const mark = (): void => {
    isDirty = true;
  };
  const observer = new MutationObserver(mark);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  window.addEventListener('scroll', mark, { capture: true, passive: true, signal });
  window.addEventListener('resize', mark, { signal });
  window.addEventListener('input', mark, { signal });
  // What the shopper did counts as well as what the page shows.
  const unsubscribe = guideRefreshes.subscribe(() => {
    told = '';
    mark();
  });

  const look = async (): Promise<void> => {
    if (isPaused || isBusy || !isDirty || document.hidden) return;
    isDirty = false;
    const reading = withoutGuide(readDomScreen(document, window), guideBoxes(document));
    const telling = JSON.stringify(reading);
    if (telling === told) return;
    isBusy = true;
    try {
      const answer = await looking.lookAtPage({ ...lookRequest(), reading }, { signal });
      told = telling;
      failures = 0;
      hear(answer);
    } catch (thrown) {
      isDirty = true;
      failures += 1;
      if (!signal.aborted && failures >= MOST_FAILURES) fail(thrown);
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void look(), EVERY_MILLISECONDS);
  void look();
  return {
    pause(paused) {
      isPaused = paused;
      isDirty = true;
    },
    close() {
      ending.abort();
      clearInterval(timer);
      observer.disconnect();
      unsubscribe();
    },
  };
}
