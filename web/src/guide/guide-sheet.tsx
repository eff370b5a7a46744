import { ChevronDown, ChevronUp, Sparkle } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { StepIcon } from './step-icon.tsx';
import { stepLabel } from './step-label.ts';
import type { Step } from './steps.ts';
import { useDoStep } from './use-do-step.ts';

/** On a phone: a sheet at the foot of the page, folded to its one next step until the shopper opens it. */
export function GuideSheet(props: { step: Step | undefined; children: ReactNode }) {
  const speech = useTexts();
  const { texts } = speech;
  const { step } = props;
  const [open, setOpen] = useState(false);
  const [path] = useLocation();
  const doStep = useDoStep();
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!open) return;
    const fold = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false);
    };
    window.addEventListener('keydown', fold);
    return () => window.removeEventListener('keydown', fold);
  }, [open]);

  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <div className="fixed inset-x-0 bottom-0 z-30 rounded-t-3xl border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] shadow-sheet">
      <div className="flex items-center gap-2 px-3 py-2.5">
        <button
          type="button"
          aria-expanded={open}
          aria-controls="guide-more"
          aria-label={open ? texts.guide.less : texts.guide.more}
          onClick={() => setOpen(!open)}
          className="press flex h-12 shrink-0 items-center gap-1 rounded-2xl px-2 text-accent hover:bg-well"
        >
          <Sparkle size={20} aria-hidden="true" className="fill-current" />
          <Chevron size={18} aria-hidden="true" className="text-soft" />
        </button>
        {open || !step ? (
          <h2 className="flex h-12 items-center font-semibold">{texts.guide.title}</h2>
        ) : (
          <button
            type="button"
            data-testid="next-step"
            onClick={() => doStep(step)}
            className="press flex h-12 min-w-0 flex-1 items-center justify-center gap-2 rounded-2xl bg-accent px-4 text-left text-sm leading-4 font-medium text-on-accent"
          >
            <StepIcon action={step.action} />
            <span className="line-clamp-2">{stepLabel(step, speech)}</span>
          </button>
        )}
      </div>
      <div
        id="guide-more"
        hidden={!open}
        className="max-h-[70dvh] overflow-y-auto overscroll-contain px-4 pb-6"
      >
        {open && <div className="appear flex flex-col gap-6">{props.children}</div>}
      </div>
    </div>
  );
}
