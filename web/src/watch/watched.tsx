import { useTexts } from '../i18n/use-texts.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { ScreenAdvice, SeenPage, Unsure } from './screen-advice.tsx';
import { watchState } from './watch-state.ts';

/** What the guide sees while it watches. Of this page, its next step above says the rest. */
export function Watched() {
  const { watch } = useTexts().texts.screens;
  const state = usePersisted(watchState);
  const { answer } = state;
  if (state.is !== 'watching' && state.is !== 'paused') return null;
  return (
    <section
      aria-label={watch.label}
      className="appear flex flex-col gap-3 rounded-2xl border border-line p-3"
    >
      {answer === null ? (
        <p className="text-sm text-soft">{state.isUnread ? watch.unread : watch.looking}</p>
      ) : state.what === 'screen' ? (
        <ScreenAdvice answer={answer} />
      ) : (
        <>
          <SeenPage page={answer.page} />
          {answer.abstains && <Unsure why={answer.abstains} />}
        </>
      )}
      {state.what === 'screen' && <Sent />}
    </section>
  );
}

/** What leaves this computer, for the shopper to see. */
function Sent() {
  const { watch } = useTexts().texts.screens;
  const { sent, lastSent, covered, isShopTab } = usePersisted(watchState);
  return (
    <div className="flex items-start gap-3 text-xs leading-4.5 text-soft">
      {lastSent && (
        <img
          src={lastSent}
          alt={watch.lastSent}
          className="h-14 w-22 shrink-0 rounded-lg border border-line bg-well object-cover object-top"
        />
      )}
      <p>
        {sent > 0 && <span className="block tabular-nums">{watch.sent(sent)}</span>}
        {isShopTab ? covered > 0 && watch.covered(covered) : watch.cannotCover}
      </p>
    </div>
  );
}
