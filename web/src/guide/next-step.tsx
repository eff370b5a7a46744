import { useState } from 'react';
import { ProductPicture } from '../catalogue/product-picture.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { neverShow } from '../state/shopping.ts';
import { Evidence } from './evidence.tsx';
import { stepLabel } from './step-label.ts';
import { StepIcon } from './step-icon.tsx';
import type { Step } from './steps.ts';
import { useDoStep } from './use-do-step.ts';
import { putOffStep } from './use-steps.ts';

/** What to do next: a button that does it, why, and two other ways on. */
export function NextStep({ steps }: { steps: readonly Step[] }) {
  const speech = useTexts();
  const { texts, language } = speech;
  const doStep = useDoStep();
  const [hidden, setHidden] = useState<string | null>(null);
  const [first, ...others] = steps;
  if (!first) {
    return (
      <div className="rounded-2xl bg-well p-4">
        <p className="font-medium">{texts.guide.nothing}</p>
        <p className="text-sm text-soft">{texts.guide.nothingRemedy}</p>
      </div>
    );
  }
  const { target } = first;
  return (
    <section aria-labelledby="next-step" className="rounded-3xl border border-line bg-surface p-4">
      <h3 id="next-step" className="text-sm font-medium text-soft">
        {texts.guide.next}
      </h3>
      <div className="mt-3 flex min-h-20 gap-3">
        {target && (
          <div key={target.id} className="appear size-20 shrink-0">
            <ProductPicture item={target} />
          </div>
        )}
        <p key={first.key} className="appear line-clamp-4 text-sm leading-5 text-soft">
          {first.reason[language]}
        </p>
      </div>
      <button
        type="button"
        data-testid="next-step"
        onClick={() => doStep(first)}
        className="press mt-3 flex min-h-14 w-full items-center justify-center gap-2 rounded-2xl bg-accent px-4 py-2 text-left leading-5 font-medium text-on-accent hover:bg-accent-deep"
      >
        <StepIcon action={first.action} />
        <span className="line-clamp-2">{stepLabel(first, speech)}</span>
      </button>
      <div className="mt-1 flex flex-wrap justify-between">
        <Quiet onClick={() => putOffStep(first)}>{texts.guide.notNow}</Quiet>
        {target && (
          <Quiet
            label={texts.guide.neverNamed(speech.say(target.title))}
            onClick={() => {
              neverShow(target.id);
              setHidden(speech.say(target.title));
            }}
          >
            {texts.guide.never}
          </Quiet>
        )}
      </div>
      <p role="status" className="sr-only">
        {hidden && texts.guide.hidden(hidden)}
      </p>
      <Evidence step={first} />
      {others.length > 0 && (
        <ul aria-label={texts.guide.or} className="mt-3 flex flex-col gap-2 border-t border-line pt-3">
          {others.map((step) => (
            <li key={step.key} className="appear">
              <button
                type="button"
                onClick={() => doStep(step)}
                className="press flex min-h-11 w-full items-center gap-2.5 rounded-xl px-2 py-1.5 text-left text-sm leading-5 hover:bg-well"
              >
                <span className="text-accent">
                  <StepIcon action={step.action} />
                </span>
                <span className="line-clamp-2">{stepLabel(step, speech)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Quiet(props: { onClick: () => void; label?: string; children: string }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      onClick={props.onClick}
      className="press min-h-11 px-2 text-sm text-soft hover:text-ink"
    >
      {props.children}
    </button>
  );
}
