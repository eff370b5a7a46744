import { formatShare } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/use-texts.ts';

/** Less would be written as 0%, which says never. */
const LEAST_WRITTEN = 0.005;

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
      <span className="w-10 shrink-0 text-right whitespace-nowrap tabular-nums">
        {share > 0 && share < LEAST_WRITTEN
          ? `<${formatShare(2 * LEAST_WRITTEN, language)}`
          : formatShare(share, language)}
      </span>
    </span>
  );
}
