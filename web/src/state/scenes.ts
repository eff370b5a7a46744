import type { Scene } from '../../../src/core/contracts/event.ts';
import type { ScenesAnswer } from '../../../src/core/contracts/api.ts';

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

/** A scene of every shop's, one of this shop's own by its name, or `auto`, which leaves it to the guide. */
export type SceneChoice = string;

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function isBuiltIn(name: string): name is Scene {
  return Object.hasOwn(EVERY_SCENE, name);
}

export function isSceneChoice(value: unknown): value is SceneChoice {
  return typeof value === 'string' && value.length <= 40 && NAME.test(value);
}

/** As a request says it: null has the guide infer the scene, whatever the session's events named before. */
export function askedScene(choice: SceneChoice): string | null {
  return choice === 'auto' ? null : choice;
}

/** As an event says it: one of the shop's own scenes is reported as the one that it is like. */
export function reportedScene(choice: SceneChoice, scenes: ScenesAnswer | undefined): Scene | null {
  if (isBuiltIn(choice)) return choice;
  return scenes?.find(({ name }) => name === choice)?.like ?? null;
}
