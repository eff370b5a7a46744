import { Coffee, Gem, Gift, RefreshCw, Sparkles, Tag, Telescope, Zap, type LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Scene } from '../../../src/core/contracts/event.ts';
import { useGuideAnswer } from '../guide/use-guide-answer.ts';
import { formatShare } from '../i18n/formats.ts';
import { useSceneWords } from '../i18n/use-scene-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { isBuiltIn, SCENES, type SceneChoice } from '../state/scenes.ts';
import { sceneSetting } from '../state/settings.ts';
import { usePersisted } from '../state/use-persisted.ts';
import { useScenes } from '../state/use-scenes.ts';

const ICONS: Record<Scene | 'auto', LucideIcon> = {
  auto: Sparkles,
  daily: Coffee,
  luxury: Gem,
  gift: Gift,
  replenish: RefreshCw,
  browse: Telescope,
  urgent: Zap,
};

/** Radio buttons that look like pills: what is chosen changes both what is shown and how. */
export function SceneSwitch() {
  const { texts, language } = useTexts();
  const chosen = usePersisted(sceneSetting);
  const { data } = useGuideAnswer();
  const guess = chosen === 'auto' ? data?.scene : undefined;
  const wordsOf = useSceneWords();
  const known = useScenes().data?.map(({ name }) => name) ?? SCENES;
  const choices: SceneChoice[] = ['auto', ...known];
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the row scrolls; the choice stays in sight.
    const pill = row.current?.querySelector(`[data-scene="${chosen}"]`);
    if (row.current && pill instanceof HTMLElement) {
      row.current.scrollLeft = pill.offsetLeft - (row.current.clientWidth - pill.offsetWidth) / 2;
    }
  }, [chosen]);
  return (
    <fieldset className="min-w-0 flex-1">
      <legend className="sr-only">{texts.header.scene}</legend>
      <div
        ref={row}
        className="relative -mx-4 flex gap-1 overflow-x-auto px-4 py-1 sm:-mx-1 sm:px-1 [scrollbar-width:none]"
      >
        {choices.map((scene) => {
          // A scene of the shop's own has no picture of its own.
          const Icon = isBuiltIn(scene) || scene === 'auto' ? ICONS[scene] : Tag;
          const words = wordsOf(scene);
          return (
            <label
              key={scene}
              data-scene={scene}
              title={words.hint}
              className="press relative flex h-9 shrink-0 cursor-pointer items-center gap-1.5 rounded-full px-3 text-sm text-soft select-none hover:bg-well hover:text-ink has-checked:bg-tint has-checked:font-medium has-checked:text-accent-deep has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="scene"
                value={scene}
                checked={chosen === scene}
                onChange={() => sceneSetting.set(scene)}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              <Icon size={16} aria-hidden="true" />
              {words.name}
              {scene === 'auto' && guess && (
                <span
                  className="font-normal"
                  title={texts.header.guessed(
                    wordsOf(guess.name).name,
                    formatShare(guess.probability, language),
                  )}
                >
                  · {wordsOf(guess.name).name}
                </span>
              )}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
