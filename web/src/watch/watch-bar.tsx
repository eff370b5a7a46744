import { useTexts } from '../i18n/use-texts.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { watchState } from './watch-state.ts';
import { pauseWatching, stopWatching } from './watching.ts';

const control = 'press min-h-11 rounded-full px-3 font-medium underline-offset-4 hover:underline lg:min-h-9';

/** In sight on every page for as long as the guide watches: that it does, and how to end it. */
export function WatchBar() {
  const { watch } = useTexts().texts.screens;
  const { is, what, isWithheld } = usePersisted(watchState);
  const isOn = is === 'connecting' || is === 'watching' || is === 'paused';
  const isSending = is === 'watching' && !isWithheld;
  const says =
    is === 'connecting'
      ? watch.connecting
      : is === 'paused'
        ? watch.paused
        : isWithheld
          ? watch.secret
          : watch.on[what];
  return (
    <div
      data-guide
      className="pointer-events-none fixed inset-x-0 bottom-22 z-40 flex justify-center px-3 lg:right-auto lg:bottom-4 lg:left-4"
    >
      {isOn && (
        <div
          data-testid="watch-bar"
          className="appear pointer-events-auto flex max-w-full items-center gap-2 rounded-full border border-line bg-surface pr-1 pl-4 text-sm shadow-sheet"
        >
          <span
            aria-hidden="true"
            className={`size-2.5 shrink-0 rounded-full ${isSending ? 'breathe bg-accent' : 'bg-edge'}`}
          />
          <output className="min-w-0 truncate">{says}</output>
          {is !== 'connecting' && (
            <button type="button" className={control} onClick={() => pauseWatching(is !== 'paused')}>
              {is === 'paused' ? watch.resume : watch.pause}
            </button>
          )}
          <button
            type="button"
            className={`${control} text-accent-deep`}
            onClick={() => stopWatching('stopped')}
          >
            {watch.stop}
          </button>
        </div>
      )}
    </div>
  );
}
