import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { EventColumns, Query } from '../../core/contracts/dataset.ts';
import { SCENES } from '../../core/contracts/event.ts';
import type { Recommender } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import { topIndices } from '../../core/maths.ts';
import type { Catalogue } from '../ranking/catalogue.ts';
import { sceneSpace, type SceneColumns, type SceneSpace } from './scene-space.ts';
import { SceneScorer } from './scene-scorer.ts';
import { SCENE_TASKS } from './scene-tasks.ts';

/** Items that the first guess lets through to the network: it was trained on such items alone. */
export const SCENE_CANDIDATES = 150;

const TASKS = SCENE_TASKS.length;

const storedSchema = z.object({
  name: z.string(),
  now: z.number(),
  items: z.int(),
  /** One a task: how much its logit counts in the order. */
  taskWeights: z.array(z.number()).length(TASKS),
});

export interface SceneRecommenderParts {
  readonly name: string;
  readonly scorer: SceneScorer;
  readonly catalogue: Catalogue;
  readonly events: EventColumns;
  /** The moment that shared features are of. */
  readonly now: number;
  readonly taskWeights: readonly number[];
}

/** Puts the best of the ranker's first guess into the order that a scene-conditioned network finds. */
export class SceneRecommender implements Recommender {
  readonly name: string;
  private readonly parts: SceneRecommenderParts;
  private readonly space: SceneSpace;

  constructor(parts: SceneRecommenderParts) {
    this.name = parts.name;
    this.parts = parts;
    this.space = sceneSpace(parts.catalogue, parts.events, parts.now);
  }

  /** @throws model-mismatch where it was trained on another catalogue or by another version. */
  static async load(artifacts: ArtifactReader, catalogue: Catalogue): Promise<SceneRecommender> {
    const { success, data } = storedSchema.safeParse(await artifacts.readJson('scene-recommender'));
    if (!success || data.items !== catalogue.items.length) {
      throw new DaogouError('model-mismatch', 'The stored scene model is of another catalogue or version', {
        received: success ? data.items : null,
        remedy: 'Train again: daogou train.',
      });
    }
    const columns = await artifacts.readArrays('scene-events');
    const events = { ...columns, count: columns.time.length } as unknown as EventColumns;
    const scorer = await SceneScorer.load(artifacts);
    return new SceneRecommender({ ...data, scorer, catalogue, events });
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { name, scorer, events, now, taskWeights } = this.parts;
    await artifacts.writeJson('scene-recommender', {
      name,
      now,
      items: this.space.itemCount,
      taskWeights,
    });
    const { time, type, user, item, session, scene } = events;
    await artifacts.writeArrays('scene-events', { time, type, user, item, session, scene });
    await scorer.save(artifacts);
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    const answers: Float32Array[] = [];
    for (const query of queries) answers.push(await this.order(query));
    return answers;
  }

  /** The network's order for the candidates, the first guess's for all others, which follow below them. */
  private async order(query: Query): Promise<Float32Array> {
    const space = this.space.columns(query);
    const candidates = topIndices(space.guess, SCENE_CANDIDATES);
    const { scorer, taskWeights } = this.parts;
    const scenes = new Float32Array(candidates.length * SCENES.length);
    if (query.scene >= 0) {
      for (let row = 0; row < candidates.length; row++) scenes[row * SCENES.length + query.scene] = 1;
    }
    const logits = await scorer.score({ rows: candidates.length, scenes, ...sceneRowsOf(space, candidates) });
    const judged = candidates.map((_, row) =>
      taskWeights.reduce((sum, weight, task) => sum + weight * logits[row * TASKS + task], 0),
    );
    const last = candidates.at(-1);
    if (last === undefined) return space.guess.slice();
    const shift = Math.min(...judged) - space.guess[last] - 1;
    const scores = space.guess.map((guess) => guess + shift);
    for (const [place, item] of candidates.entries()) scores[item] = judged[place];
    return scores;
  }
}

/** What a network is fed of some items: numbers, and which of them are known. */
export function sceneRowsOf(
  { columns }: SceneColumns,
  items: readonly number[],
): { features: Float32Array; mask: Float32Array } {
  const width = columns.length;
  const features = new Float32Array(items.length * width);
  const mask = new Float32Array(items.length * width);
  for (const [f, column] of columns.entries()) {
    for (const [row, item] of items.entries()) {
      const value = column[item];
      if (Number.isNaN(value)) continue;
      features[row * width + f] = value;
      mask[row * width + f] = 1;
    }
  }
  return { features, mask };
}
