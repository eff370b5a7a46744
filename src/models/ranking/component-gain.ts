import type { Dataset } from '../../core/contracts/dataset.ts';
import type { Recommender } from '../../core/contracts/recommender.ts';
import { eventsBefore } from '../../core/dataset-as-of.ts';
import { topIndices } from '../../core/maths.ts';
import type { ProgressStep } from '../../core/progress.ts';
import type { Catalogue } from './catalogue.ts';
import { componentColumns, componentFeature } from './component-scores.ts';
import { featureSpace } from './feature-space.ts';
import { ndcg20 } from './ndcg.ts';
import { guessScores, rankedScores, type RankedQuestion } from './ranked-scores.ts';
import type { Scorer } from './scorer.ts';
import type { Window } from './windows.ts';

export interface GainQuestion {
  readonly dataset: Pick<Dataset, 'events'>;
  readonly catalogue: Catalogue;
  readonly windows: readonly Window[];
  readonly components: readonly Recommender[];
  /** Learned without the components. */
  readonly without: Scorer;
  /** Learned with them, for each window on the other windows alone. */
  readonly withThem: readonly Scorer[];
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
  withThem: Scorer,
): Promise<number[]> {
  const space = featureSpace(catalogue, eventsBefore(dataset.events, cut), cut);
  const features = [...space.features, ...components.map(({ name }) => componentFeature(name))];
  const gains: number[] = [];
  for (const { query, targets } of questions) {
    const [scored] = await componentColumns(components, [query]);
    const own = space.columns(query);
    const wanted = new Set(targets);
    if (wanted.size === 0) continue;
    const together = { query, features, columns: [...own, ...scored.columns] };
    const alone = { query, features: space.features, columns: own };
    gains.push(
      ndcgOf(await ordered(withThem, together), wanted) - ndcgOf(await ordered(without, alone), wanted),
    );
    step.advance();
  }
  return gains;
}

async function ordered(scorer: Scorer, question: Omit<RankedQuestion, 'guess'>): Promise<number[]> {
  const guess = guessScores(question.features, question.columns);
  return topIndices(await rankedScores(scorer, { ...question, guess }), PLACES);
}

function ndcgOf(ranking: readonly number[], targets: ReadonlySet<number>): number {
  return ndcg20(
    ranking.map((item) => targets.has(item)),
    targets.size,
  );
}
