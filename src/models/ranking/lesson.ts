import type { Catalogue } from './catalogue.ts';
import type { Feature } from './features/feature-group.ts';
import type { LinearScorer } from './linear-scorer.ts';
import type { PastList, PastLists } from './past-lists.ts';

/** Fewer answerable questions than this teach nothing: the first guess is the order. */
export const FEWEST_QUESTIONS = 20;

/** The past questions that a scorer is learned from. */
export interface Lesson {
  readonly catalogue: Catalogue;
  /** Of all windows, by the ranker's own features. */
  readonly own: PastLists;
  /** Of the newest windows once more, with the scores of other recommenders; undefined where none takes part. */
  readonly late?: PastLists | undefined;
  /** The linear scorer of `own`, where somebody learned it already. */
  readonly linear?: LinearScorer | undefined;
}

/** All features that some question of the lesson has. */
export function featuresOf({ own, late }: Lesson): readonly Feature[] {
  return late && late.lists.length > 0 ? late.features : own.features;
}

/** Every question once: with the other recommenders' scores where there are any, else without. */
export function listsOf({ own, late }: Lesson): readonly PastList[] {
  if (!late || late.lists.length === 0) return own.lists;
  const ages = new Set(late.lists.map(({ age }) => age));
  return [...own.lists.filter(({ age }) => !ages.has(age)), ...late.lists];
}

/** The lesson without the questions of one window, to see how well those are answered without having been seen. */
export function withoutWindow({ catalogue, own, late }: Lesson, age: number): Lesson {
  return { catalogue, own: without(own, age), late: late && without(late, age) };
}

function without(past: PastLists, age: number): PastLists {
  return { ...past, lists: past.lists.filter((list) => list.age !== age) };
}
