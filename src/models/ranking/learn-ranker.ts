import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext, RecommenderKind } from '../../core/contracts/recommender.ts';
import { datasetAsOf } from '../../core/dataset-as-of.ts';
import type { Catalogue } from './catalogue.ts';
import { componentGain } from './component-gain.ts';
import { fitComponents } from './fit-components.ts';
import { FEWEST_QUESTIONS, withoutWindow, type Lesson } from './lesson.ts';
import { firstGuess, learnLinear } from './linear-scorer.ts';
import { pastLists } from './past-lists.ts';
import type { Scorer, ScorerKind } from './scorer.ts';
import { pastWindows } from './windows.ts';

export interface Learned {
  readonly scorer: Scorer;
  /** Components that take no part, since the order of past windows was no better with them. */
  readonly silent: readonly string[];
  /** Questions that were learned from; 0 where there were too few and the first guess stands. */
  readonly questions: number;
  /** Share of what was taken in the past windows that nobody had bought before. */
  readonly coldShare: number;
}

/** Fewer late questions than this silence no component. */
const FEWEST_TO_SILENCE = 100;
/** The newest windows, for which the other recommenders are fitted on what lies before. */
const LATE_WINDOWS = 3;

/**
 * Learns a scorer on past windows, each asked with what was known then. Whether the other recommenders are heard, the
 * linear scorer decides for every kind of scorer: it needs least to tell.
 */
export async function learnRanker(
  scorerKind: ScorerKind,
  dataset: Dataset,
  catalogue: Catalogue,
  components: readonly RecommenderKind[],
  context: FitContext,
): Promise<Learned> {
  const windows = pastWindows(dataset, context.random.fork('windows'));
  const late = components.length === 0 ? [] : windows.slice(-LATE_WINDOWS);
  const asked = windows.reduce((sum, { questions }) => sum + questions.length, 0);
  const fitted =
    late.length === 0 ? [] : await fitComponents(components, datasetAsOf(dataset, late[0].cut), context);
  const step = context.progress.start('Learning from past months', asked);
  const heard = { components: fitted, windows: fitted.length === 0 ? 0 : late.length };
  const lists = await pastLists(dataset, catalogue, windows, heard, step);
  const { own } = lists;
  const alone: Lesson = { catalogue, own, linear: firstGuess.taughtBy(own) };
  let lesson = alone;
  let helpful = true;
  if (fitted.length > 0) {
    const together = { ...alone, late: lists.late };
    // What all windows taught of the other features stands: it hardly hangs on a single one.
    const withThem = (age: number) => learnLinear({ ...withoutWindow(together, age), linear: alone.linear });
    const gain = await componentGain(lists.late, own, withThem, learnLinear(alone));
    helpful = gain.questions < FEWEST_TO_SILENCE || gain.mean > gain.error;
    if (helpful) lesson = together;
  }
  step.done();
  const { random, progress } = context;
  return {
    scorer: await scorerKind.learn(lesson, { random: random.fork(scorerKind.name), progress }),
    silent: helpful ? [] : components.map(({ name }) => name),
    questions: own.lists.length < FEWEST_QUESTIONS ? 0 : own.lists.length,
    coldShare: own.taken === 0 ? 0 : own.takenCold / own.taken,
  };
}
