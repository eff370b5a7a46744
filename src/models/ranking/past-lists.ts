import type { Dataset } from '../../core/contracts/dataset.ts';
import type { Recommender } from '../../core/contracts/recommender.ts';
import { eventsBefore } from '../../core/dataset-as-of.ts';
import type { ProgressStep } from '../../core/progress.ts';
import { topIndices } from '../../core/maths.ts';
import type { NeverShown } from '../../core/retired-items.ts';
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

/** Other recommenders, and of how many of the newest windows they are asked. */
export interface Heard {
  /** Fitted on nothing later than the first cut of those windows. */
  readonly components: readonly Recommender[];
  readonly windows: number;
}

/** The same questions twice: by the ranker's own features, and those of the newest windows with other recommenders' scores. */
export interface BothLists {
  readonly own: PastLists;
  readonly late: PastLists;
}

/** Puts the questions of `windows` to the features as they were at each window's cut. */
export async function pastLists(
  { events }: Pick<Dataset, 'events'>,
  catalogue: Catalogue,
  windows: readonly Window[],
  heard: Heard,
  step: ProgressStep,
): Promise<BothLists> {
  const own = new ListCollector(windows.length);
  const late = new ListCollector(heard.windows);
  for (const [index, { cut, questions }] of windows.entries()) {
    const age = windows.length - 1 - index;
    const known = eventsBefore(events, cut);
    const space = featureSpace(catalogue, known, cut);
    const sold = soldItems(known, space.itemCount);
    const together = [...space.features, ...heard.components.map(({ name }) => componentFeature(name))];
    for (const [number, question] of questions.entries()) {
      const columns = space.columns(question.query);
      const moment = { age, number, sold, hidden: space.hidden };
      own.add(question, moment, space.features, columns);
      if (age < heard.windows) {
        const [scored] = await componentColumns(heard.components, [question.query], space.hidden);
        late.add(question, moment, together, [...columns, ...scored.columns]);
      }
      step.advance();
    }
  }
  return { own: own.lists, late: late.lists };
}

interface Moment {
  readonly age: number;
  /** Place of the question in its window. */
  readonly number: number;
  /** One an item: 1 where somebody had bought it. */
  readonly sold: Uint8Array;
  readonly hidden: NeverShown;
}

/** Gathers the lists of some windows. */
class ListCollector {
  readonly #windows: number;
  readonly #lists: PastList[] = [];
  #features: readonly Feature[] = [];
  #asked = 0;
  #taken = 0;
  #takenCold = 0;

  constructor(windows: number) {
    this.#windows = windows;
  }

  get lists(): PastLists {
    return {
      features: this.#features,
      lists: this.#lists,
      windows: this.#windows,
      asked: this.#asked,
      taken: this.#taken,
      takenCold: this.#takenCold,
    };
  }

  add(
    question: PastQuestion,
    { age, number, sold, hidden }: Moment,
    features: readonly Feature[],
    columns: readonly Float32Array[],
  ): void {
    const { targets } = question;
    const list = listOf(question, features, columns, hidden);
    if (list.positives > 0) this.#lists.push({ ...list, age, question: number });
    this.#features = features;
    this.#asked++;
    this.#taken += targets.length;
    this.#takenCold += targets.filter((item) => sold[item] === 0).length;
  }
}

function listOf(
  { query, targets }: PastQuestion,
  features: readonly Feature[],
  columns: readonly Float32Array[],
  hidden: NeverShown,
): Omit<PastList, 'age' | 'question'> {
  const best = topIndices(guessScores(features, columns, hidden), CANDIDATES);
  const wanted = new Set(targets);
  const positives = best.filter((item) => wanted.has(item));
  const items = [...positives, ...best.filter((item) => !wanted.has(item))];
  return {
    ...candidatesOf(query, features, columns, items),
    positives: positives.length,
    taken: targets.length,
  };
}
