import { EyeOff } from 'lucide-react';
import { ShopProblem } from '../api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { Trouble } from '../layout/trouble.tsx';

/** What went wrong with a look; a shop that cannot look at screens at all says so, and offers no other try. */
export function LookTrouble(props: { error: Error; onRetry: () => void }) {
  const { screens } = useTexts().texts;
  if (!(props.error instanceof ShopProblem && props.error.status === 404)) return <Trouble {...props} />;
  return (
    <div role="alert" className="flex max-w-prose flex-col items-start gap-2 rounded-2xl bg-well p-4 text-sm">
      <EyeOff size={20} aria-hidden="true" className="text-soft" />
      <p className="font-medium">{screens.unavailable}</p>
      <p className="text-soft">{screens.unavailableRemedy}</p>
    </div>
  );
}
