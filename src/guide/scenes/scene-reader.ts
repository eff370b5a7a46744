import type { RecommendAnswer, SceneGuess } from '../../core/contracts/api.ts';
import { SCENES } from '../../core/contracts/event.ts';
import type { SceneDefinition, SceneStrategy } from '../../core/contracts/scene.ts';
import type { InferredScene } from '../../models/scenes/scene-inference.ts';
import type { SessionMoment } from '../../models/scenes/scene-clues.ts';
import type { ShopperContext } from '../shopper-context.ts';
import { findScene, weakened, type SceneCatalogue } from './scene-catalogue.ts';
import { GIVEN_REASON, inferredReason, REPORTED_REASON } from './scene-reason.ts';

export interface SceneReaderParts {
  readonly scenes: SceneCatalogue;
  readonly inferScene: (viewed: readonly number[], moment: SessionMoment) => Promise<InferredScene>;
}

/** The scene of one answer: what the models are told of it, and what the page is. */
export interface SceneInUse {
  /** Position in SCENES of a scene that is known for sure, or -1. */
  readonly number: number;
  /** What counts more or less, as far as the scene is sure. */
  readonly strategy: SceneStrategy;
  readonly answer: Pick<RecommendAnswer, 'scene' | 'strategy' | 'presentation'>;
}

/** Reads the scene of a request: the one that was asked for, or else reported by the page, or else the likeliest one. */
export type SceneReader = (asked: string | null | undefined, context: ShopperContext) => Promise<SceneInUse>;

/** Other scenes that an answer names beside the likeliest. */
const OTHERS = 2;

export function sceneReader({ scenes, inferScene }: SceneReaderParts): SceneReader {
  return async (asked, context) => {
    const told = asked === undefined ? context.reportedScene : (asked ?? undefined);
    if (told !== undefined) {
      const scene = findScene(scenes, told);
      const why = asked === undefined ? REPORTED_REASON : GIVEN_REASON;
      const guess: SceneGuess = {
        name: scene.name,
        like: scene.like,
        probability: 1,
        source: 'given',
        why,
        others: [],
      };
      return inUse(SCENES.indexOf(scene.like), scene, guess);
    }
    const { events, now } = context.session;
    const viewed = events.map(({ item }) => item).filter((item) => item >= 0);
    const inferred = await inferScene(viewed, { time: now, events: events.length });
    const { probability, probabilities, because } = inferred;
    const scene = findScene(scenes, SCENES[inferred.scene]);
    const others = SCENES.map((name, i) => ({ name, probability: probabilities[i] }))
      .filter(({ name }) => name !== scene.name)
      .sort((a, b) => b.probability - a.probability)
      .slice(0, OTHERS);
    const why = inferredReason(scene.label, probability, because);
    return inUse(-1, scene, {
      name: scene.name,
      like: scene.like,
      probability,
      source: 'inferred',
      why,
      others,
    });
  };
}

function inUse(number: number, { strategy, presentation }: SceneDefinition, scene: SceneGuess): SceneInUse {
  const applied = weakened(strategy, scene.probability);
  return { number, strategy: applied, answer: { scene, strategy: applied, presentation } };
}
