import { useTexts } from '../i18n/use-texts.ts';
import { neverStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** The way back from "never this". */
export function NeverList() {
  const { texts } = useTexts();
  const never = usePersisted(neverStore);
  if (never.length === 0) return null;
  return (
    <p className="flex items-center justify-between text-sm text-soft">
      {texts.guide.hiddenCount(never.length)}
      <button
        type="button"
        onClick={() => neverStore.set([])}
        className="press min-h-11 px-2 underline underline-offset-4 hover:text-ink"
      >
        {texts.guide.showAll}
      </button>
    </p>
  );
}
