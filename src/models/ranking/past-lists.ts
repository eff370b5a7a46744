import type { Dataset } from '../../core/contracts/dataset.ts';
import type { Recommender } from '../../core/contracts/recommender.ts';
import { eventsBefore } from '../../core/dataset-as-of.ts';
import type { ProgressStep } from '../../core/progress.ts';
import { topIndices } from '../../core/maths.ts';
import type { Catalogue } from './catalogue.ts';
import { componentColumns, componentFeature } from './component-scores.ts';
import { featureSpace } from './feature-space.ts';
import type { Feature } from './features/feature-group.ts';
import { soldItems } from './features/sales.ts';
import { CANDIDATES, guessScores } from './ranked-scores.ts';
import { candidatesOf, type Candidates } from './scorer.ts';
import type { PastQuestion, Window } from './windows.ts';

/** A past question as the ranker learns from it: the candidates of the first guess, and which of them were taken. */
export interface PastList extends Candidates {
  /** Candidates that were taken; they come first. */
  readonly positives: number;
  /** All that was taken, candidate or not. */
  readonly taken: number;
  /** Windows between this question's and the newest. */
  readonly age: number;
  /** Place of the question in its window. */
  readonly question: number;
}

export interface PastLists {
  readonly features: readonly Feature[];
  /** Those among whose candidates something was taken: the others teach nothing. */
  readonly lists: readonly PastList[];
  readonly windows: number;
  /** All questions, answerable or not. */
  readonly asked: number;
  /** Items taken in all questions, and how many of them nobody had bought when it was asked. */
  readonly taken: number;
  readonly takenCold: number;
}

/**
 * Puts the questions of `windows` to the features as they were at each window's cut. `components` must have been
 * fitted on nothing later than the first cut.
 */
export async function pastLists(
  { events }: Pick<Dataset, 'events'>,
  catalogue: Catalogue,
  windows: readonly Window[],
  components: readonly Recommender[],
  step: ProgressStep,
): Promise<PastLists> {
  const lists: PastList[] = [];
  let features: readonly Feature[] = [];
  let asked = 0;
  let taken = 0;
  let takenCold = 0;
  for (const [index, { cut, questions }] of windows.entries()) {
    const known = eventsBefore(events, cut);
    const space = featureSpace(catalogue, known, cut);
    const sold = soldItems(known, space.itemCount);
    features = [...space.features, ...components.map(({ name }) => componentFeature(name))];
    for (const [number, question] of questions.entries()) {
      const { query, targets } = question;
      const [scored] = await componentColumns(components, [query]);
      const list = listOf(question, features, [...space.columns(query), ...scored.columns]);
      if (list.positives > 0) lists.push({ ...list, age: windows.length - 1 - index, question: number });
      asked++;
      taken += targets.length;
      takenCold += targets.filter((item) => sold[item] === 0).length;
      step.advance();
    }
  }
  return { features, lists, windows: windows.length, asked, taken, takenCold };
}

function listOf(
  { query, targets }: PastQuestion,
  features: readonly Feature[],
  columns: readonly Float32Array[],
): Omit<PastList, 'age' | 'question'> {
  const best = topIndices(guessScores(features, columns), CANDIDATES);
  const wanted = new Set(targets);
  const positives = best.filter((item) => wanted.has(item));
  const items = [...positives, ...best.filter((item) => !wanted.has(item))];
  return {
    ...candidatesOf(query, features, columns, items),
    positives: positives.length,
    taken: targets.length,
  };
}
