import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { RecommendAnswer } from '../../../../src/core/contracts/api.ts';
import type { SceneStrategy } from '../../../../src/core/contracts/scene.ts';
import { formatShare } from '../../i18n/formats.ts';
import { useSceneWords } from '../../i18n/use-scene-words.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { sceneSetting } from '../../state/settings.ts';

/** A weight that changes the odds by less than this is not worth a word. */
const LEAST_WEIGHT = 0.02;
/** A bar is full at this weight: twenty times the odds. */
const FULL = 3;

/** Which occasion the page is for and why, folded away: what counts in it, how it is shown, and what else it may be. */
export function SceneWhy({ answer }: { answer: RecommendAnswer | undefined }) {
  const { texts, language } = useTexts();
  const wordsOf = useSceneWords();
  const [open, setOpen] = useState(false);
  if (!answer) return <div className="mb-4 h-11 lg:mb-6" />;
  const { scene, presentation, strategy } = answer;
  const name = wordsOf(scene.name).name;
  const title =
    scene.source === 'given'
      ? texts.why.given(name)
      : texts.why.inferred(name, formatShare(scene.probability, language));
  return (
    <div className="mb-4 lg:mb-6">
      <button
        type="button"
        aria-expanded={open}
        aria-controls="scene-why"
        onClick={() => setOpen(!open)}
        className="press -ml-2 flex min-h-11 items-center gap-1.5 rounded-xl px-2 text-left text-sm text-soft hover:bg-well hover:text-ink"
      >
        {title}
        <ChevronDown size={16} aria-hidden="true" className={`press shrink-0 ${open ? 'rotate-180' : ''}`} />
      </button>
      <div id="scene-why">
        {open && (
          <div
            data-testid="scene-why"
            className="appear mt-1 grid gap-5 rounded-3xl bg-well p-5 sm:grid-cols-2"
          >
            <div className="flex flex-col items-start gap-3 text-sm">
              <p>{scene.why[language]}</p>
              <p className="text-soft">
                {texts.why.shown(
                  texts.why.layouts[presentation.layout],
                  texts.why.amounts[presentation.text],
                )}
              </p>
              {scene.others.length > 0 && (
                <div>
                  <p className="mb-2 text-soft">{texts.why.orElse}</p>
                  <ul className="flex flex-wrap gap-2">
                    {scene.others.map((other) => (
                      <li key={other.name}>
                        <button
                          type="button"
                          onClick={() => sceneSetting.set(other.name)}
                          className="press h-11 rounded-full border border-edge/60 px-4 tabular-nums hover:border-accent"
                        >
                          {wordsOf(other.name).name} · {formatShare(other.probability, language)}
                        </button>
                      </li>
                    ))}
                  </ul>
                </div>
              )}
            </div>
            <Counts strategy={strategy} />
          </div>
        )}
      </div>
    </div>
  );
}

/** What counts more and what less than elsewhere, with bars to either side. */
function Counts({ strategy }: { strategy: SceneStrategy }) {
  const { texts } = useTexts();
  const facets = ['price', 'brand', 'novelty', 'repeatPurchase', 'visualTaste'] as const;
  const counting = facets.filter((facet) => Math.abs(strategy[facet]) >= LEAST_WEIGHT);
  if (counting.length === 0) return <p className="text-sm text-soft">{texts.why.nothingCounts}</p>;
  return (
    <div className="text-sm">
      <p className="mb-2 text-soft">{texts.why.counts}</p>
      <ul className="flex flex-col gap-1.5">
        {counting.map((facet) => {
          const weight = strategy[facet];
          // The square root lets small weights be seen at all.
          const share = Math.min(1, Math.sqrt(Math.abs(weight) / FULL)) * 50;
          return (
            <li key={facet} className="grid grid-cols-[9rem_1fr] items-center gap-3">
              <span>{texts.why.facets[facet][weight > 0 ? 'more' : 'less']}</span>
              <span aria-hidden="true" className="relative h-2 overflow-hidden rounded-full bg-canvas">
                <span className="absolute inset-y-0 left-1/2 w-px bg-edge" />
                <span
                  className="absolute inset-y-0 rounded-full bg-accent"
                  style={{ width: `${share}%`, left: weight > 0 ? '50%' : `${50 - share}%` }}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
