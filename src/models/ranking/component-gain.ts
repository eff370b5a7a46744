import type { Dataset } from '../../core/contracts/dataset.ts';
import type { Recommender } from '../../core/contracts/recommender.ts';
import { eventsBefore } from '../../core/dataset-as-of.ts';
import { topIndices } from '../../core/maths.ts';
import type { ProgressStep } from '../../core/progress.ts';
import type { Catalogue } from './catalogue.ts';
import { componentColumns, componentFeature } from './component-scores.ts';
import { featureSpace } from './feature-space.ts';
import type { Feature } from './features/feature-group.ts';
import { guessScores, rankedScores } from './linear-ranker.ts';
import type { Window } from './windows.ts';

export interface GainQuestion {
  readonly dataset: Pick<Dataset, 'events'>;
  readonly catalogue: Catalogue;
  readonly windows: readonly Window[];
  readonly components: readonly Recommender[];
  /** Weights by name without the components. */
  readonly without: ReadonlyMap<string, number>;
  /** Weights by name with them, for each window learned on the other windows alone. */
  readonly withThem: readonly ReadonlyMap<string, number>[];
  readonly step: ProgressStep;
}

export interface Gain {
  readonly questions: number;
  readonly mean: number;
  readonly error: number;
}

const PLACES = 20;

/**
 * What other recommenders add to the order of the blend: the mean over past questions of NDCG@20 with them less
 * NDCG@20 without, and its standard error.
 */
export async function componentGain(question: GainQuestion): Promise<Gain> {
  const gains: number[] = [];
  for (const [index, window] of question.windows.entries()) {
    gains.push(...(await gainsOf(question, window, question.withThem[index])));
  }
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / Math.max(1, gains.length);
  const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  return { questions: gains.length, mean, error: Math.sqrt(squares) / Math.max(1, gains.length) };
}

async function gainsOf(
  { dataset, catalogue, components, step, without }: GainQuestion,
  { cut, questions }: Window,
  withThem: ReadonlyMap<string, number>,
): Promise<number[]> {
  const space = featureSpace(catalogue, eventsBefore(dataset.events, cut), cut);
  const features = [...space.features, ...components.map(({ name }) => componentFeature(name))];
  const gains: number[] = [];
  for (const { query, targets } of questions) {
    const [scored] = await componentColumns(components, [query]);
    const own = space.columns(query);
    const wanted = new Set(targets);
    if (wanted.size === 0) continue;
    gains.push(
      ndcg(ordered(features, withThem, [...own, ...scored.columns]), wanted) -
        ndcg(ordered(space.features, without, own), wanted),
    );
    step.advance();
  }
  return gains;
}

function ordered(
  features: readonly Feature[],
  weightOf: ReadonlyMap<string, number>,
  columns: readonly Float32Array[],
): number[] {
  const weights = Float64Array.from(features, ({ name, guess }) => weightOf.get(name) ?? guess);
  return topIndices(rankedScores({ features, weights }, columns, guessScores(features, columns)), PLACES);
}

/** Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002), each target worth the same. */
function ndcg(ranking: readonly number[], targets: ReadonlySet<number>): number {
  const discount = (rank: number): number => 1 / Math.log2(rank + 2);
  const best = Array.from({ length: Math.min(PLACES, targets.size) }, (_, rank) => discount(rank));
  const found = ranking.map((item, rank) => (targets.has(item) ? discount(rank) : 0));
  const total = (gains: readonly number[]): number => gains.reduce((sum, gain) => sum + gain, 0);
  return total(found) / total(best);
}
