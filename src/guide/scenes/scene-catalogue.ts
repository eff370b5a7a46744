import { SCENES, type Scene } from '../../core/contracts/event.ts';
import type { SceneDefinition, SceneSettings, SceneStrategy } from '../../core/contracts/scene.ts';
import { DaogouError } from '../../core/errors.ts';
import { BUILT_IN_SCENES } from './built-in-scenes.ts';

/** The scenes of a shop: the built-in ones as its file changes them, then its own, in the order of the file. */
export type SceneCatalogue = readonly SceneDefinition[];

/** @throws invalid-input for a scene of the shop's own that does not say what it is like or how it is called. */
export function sceneCatalogue(settings: SceneSettings = { scenes: {} }): SceneCatalogue {
  const own = Object.keys(settings.scenes).filter((name) => !isBuiltIn(name));
  return [...SCENES, ...own].map((name) => definitionOf(name, settings));
}

/**
 * The scene of that name.
 * @throws invalid-input for one that the shop does not have.
 */
export function findScene(scenes: SceneCatalogue, name: string): SceneDefinition {
  const found = scenes.find((scene) => scene.name === name);
  if (found) return found;
  throw new DaogouError('invalid-input', `The shop knows no scene ${name}`, {
    received: name,
    remedy: `Use one of: ${scenes.map((scene) => scene.name).join(', ')}.`,
  });
}

/** A strategy as far as a scene is sure: a guess of half the certainty changes half as much. */
export function weakened(strategy: SceneStrategy, probability: number): SceneStrategy {
  return {
    price: probability * strategy.price,
    brand: probability * strategy.brand,
    novelty: probability * strategy.novelty,
    repeatPurchase: probability * strategy.repeatPurchase,
    visualTaste: probability * strategy.visualTaste,
  };
}

function isBuiltIn(name: string): name is Scene {
  return Object.hasOwn(BUILT_IN_SCENES, name);
}

function definitionOf(name: string, { scenes }: SceneSettings): SceneDefinition {
  const change = scenes[name] ?? {};
  const like = isBuiltIn(name) ? name : change.like;
  if (like === undefined || (isBuiltIn(name) && change.like !== undefined && change.like !== name)) {
    throw new DaogouError(
      'invalid-input',
      isBuiltIn(name)
        ? `The scene ${name} cannot be like another`
        : `The scene ${name} does not say what it is like`,
      {
        received: change.like ?? null,
        remedy: isBuiltIn(name)
          ? `Leave out "like" of ${name}, or give your scene a name of its own.`
          : `Add "like" to ${name}: one of ${SCENES.join(', ')}. Models know it by that one.`,
      },
    );
  }
  const base = BUILT_IN_SCENES[like];
  const { label } = change;
  if (!isBuiltIn(name) && label === undefined) {
    throw new DaogouError('invalid-input', `The scene ${name} has no label`, {
      received: null,
      remedy: `Add "label" to ${name}, with "en" and "zh": what the shopper reads on the switch.`,
    });
  }
  return {
    name,
    like,
    label: label ?? base.label,
    line: change.line ?? base.line,
    strategy: Object.assign({ ...base.strategy }, change.strategy),
    presentation: Object.assign({ ...base.presentation }, change.presentation),
  };
}
