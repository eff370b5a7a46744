import type { RecommendedItem } from '../../../src/core/contracts/api.ts';
import type { ScenePresentation } from '../../../src/core/contracts/scene.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** What a grid says of each item beside its name and price. */
export interface SaidOfItems {
  readonly presentation: ScenePresentation;
  readonly picks: readonly RecommendedItem[];
}

/** One card's words: why it is shown, and what it is like where the scene has time for it. */
export function CardWords({
  pick,
  presentation,
}: {
  pick: RecommendedItem;
  presentation: ScenePresentation;
}) {
  const { say, language } = useTexts();
  const { text, first } = presentation;
  if (text === 'little' && first !== 'reason' && first !== 'story') return null;
  const description = say(pick.item.description);
  return (
    <>
      <span className="line-clamp-2 text-sm leading-5 text-soft">
        {first === 'story' && description ? description : pick.reason[language]}
      </span>
      {text === 'much' && first !== 'story' && description && (
        <span className="mt-1 line-clamp-3 text-sm leading-5 text-soft">{description}</span>
      )}
    </>
  );
}
