import type { Scene } from '../../../src/core/contracts/event.ts';

const PICKS: Record<Scene, number> = { daily: 12, luxury: 3, gift: 3, replenish: 12, browse: 6, urgent: 1 };

/** How many recommended items the home page shows in a scene. */
export function picksOnHome(scene: Scene): number {
  return PICKS[scene];
}
