import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import { formatShare } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { kindColour } from '../../screens/kind-colour.ts';
import { Panel } from './panel.tsx';
import { isSpot, type Shown } from './use-shown.ts';

/** The boxes in words; the one that has the focus, or lies under the pointer, is shown on the picture. */
export function ElementList({ answer, shown }: { answer: LookAnswer; shown: Shown }) {
  const { texts, language } = useTexts();
  const { look, kinds } = texts.screens;
  const rows = answer.elements
    .map((element, index) => ({ ...element, index }))
    .filter(({ kind }) => !shown.hidden.has(kind));
  return (
    <Panel title={look.elements} aside={<Count>{look.found(answer.elements.length)}</Count>}>
      {answer.elements.length === 0 && <p className="text-soft">{look.nothingFound}</p>}
      <ul className="-mx-1.5 max-h-72 overflow-y-auto">
        {rows.map(({ kind, text, confidence, index }) => (
          <li key={index}>
            <button
              type="button"
              aria-current={shown.target === index ? 'step' : undefined}
              onFocus={() => shown.point({ of: 'elements', index })}
              onBlur={() => shown.leave({ of: 'elements', index })}
              onPointerMove={() => shown.point({ of: 'elements', index })}
              onPointerLeave={() => shown.leave({ of: 'elements', index })}
              className={`flex min-h-8 w-full items-center gap-2 rounded-md px-1.5 py-1 text-left ${isSpot(shown.spot, 'elements', index) ? 'bg-well' : ''}`}
            >
              <span
                aria-hidden="true"
                className="size-2.5 shrink-0 rounded-sm"
                style={{ background: kindColour(kind) }}
              />
              <span className="shrink-0">{kinds[kind]}</span>
              <span className="min-w-0 flex-1 truncate text-soft">{text || look.noText}</span>
              <span className="shrink-0 text-soft tabular-nums">{formatShare(confidence, language)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Count({ children }: { children: string }) {
  return (
    <span data-testid="box-count" className="text-xs text-soft tabular-nums">
      {children}
    </span>
  );
}
