import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { Query } from '../../core/contracts/dataset.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import type { Feature } from './features/feature-group.ts';
import type { Lesson } from './lesson.ts';

/** The items that a question is put to, with what is known of each. */
export interface Candidates {
  readonly query: Query;
  /** Positions in the catalogue. */
  readonly items: readonly number[];
  readonly features: readonly Feature[];
  /** items × features, row after row. */
  readonly rows: Float32Array;
}

/**
 * Puts candidates into order: what is learned in a ranker. It reads the features that it knows by their names; others
 * may be there, and some of its own may lack.
 */
export interface Scorer {
  /** The name of its kind. */
  readonly kind: string;
  /** One score a candidate, higher is better; comparable among the candidates of one question only. */
  score(candidates: Candidates): Promise<Float64Array>;
  /**
   * What each feature does to each score, items × features. In an additive scorer a row's parts add up to its score;
   * in others they are as its own documentation says.
   */
  explain(candidates: Candidates): Promise<Float64Array>;
  /** What each of these features counts for, one a feature: a weight, or a share, as the scorer says. */
  weights(features: readonly Feature[]): Float64Array;
  save(artifacts: ArtifactWriter): Promise<void>;
}

/** How a scorer comes to be: learned from past questions, or read back from what `save` wrote. */
export interface ScorerKind {
  readonly name: string;
  /** Never fails for want of questions: with too few the first guess stays as it is. */
  learn(lesson: Lesson, context: FitContext): Promise<Scorer>;
  /** @throws model-mismatch where another version of Daogou wrote it */
  load(artifacts: ArtifactReader): Promise<Scorer>;
}

/** Gathers what columns of a whole catalogue (one a feature) say of some items. */
export function candidatesOf(
  query: Query,
  features: readonly Feature[],
  columns: readonly Float32Array[],
  items: readonly number[],
): Candidates {
  const width = columns.length;
  const rows = new Float32Array(items.length * width);
  for (const [f, column] of columns.entries()) {
    for (const [row, item] of items.entries()) rows[row * width + f] = column[item];
  }
  return { query, items, features, rows };
}
