import { useEffect, useRef } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { scrollWithin } from '../layout/scroll-within.ts';
import { changeWatch } from './watch-state.ts';
import { canShareScreen, startWatchingPage, startWatchingScreen } from './watching.ts';

/** What would be watched and sent, before anything is. */
export function WatchAsk() {
  const { watch } = useTexts().texts.screens;
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // Only the guide scrolls to what is asked; the page beside it stays where it is.
    question.current?.focus({ preventScroll: true });
    if (question.current?.parentElement) scrollWithin(question.current.parentElement);
  }, []);
  return (
    <div className="appear mt-1 flex flex-col gap-3 rounded-2xl bg-well p-4 text-sm leading-5">
      <p ref={question} tabIndex={-1} className="font-medium outline-none">
        {watch.ask}
      </p>
      <Choice name={watch.page} says={watch.pageSays} onChoose={() => void startWatchingPage()} />
      {canShareScreen() && (
        <Choice name={watch.other} says={watch.otherSays} onChoose={() => void startWatchingScreen()} />
      )}
      <p className="text-soft">{watch.never}</p>
      <button
        type="button"
        onClick={() => changeWatch({ is: 'off' })}
        className="press -my-2 min-h-11 self-start text-soft underline-offset-4 hover:text-ink hover:underline"
      >
        {watch.notNow}
      </button>
    </div>
  );
}

function Choice(props: { name: string; says: string; onChoose: () => void }) {
  return (
    <div>
      <button
        type="button"
        onClick={props.onChoose}
        className="press min-h-11 w-full rounded-xl border border-edge/60 bg-surface px-3 text-left font-medium hover:border-accent"
      >
        {props.name}
      </button>
      <p className="mt-1 text-xs leading-4.5 text-soft">{props.says}</p>
    </div>
  );
}
