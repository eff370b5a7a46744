import type { ClientLookStream } from '../../../src/client/look-stream.ts';
import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import { looking, lookRequest } from '../screens/looking.ts';
import { capturedShopTab } from './capture-handle.ts';
import { coversIn } from './cover.ts';
import { takeFramesOf } from './frame-taker.ts';
import { replaces, type FrameAnswer } from './replaces.ts';
import { secretFieldsInSight } from './secret-fields-in-sight.ts';
import type { Watcher } from './watcher.ts';

const EVERY_MILLISECONDS = 500;
/** After fields of the shared tab have moved, its frames may still show them where they were. */
const SETTLE_MILLISECONDS = 400;
const MOST_RECONNECTS = 3;

export interface ScreenWatchListener {
  onAnswer(answer: LookAnswer): void;
  /** A picture could not be looked at. */
  onUnread(): void;
  /** A picture was sent, with so many fields painted over. */
  onSent(picture: Blob, covered: number): void;
  /** Whether nothing is sent because a secret field of this page is in sight. */
  onWithheld(isWithheld: boolean): void;
  /** Something else is shared from now on, or the first thing is. */
  onSurface(isShopTab: boolean): void;
  onFail(thrown: unknown): void;
}

/** Sends frames of a shared window or tab, at most two a second and only changed ones, and hears what they show. */
export async function watchScreen(media: MediaStream, listener: ScreenWatchListener): Promise<Watcher> {
  const [track] = media.getVideoTracks();
  const taker = await takeFramesOf(media);
  const answers = openAnswers(listener);
  let isPaused = false;
  let isBusy = false;
  let wasWithheld = false;
  let wasShopTab: boolean | null = null;
  let settled = { secrets: '', at: 0 };

  const step = async (): Promise<void> => {
    if (isPaused || isBusy || !answers.isOpen()) return;
    const tab = capturedShopTab(track);
    if ((tab !== null) !== wasShopTab) listener.onSurface((wasShopTab = tab !== null));
    // This page may be in the picture, where nobody knows: of another window or of the whole screen.
    const isWithheld = tab === null && !document.hidden && secretFieldsInSight(document, window).length > 0;
    if (isWithheld !== wasWithheld) listener.onWithheld((wasWithheld = isWithheld));
    const secrets = JSON.stringify(tab?.secrets ?? []);
    if (secrets !== settled.secrets) settled = { secrets, at: performance.now() + SETTLE_MILLISECONDS };
    if (isWithheld || performance.now() < settled.at) return;
    isBusy = true;
    try {
      let covered = 0;
      const picture = await taker.take((frame) => {
        const covers = tab ? coversIn(tab.secrets, tab.viewport, frame) : [];
        covered = covers.length;
        return covers;
      });
      if (!picture || isPaused) return;
      if (answers.send(picture)) listener.onSent(picture, covered);
      else taker.forget();
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(
    () => void step().catch((thrown: unknown) => listener.onFail(thrown)),
    EVERY_MILLISECONDS,
  );
  return {
    pause(paused) {
      isPaused = paused;
      taker.forget();
    },
    close() {
      clearInterval(timer);
      answers.close();
      taker.close();
      for (const one of media.getTracks()) one.stop();
    },
  };
}

/** The stream of frames, opened again where it breaks; an answer is heard where it replaces the one before. */
function openAnswers(listener: ScreenWatchListener) {
  let stream: ClientLookStream;
  let isOpen = false;
  let isClosed = false;
  let reconnects = 0;
  let shown: FrameAnswer | null = null;
  const open = (): void => {
    shown = null;
    stream = looking.openLookStream(lookRequest(), {
      onOpen: () => {
        isOpen = true;
      },
      onMessage: (message) => {
        reconnects = 0;
        if (message.type === 'problem') listener.onUnread();
        if (message.type !== 'answer' || !replaces(shown, message)) return;
        shown = message;
        listener.onAnswer(message.answer);
      },
      onEnd: (reason) => {
        isOpen = false;
        reconnects += 1;
        if (reconnects > MOST_RECONNECTS) listener.onFail(new Error(reason || 'the stream of frames ended'));
        else setTimeout(() => isClosed || open(), 500 * reconnects);
      },
    });
  };
  open();
  return {
    isOpen: () => isOpen,
    send: (picture: Blob) => stream.send(picture),
    close() {
      isClosed = true;
      stream.close();
    },
  };
}
