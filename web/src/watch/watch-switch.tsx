import { ScanEye } from 'lucide-react';
import { useId } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { WatchAsk } from './watch-ask.tsx';
import { changeWatch, watchState } from './watch-state.ts';
import { stopWatching } from './watching.ts';

/** Off by default; turned on, it first asks what may be watched, in place and in plain words. */
export function WatchSwitch() {
  const { watch } = useTexts().texts.screens;
  const state = usePersisted(watchState);
  const hint = useId();
  const isOn = state.is !== 'off' && state.is !== 'asking';
  return (
    <div>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-expanded={state.is === 'asking'}
        aria-describedby={hint}
        onClick={() => {
          if (isOn) stopWatching('stopped');
          else changeWatch({ is: state.is === 'asking' ? 'off' : 'asking' });
        }}
        className="press flex min-h-11 w-full items-center gap-3 rounded-xl text-left text-sm hover:text-accent-deep"
      >
        <ScanEye size={18} aria-hidden="true" className={isOn ? 'text-accent' : 'text-soft'} />
        <span className="flex-1">{watch.label}</span>
        <span
          aria-hidden="true"
          className={`press flex h-6 w-10 shrink-0 items-center rounded-full border px-0.5 ${isOn ? 'justify-end border-accent bg-accent' : 'border-edge bg-well'}`}
        >
          <span className={`size-4.5 rounded-full ${isOn ? 'bg-on-accent' : 'bg-edge'}`} />
        </span>
      </button>
      <p id={hint} className="sr-only">
        {watch.hint}
      </p>
      {state.is === 'asking' && <WatchAsk />}
      <output className="block text-sm text-soft empty:hidden">
        {state.is === 'off' && state.ended && watch.ended[state.ended]}
      </output>
    </div>
  );
}
