import { formatShare } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/use-texts.ts';

/** A probability as a bar and a number. */
export function ShareBar({ share, quiet = false }: { share: number; quiet?: boolean }) {
  const { language } = useTexts();
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-16 overflow-hidden rounded-full bg-well">
        <span
          className={`block h-full rounded-full ${quiet ? 'bg-edge' : 'bg-accent'}`}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="w-9 text-right tabular-nums">{formatShare(share, language)}</span>
    </span>
  );
}
