import { CircleHelp } from 'lucide-react';
import type { LookAction, LookAnswer } from '../../../../src/core/contracts/look.ts';
import { StepIcon } from '../../guide/step-icon.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { actionLabel } from '../../screens/action-label.ts';
import { Panel } from './panel.tsx';
import { ShareBar } from './share-bar.tsx';
import type { Shown } from './use-shown.ts';

/** What to do next, likeliest first; where none stands out, that is said first, and the rest are guesses. */
export function ActionList({ answer, shown }: { answer: LookAnswer; shown: Shown }) {
  const { texts, language } = useTexts();
  const { look, notSure } = texts.screens;
  const { abstains, actions } = answer;
  return (
    <Panel title={look.next}>
      {abstains && (
        <div className="mb-2 flex gap-2 rounded-lg bg-well p-2.5">
          <CircleHelp size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-soft" />
          <div>
            <p className="font-medium">{notSure}</p>
            <p className="text-soft">{abstains[language]}</p>
            {actions.length > 0 && <p className="mt-1 text-soft">{look.guesses}</p>}
          </div>
        </div>
      )}
      {actions.length === 0 && !abstains && <p className="text-soft">{look.noActions}</p>}
      <ol className="flex flex-col gap-2">
        {actions.map((action, index) => (
          <Row
            key={`${action.action} ${action.target?.id ?? ''}`}
            action={action}
            isFirst={index === 0 && abstains === null}
            shown={shown}
          />
        ))}
      </ol>
    </Panel>
  );
}

function Row({ action, isFirst, shown }: { action: LookAction; isFirst: boolean; shown: Shown }) {
  const speech = useTexts();
  const { look } = speech.texts.screens;
  const { element, probability, reason } = action;
  const point = (isOver: boolean): void => {
    if (element === null) return;
    const spot = { of: 'elements', index: element } as const;
    if (isOver) shown.point(spot);
    else shown.leave(spot);
  };
  return (
    <li
      data-testid={isFirst ? 'next-there' : undefined}
      className={`rounded-lg p-2 ${isFirst ? 'bg-tint' : ''}`}
      onPointerMove={() => point(true)}
      onPointerLeave={() => point(false)}
    >
      <p className="flex items-center gap-2">
        <StepIcon action={action.action} />
        <span className="min-w-0 flex-1 font-medium">{actionLabel(action, speech)}</span>
        {probability !== null && <ShareBar share={probability} quiet={!isFirst} />}
      </p>
      <p className={isFirst ? 'mt-1' : 'mt-0.5 text-soft'}>{reason[speech.language]}</p>
      {element !== null ? (
        <button
          type="button"
          onFocus={() => point(true)}
          onBlur={() => point(false)}
          className="mt-1 text-xs text-accent-deep underline underline-offset-4"
        >
          {look.onScreen}
        </button>
      ) : (
        <p className="mt-1 text-xs text-soft">{look.notOnScreen}</p>
      )}
    </li>
  );
}
