import { useState } from 'react';
import type { Scene } from '../../../../src/core/contracts/event.ts';
import { sceneSetting } from '../../state/settings.ts';
import { shopper } from '../../state/shopper.ts';
import { usePersisted } from '../../state/use-persisted.ts';

/**
 * The scene whose layout the home page wears. One that was chosen applies at once. One that the guide guessed stays
 * for as long as the page does: a guess that changes with a click must not turn the page over under the pointer.
 */
export function usePresentedScene(guess: Scene | undefined): Scene | undefined {
  const chosen = usePersisted(sceneSetting);
  const { sessionId } = usePersisted(shopper);
  const [held, setHeld] = useState<{ sessionId: string; scene: Scene } | null>(null);
  if (chosen !== 'auto') return chosen;
  if (held?.sessionId === sessionId) return held.scene;
  if (guess !== undefined) setHeld({ sessionId, scene: guess });
  return guess;
}
