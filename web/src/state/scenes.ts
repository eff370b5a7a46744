import type { Scene } from '../../../src/core/contracts/event.ts';

/** Held against the contract: a scene that is added there fails the type check here. */
const EVERY_SCENE: Record<Scene, true> = {
  daily: true,
  luxury: true,
  gift: true,
  replenish: true,
  browse: true,
  urgent: true,
};

export const SCENES = Object.keys(EVERY_SCENE) as Scene[];

export type SceneChoice = Scene | 'auto';

export function isSceneChoice(value: unknown): value is SceneChoice {
  return value === 'auto' || (typeof value === 'string' && value in EVERY_SCENE);
}

/** As a request says it: null has the guide infer the scene, whatever the session's events named before. */
export function askedScene(choice: SceneChoice): Scene | null {
  return choice === 'auto' ? null : choice;
}
