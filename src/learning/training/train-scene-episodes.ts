import { DaogouError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import { eventsOfScene, type SceneSamples } from './train-scene-samples.ts';

/** One rehearsal of meeting a new scene: a few of its events to learn from, others to be examined on. */
export interface Episode {
  readonly support: readonly number[];
  readonly examined: readonly number[];
}

/** Draws rehearsals from the scenes that are known; each draw picks a scene, then disjoint events of it. */
export interface Episodes {
  draw(random: Random): Episode;
}

/** A scene with fewer events cannot be split in two. */
const FEWEST_EVENTS = 4;

/**
 * @param events events to learn from in one rehearsal, and as many to be examined on; half of each where a scene has fewer.
 * @throws not-enough-data where no scene has four events.
 */
export function sceneEpisodes(samples: SceneSamples, events: number): Episodes {
  const scenes = Array.from({ length: samples.scenes }, (_, scene) => eventsOfScene(samples, scene));
  const usable = scenes.filter((rows) => rows.length >= FEWEST_EVENTS);
  if (usable.length === 0) {
    throw new DaogouError('not-enough-data', 'No scene has events enough to rehearse with', {
      received: Math.max(0, ...scenes.map((rows) => rows.length)),
      remedy: `Log the scene of more sessions: at least ${FEWEST_EVENTS} events of one scene are needed.`,
    });
  }
  return {
    draw(random) {
      const mixed = random.shuffle(random.pick(usable));
      const count = Math.min(events, Math.floor(mixed.length / 2));
      return { support: mixed.slice(0, count).flat(), examined: mixed.slice(count, 2 * count).flat() };
    },
  };
}
