import { useState } from 'react';
import { formatShare } from '../i18n/formats.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { EvidenceDetails } from './evidence-details.tsx';
import type { Step } from './steps.ts';
import { useGuideAnswer } from './use-guide-answer.ts';
import { weightsOf, type Ground } from './weights.ts';

/** These are shares of another whole than the picture's and the words', and look so: an outline. */
const ABOUT_SHOPPER: readonly Ground[] = ['history', 'scene', 'general'];

/** Small chips with what the advice rests on; a tap opens the evidence in place. */
export function Evidence({ step }: { step: Step }) {
  const { texts, language } = useTexts();
  const { data } = useGuideAnswer();
  const [open, setOpen] = useState<Ground | null>(null);
  const pick = data?.items.find(({ item }) => item.id === step.target?.id);
  const weights = weightsOf(pick, data?.shopperWeights);
  if (weights.length === 0) return null;
  const opened = weights.find(({ ground }) => ground === open);
  return (
    <div className="mt-2.5">
      <ul aria-label={texts.guide.weights} className="flex min-h-15.5 flex-wrap content-start gap-1.5">
        {weights.map(({ ground, share }) => (
          <li key={ground}>
            <button
              type="button"
              aria-expanded={open === ground}
              aria-controls="evidence"
              onClick={() => setOpen(open === ground ? null : ground)}
              className={`press relative h-7 overflow-hidden rounded-full border px-2.5 text-xs text-soft hover:text-ink aria-expanded:border-accent aria-expanded:text-ink ${ABOUT_SHOPPER.includes(ground) ? 'border-edge/60' : 'border-transparent bg-well'}`}
            >
              <span
                aria-hidden="true"
                className="absolute inset-y-0 left-0 bg-tint"
                style={{ width: `${share * 100}%` }}
              />
              <span className="relative tabular-nums">
                {texts.guide.weight(texts.guide.modality[ground], formatShare(share, language))}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div id="evidence">{opened && <EvidenceDetails ground={opened.ground} pick={pick} />}</div>
    </div>
  );
}
