import { topIndices } from '../../src/core/maths.ts';
import { ndcgAt } from '../../src/learning/evaluation/metrics.ts';
import type { SceneSamples } from '../../src/learning/training/train-scene-samples.ts';
import type { SceneScorer } from '../../src/models/scenes/scene-scorer.ts';
import { SCENE_TASKS } from '../../src/models/scenes/scene-tasks.ts';

/** A list to put into order, and what was taken of it. */
export interface Question {
  /** Number of the shopper: their questions are not independent. */
  readonly shopper: number;
  readonly scene: number;
  /** candidates × width. */
  readonly features: Float32Array;
  readonly mask: Float32Array;
  /** Places of candidates that were taken. */
  readonly taken: ReadonlySet<number>;
  /** All that was taken, candidate or not: what cannot be found counts as missed. */
  readonly takenOfAll: number;
}

export interface SceneTask {
  readonly name: string;
  readonly sceneNames: readonly string[];
  /** What models learn from; everything in it lies before the questions. */
  readonly samples: SceneSamples;
  readonly questions: readonly Question[];
  /** One a task: how much its logit counts in the order. */
  readonly taskWeights: readonly number[];
  /** Scores of orders that learn nothing of scenes, one a candidate and question, by name. */
  readonly references: ReadonlyMap<string, (question: Question) => ArrayLike<number>>;
}

const TASKS = SCENE_TASKS.length;
const PLACES = 10;

/** NDCG@10 of an order of the candidates. */
export function qualityOf({ taken, takenOfAll }: Question, scores: ArrayLike<number>): number {
  // Numbers that stand for what was taken but is no candidate: never found.
  const relevant = new Set(taken);
  for (let missing = taken.size; missing < takenOfAll; missing++) relevant.add(-1 - missing);
  return ndcgAt(topIndices(scores, PLACES), relevant, PLACES);
}

/** The order that a network finds. */
export async function scoresOf(
  scorer: SceneScorer,
  { features, mask, scene }: Question,
  taskWeights: readonly number[],
): Promise<Float32Array> {
  const rows = features.length / scorer.width;
  const scenes = new Float32Array(rows * scorer.scenes);
  if (scene >= 0) for (let row = 0; row < rows; row++) scenes[row * scorer.scenes + scene] = 1;
  const logits = await scorer.score({ rows, features, mask, scenes });
  return Float32Array.from({ length: rows }, (_, row) =>
    taskWeights.reduce((sum, weight, task) => sum + weight * logits[row * TASKS + task], 0),
  );
}
