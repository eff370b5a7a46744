import { ChevronDown } from 'lucide-react';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { Shown } from './use-shown.ts';

/** What was read, line by line; folded until someone asks. */
export function LineList({ answer, shown }: { answer: LookAnswer; shown: Shown }) {
  const { look } = useTexts().texts.screens;
  const { lines, stage } = answer;
  if (stage === 'pixels') return null;
  return (
    <details className="group rounded-xl border border-line bg-surface">
      <summary className="flex min-h-11 items-center justify-between px-3 font-semibold">
        {look.lines(lines.length)}
        <ChevronDown size={16} aria-hidden="true" className="text-soft group-open:rotate-180" />
      </summary>
      {lines.length === 0 && <p className="px-3 pb-3 text-soft">{look.noLines}</p>}
      <ol className="max-h-72 overflow-y-auto px-1.5 pb-2">
        {lines.map(({ text, box }, index) => (
          <li
            key={box.join(' ')}
            onPointerMove={() => shown.point({ of: 'lines', index })}
            onPointerLeave={() => shown.leave({ of: 'lines', index })}
            className="rounded-md px-1.5 py-0.5 hover:bg-well"
          >
            {text}
          </li>
        ))}
      </ol>
    </details>
  );
}
