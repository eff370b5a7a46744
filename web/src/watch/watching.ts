import { shopper } from '../state/shopper.ts';
import { capturedShopTab } from './capture-handle.ts';
import { changeWatch, WATCH_OFF, watchState, type WatchEnd } from './watch-state.ts';
import type { Watcher } from './watcher.ts';

/** Away for longer than this, a shopper has forgotten that the guide watches. */
const LONGEST_AWAY_MILLISECONDS = 5 * 60_000;

let watcher: Watcher | undefined;
let ending = new AbortController();

/** Whether this browser can share a window or a tab at all; phones cannot. */
export function canShareScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/** Watches this page, by what it tells of itself. */
export async function startWatchingPage(): Promise<void> {
  const { signal } = begin();
  changeWatch({ is: 'connecting', what: 'page' });
  try {
    // What watches is loaded when it is asked for: hardly anyone does on a visit.
    const { watchPage } = await import('./watch-page.ts');
    if (signal.aborted) return;
    watcher = watchPage(
      (answer) => changeWatch({ answer }),
      () => stopWatching('failed'),
    );
    changeWatch({ is: 'watching' });
  } catch {
    if (!signal.aborted) stopWatching('failed');
  }
}

/** Has the shopper choose a window or a tab, and watches it. A tab that is this very page is watched as such. */
export async function startWatchingScreen(): Promise<void> {
  const { signal } = begin();
  changeWatch({ is: 'connecting', what: 'screen' });
  let media: MediaStream;
  try {
    media = await navigator.mediaDevices.getDisplayMedia(CAPTURE);
  } catch {
    return stopWatching('denied');
  }
  const [track] = media.getVideoTracks();
  const letGo = (): void => media.getTracks().forEach((one) => one.stop());
  if (signal.aborted) return letGo();
  if (capturedShopTab(track)?.isThis === true) {
    letGo();
    return startWatchingPage();
  }
  track.addEventListener('ended', () => stopWatching('shared'), { signal });
  try {
    const { watchScreen } = await import('./watch-screen.ts');
    const started = await watchScreen(media, {
      onAnswer: (answer) => changeWatch({ answer, isUnread: false }),
      onUnread: () => changeWatch({ isUnread: true }),
      onSent: (picture, covered) => {
        const { sent } = watchState.get();
        changeWatch({ sent: sent + 1, covered, lastSent: newPreview(picture) });
      },
      onWithheld: (isWithheld) => changeWatch({ isWithheld }),
      onSurface: (isShopTab) => changeWatch({ isShopTab }),
      onFail: () => stopWatching('failed'),
    });
    if (signal.aborted) return started.close();
    watcher = started;
    changeWatch({ is: 'watching' });
  } catch {
    letGo();
    if (!signal.aborted) stopWatching('failed');
  }
}

export function pauseWatching(isPaused: boolean): void {
  watcher?.pause(isPaused);
  changeWatch({ is: isPaused ? 'paused' : 'watching' });
}

/** Ends at once, and forgets what was seen. */
export function stopWatching(ended: WatchEnd): void {
  ending.abort();
  watcher?.close();
  watcher = undefined;
  newPreview(null);
  watchState.set({ ...WATCH_OFF, ended });
}

/** A small rate and no pointer: enough to follow along. Newer wishes are passed over by browsers that do not know them. */
const CAPTURE = {
  audio: false,
  video: { frameRate: { max: 5 }, cursor: 'never' },
  selfBrowserSurface: 'include',
  surfaceSwitching: 'include',
} as DisplayMediaStreamOptions;

/** Whatever is watched, it ends when another shops here or nobody was here for long. */
function begin(): AbortController {
  ending.abort();
  watcher?.close();
  watcher = undefined;
  const begun = (ending = new AbortController());
  const { signal } = begun;
  signal.addEventListener(
    'abort',
    shopper.subscribe(() => stopWatching('shopper')),
  );
  let away: ReturnType<typeof setTimeout> | undefined;
  const noteAway = (): void => {
    clearTimeout(away);
    if (document.hidden) away = setTimeout(() => stopWatching('hidden'), LONGEST_AWAY_MILLISECONDS);
  };
  document.addEventListener('visibilitychange', noteAway, { signal });
  signal.addEventListener('abort', () => clearTimeout(away));
  watchState.set(WATCH_OFF);
  return begun;
}

let preview: string | null = null;

function newPreview(picture: Blob | null): string | null {
  if (preview !== null) URL.revokeObjectURL(preview);
  preview = picture && URL.createObjectURL(picture);
  return preview;
}
