import { CloudOff } from 'lucide-react';
import { ShopProblem, Unreachable } from '../api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from './button-styles.ts';

/** What went wrong, in words, with a way on. */
export function Trouble(props: { error: Error; onRetry: () => void }) {
  const { texts } = useTexts();
  const { states } = texts;
  const unreachable = props.error instanceof Unreachable;
  const detail = props.error instanceof ShopProblem ? props.error.message : null;
  return (
    <div role="alert" className="flex max-w-prose flex-col items-start gap-3 rounded-2xl bg-well p-6">
      <CloudOff size={24} aria-hidden="true" className="text-soft" />
      <p className="font-medium">{unreachable ? states.unreachable : states.problem}</p>
      <p className="text-soft">{unreachable ? states.unreachableRemedy : states.problemRemedy}</p>
      {detail && (
        <p lang="en" className="text-sm text-soft">
          {detail}
        </p>
      )}
      <button type="button" className={button.quiet} onClick={props.onRetry}>
        {states.retry}
      </button>
    </div>
  );
}
