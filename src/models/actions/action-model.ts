import type { ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { SituationSpace } from './situation-space.ts';

/** Moments of sessions as rows of a `SituationSpace`, each with the action that came next. */
export interface ActionSamples {
  readonly space: SituationSpace;
  /** Names of what is told apart: the classes, by number. */
  readonly actions: readonly string[];
  readonly count: number;
  /** `count × space.width`. */
  readonly rows: Float32Array;
  /** The class of each row. */
  readonly truth: Int32Array;
  /** Which rows belong together (a shopper's, or a session's), numbered from 0: splits keep them whole. */
  readonly groupOf: Int32Array;
}

/** What tells from a situation's row how likely each action is to come next. */
export interface ActionModel {
  readonly name: string;
  /**
   * Natural logarithms of probabilities, `rows × classes`, each row's summing up to 1 as probabilities.
   * @param rows whole rows of the space that it was trained in
   */
  score(rows: Float32Array): Promise<Float32Array>;
  save(artifacts: ArtifactWriter): Promise<void>;
}

/** These rows alone. */
export function samplesAt(samples: ActionSamples, chosen: readonly number[]): ActionSamples {
  const { width } = samples.space;
  const rows = new Float32Array(chosen.length * width);
  for (const [row, from] of chosen.entries())
    rows.set(samples.rows.subarray(from * width, (from + 1) * width), row * width);
  return {
    ...samples,
    count: chosen.length,
    rows,
    truth: Int32Array.from(chosen, (from) => samples.truth[from]),
    groupOf: Int32Array.from(chosen, (from) => samples.groupOf[from]),
  };
}
