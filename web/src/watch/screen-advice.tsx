import { CircleHelp } from 'lucide-react';
import { Link } from 'wouter';
import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import { StepIcon } from '../guide/step-icon.tsx';
import { formatShare } from '../i18n/formats.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { itemPath } from '../layout/paths.ts';
import { actionLabel } from '../screens/action-label.ts';

/** What a screen shows and what comes next there: advice for elsewhere, so nothing here can be pressed to do it. */
export function ScreenAdvice({ answer }: { answer: LookAnswer }) {
  const { texts } = useTexts();
  return (
    <div className="flex flex-col gap-2 text-sm leading-5" data-testid="screen-advice">
      <SeenPage page={answer.page} />
      {answer.doubts.map((doubt) => (
        <p key={doubt} className="text-soft">
          {texts.screens.doubts[doubt]}
        </p>
      ))}
      {answer.abstains ? <Unsure why={answer.abstains} /> : <NextThere answer={answer} />}
    </div>
  );
}

export function SeenPage({ page }: Pick<LookAnswer, 'page'>) {
  const { texts, language } = useTexts();
  const { seen, sure, pageTypes } = texts.screens;
  return (
    <p data-testid="seen-page" className="flex justify-between gap-3 text-sm">
      <span>{seen(pageTypes[page.type])}</span>
      <span className="shrink-0 text-soft tabular-nums">{sure(formatShare(page.probability, language))}</span>
    </p>
  );
}

export function Unsure({ why }: { why: NonNullable<LookAnswer['abstains']> }) {
  const { texts, language } = useTexts();
  return (
    <p className="flex gap-2 text-sm leading-5">
      <CircleHelp size={18} aria-hidden="true" className="mt-px shrink-0 text-soft" />
      <span>
        <span className="font-medium">{texts.screens.notSure}.</span>{' '}
        <span className="text-soft">{why[language]}</span>
      </span>
    </p>
  );
}

function NextThere({ answer }: { answer: LookAnswer }) {
  const speech = useTexts();
  const { texts, language } = speech;
  const [action] = answer.actions;
  if (!action) return null;
  const { target, probability, reason, element } = action;
  // What is written on a product says no more than its title does.
  const label = element === null || target ? '' : (answer.elements[element]?.text ?? '');
  return (
    <div className="rounded-xl bg-tint p-3">
      <p className="text-soft">{texts.screens.watch.nextThere}</p>
      <p className="mt-0.5 flex items-center gap-2 font-medium">
        <StepIcon action={action.action} />
        <span aria-live="polite" className="flex-1">
          {actionLabel(action, speech)}
        </span>
        {probability !== null && (
          <span className="font-normal text-soft tabular-nums">{formatShare(probability, language)}</span>
        )}
      </p>
      {label && <p className="text-soft">{language === 'zh' ? `「${label}」` : `“${label}”`}</p>}
      <p className="mt-1">{reason[language]}</p>
      {target && (
        <Link
          href={itemPath(target.id)}
          className="mt-1 inline-block text-accent-deep underline underline-offset-4"
        >
          {texts.screens.watch.openHere}
        </Link>
      )}
    </div>
  );
}
