import { useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { neverShow } from '../state/shopping.ts';
import { Evidence } from './evidence.tsx';
import { StepButton } from './step-button.tsx';
import { stepLabel } from './step-label.ts';
import { StepIcon } from './step-icon.tsx';
import type { Step } from './steps.ts';
import { useDoStep } from './use-do-step.ts';
import { putOffStep } from './use-steps.ts';

/** What to do next: a button that does it, two other ways on, and why. Its parts keep their heights. */
export function NextStep({ steps }: { steps: readonly Step[] }) {
  const speech = useTexts();
  const { texts, language } = speech;
  const doStep = useDoStep();
  const [first, ...others] = steps;
  if (!first) {
    return (
      <div className="rounded-3xl bg-well p-4">
        <p className="font-medium">{texts.guide.nothing}</p>
        <p className="text-sm text-soft">{texts.guide.nothingRemedy}</p>
      </div>
    );
  }
  return (
    <section aria-labelledby="next-step" className="rounded-3xl border border-line bg-surface p-4">
      <h3 id="next-step" className="mb-2.5 text-sm text-soft">
        {texts.guide.next}
      </h3>
      <StepButton step={first} />
      <ul aria-label={texts.guide.or} className="mt-2 flex min-h-22 flex-col">
        {others.map((step) => (
          <li key={step.key} className="appear">
            <button
              type="button"
              onClick={() => doStep(step)}
              className="press flex min-h-11 w-full items-center gap-3 rounded-xl px-2 text-left text-sm leading-5 hover:bg-well"
            >
              <span className="text-accent">
                <StepIcon action={step.action} />
              </span>
              <span className="line-clamp-2">{stepLabel(step, speech)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-3 border-t border-line pt-3">
        <p key={first.key} data-testid="reason" className="appear line-clamp-3 min-h-10 text-sm leading-5">
          {first.reason[language]}
        </p>
        <Evidence step={first} />
        <Refusals step={first} />
      </div>
    </section>
  );
}

/** "Not now" lasts for this visit, "never this" until the shopper takes it back. */
function Refusals({ step }: { step: Step }) {
  const { texts, say } = useTexts();
  const [hidden, setHidden] = useState('');
  const { target } = step;
  return (
    <div className="-mx-2 mt-1 -mb-2 flex justify-between">
      <Quiet onClick={() => putOffStep(step)}>{texts.guide.notNow}</Quiet>
      {target && (
        <Quiet
          label={texts.guide.neverNamed(say(target.title))}
          onClick={() => {
            neverShow(target.id);
            setHidden(say(target.title));
          }}
        >
          {texts.guide.never}
        </Quiet>
      )}
      <output className="sr-only">{hidden && texts.guide.hidden(hidden)}</output>
    </div>
  );
}

function Quiet(props: { onClick: () => void; label?: string; children: string }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      onClick={props.onClick}
      className="press min-h-11 px-2 text-sm text-soft underline-offset-4 hover:text-ink hover:underline"
    >
      {props.children}
    </button>
  );
}
