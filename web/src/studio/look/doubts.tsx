import { TriangleAlert } from 'lucide-react';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import { useTexts } from '../../i18n/use-texts.ts';

/** What makes an answer unsure, in words; nothing where nothing does. */
export function Doubts({ doubts }: Pick<LookAnswer, 'doubts'>) {
  const { screens } = useTexts().texts;
  if (doubts.length === 0) return null;
  return (
    <ul aria-label={screens.look.doubts} className="flex flex-col gap-1 rounded-xl bg-well p-3">
      {doubts.map((doubt) => (
        <li key={doubt} className="flex gap-2">
          <TriangleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-warn" />
          {screens.doubts[doubt]}
        </li>
      ))}
    </ul>
  );
}
