import { ChevronDown, ChevronUp, Sparkle } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { StepButton } from './step-button.tsx';
import type { Step } from './steps.ts';

/** On a phone: a sheet at the foot of the page, folded to its one next step until the shopper opens it. */
export function GuideSheet(props: { step: Step | undefined; children: ReactNode }) {
  const { texts } = useTexts();
  const { step } = props;
  const [path] = useLocation();
  // Open on one page only: a step that leads to another page folds the sheet.
  const [openOn, setOpenOn] = useState<string | null>(null);
  const open = openOn === path;
  useEffect(() => {
    if (!open) return undefined;
    const fold = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpenOn(null);
    };
    window.addEventListener('keydown', fold);
    return () => window.removeEventListener('keydown', fold);
  }, [open]);

  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <div
      data-guide
      className="fixed inset-x-0 bottom-0 z-30 rounded-t-3xl border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] shadow-sheet"
    >
      <div className="flex items-center gap-2 px-3 py-2.5">
        <button
          type="button"
          aria-expanded={open}
          aria-controls="guide-more"
          aria-label={open ? texts.guide.less : texts.guide.more}
          onClick={() => setOpenOn(open ? null : path)}
          className="press flex h-14 shrink-0 items-center gap-1 rounded-2xl px-2 text-accent hover:bg-well"
        >
          <Sparkle size={20} aria-hidden="true" className="fill-current" />
          <Chevron size={18} aria-hidden="true" className="text-soft" />
        </button>
        {open || !step ? (
          <h2 className="flex h-14 items-center font-semibold">{texts.guide.title}</h2>
        ) : (
          <StepButton step={step} small />
        )}
      </div>
      <div
        id="guide-more"
        hidden={!open}
        className="max-h-[70dvh] overflow-y-auto overscroll-contain px-4 pb-20"
      >
        {open && <div className="appear flex flex-col gap-6">{props.children}</div>}
      </div>
    </div>
  );
}
