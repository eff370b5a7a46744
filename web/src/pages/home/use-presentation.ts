import { useEffect, useState } from 'react';
import type { RecommendAnswer } from '../../../../src/core/contracts/api.ts';
import type { ScenePresentation } from '../../../../src/core/contracts/scene.ts';
import { sceneSetting } from '../../state/settings.ts';
import { shopper } from '../../state/shopper.ts';
import { usePersisted } from '../../state/use-persisted.ts';
import { useScenes } from '../../state/use-scenes.ts';

export interface Presented {
  /** The scene's name. */
  readonly name: string;
  readonly presentation: ScenePresentation;
}

/**
 * What the page wears. A scene that was chosen applies at once. One that the guide guessed stays for as long as the page
 * does: a guess that changes with a click must not turn the page over under the pointer.
 */
export function usePresentation(answer: RecommendAnswer | undefined): Presented | undefined {
  const chosen = usePersisted(sceneSetting);
  const { sessionId } = usePersisted(shopper);
  const scenes = useScenes().data;
  const [held, setHeld] = useState<(Presented & { sessionId: string }) | null>(null);
  const known = scenes?.find(({ name }) => name === chosen);
  const isGone = chosen !== 'auto' && scenes !== undefined && known === undefined;
  useEffect(() => {
    // The shop had this scene when it was chosen, and has it no more.
    if (isGone) sceneSetting.set('auto');
  }, [isGone]);
  if (known) return known;
  if (chosen !== 'auto') return answer?.scene.name === chosen ? presentedBy(answer) : undefined;
  if (held?.sessionId === sessionId) return held;
  // While a choice is being taken back, the last answer is still that of the choice.
  if (answer === undefined || answer.scene.source === 'given') return undefined;
  const presented = presentedBy(answer);
  setHeld({ ...presented, sessionId });
  return presented;
}

function presentedBy({ scene, presentation }: RecommendAnswer): Presented {
  return { name: scene.name, presentation };
}
