import type { Dataset } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import { createRandom, type Random } from '../../core/random.ts';
import {
  compareWithBest,
  intervalsOf,
  isBaseline,
  meansOf,
  type Comparison,
  type ModelValues,
} from './compare-models.ts';
import type { Interval } from './intervals.ts';
import {
  splitLeaveOneOut,
  type LeaveOneOutPart,
  type LeaveOneOutSplit,
  type LeftOutCase,
} from './leave-one-out-data.ts';
import { hitAtPlace, ndcgAtPlace, placeOf, reciprocalRankAtPlace } from './place.ts';
import { shuffleSameDays } from './same-day-order.ts';

/** Whether the events of one day stand as the source has them, or in an order that is drawn. */
export type SameDayOrder = 'kept' | 'shuffled';

export interface LeaveOneOutOptions {
  readonly dataset: Dataset;
  /** Whose users are asked about, where it is not `dataset`; it numbers items and users alike, and is not learned from. */
  readonly asked?: Dataset;
  /** Default `test`. Whatever is chosen (a weight, a number of epochs) is chosen on `validation`. */
  readonly part?: LeaveOneOutPart;
  /** Every model is fitted and measured once for each; at least one. Default: `kept` alone. */
  readonly sameDay?: readonly SameDayOrder[];
  /** Whatever can be fitted; the one named `default` is compared with those of `baselines`. */
  readonly kinds: readonly Pick<RecommenderKind, 'name' | 'fit'>[];
  /** Default: every kind but `default` and `neural`. */
  readonly baselines?: readonly string[];
  readonly seed: number;
  readonly progress?: Progress;
}

export interface LeaveOneOutReport {
  readonly dataset: string;
  readonly protocol: 'leave-one-out';
  readonly split: {
    readonly part: LeaveOneOutPart;
    readonly items: number;
    readonly users: number;
    readonly trainEvents: number;
    /** Users whose target was bought on the day of the event before it. */
    readonly sameDayTargets: number;
    /** Users with fewer than three purchases, who are not asked about. */
    readonly usersTooShort: number;
  };
  readonly results: readonly LeaveOneOutResult[];
  /** `default` less the best baseline of each metric, paired by user, in the first order; null without a `default`. */
  readonly comparison: Comparison | null;
  /** The same in the second order, where two were asked for. */
  readonly comparisonShuffled: Comparison | null;
}

export interface LeaveOneOutResult {
  readonly model: string;
  readonly sameDay: SameDayOrder;
  /** Means over users in [0, 1]: `hr@5`, `hr@10`, `ndcg@5`, `ndcg@10`, `mrr`, and each as `unseen-…`. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
  /** 95 % bootstrap intervals over users. */
  readonly intervals: Readonly<Record<string, Interval>>;
}

/** Queries scored at once: bounds the memory to so many times the number of items. */
const BATCH = 128;

/**
 * Leave-one-out over all items, as the studies of sequential recommendation measure (Kang and McAuley, 2018, and those
 * after it): fitted on everything but each user's last item (or two), asked for the item left out, among all items of
 * the shop. No negatives are sampled (Krichene and Rendle, 2020, on why not).
 *
 * Each figure stands twice: over all items, and as `unseen-…` with what the user already had taken out of the ranking;
 * a target that the user already had is then never found. Ties count against the model (see `placeOf`).
 */
export async function evaluateLeaveOneOut(options: LeaveOneOutOptions): Promise<LeaveOneOutReport> {
  const { dataset, part = 'test', sameDay = ['kept'], kinds, seed, progress = silentProgress } = options;
  const random = createRandom(`leave-one-out/${seed}`);
  const baselines = options.baselines ?? kinds.map(({ name }) => name).filter(isBaseline);
  const rounds: {
    split: LeaveOneOutReport['split'];
    results: LeaveOneOutResult[];
    comparison: Comparison | null;
  }[] = [];
  for (const order of sameDay) {
    const inOrder = (data: Dataset): Dataset =>
      order === 'kept' ? data : shuffleSameDays(data, random.fork('same-day'));
    const learned = inOrder(dataset);
    const split = splitLeaveOneOut(learned, part, options.asked ? inOrder(options.asked) : learned);
    const measured: Measured[] = [];
    for (const kind of kinds) measured.push(await measure(kind, split, random, progress));
    rounds.push({
      split: describeSplit(split, part),
      // The same draws for every model, so that equal rankings have equal intervals.
      results: measured.map((one) => resultOf(one, order, random.fork('intervals'))),
      comparison: compareWithBest(measured, baselines, random.fork('comparison')),
    });
  }
  return {
    dataset: (options.asked ?? dataset).source,
    protocol: 'leave-one-out',
    split: rounds[0].split,
    results: rounds.flatMap(({ results }) => results),
    comparison: rounds[0].comparison,
    comparisonShuffled: rounds[1]?.comparison ?? null,
  };
}

interface Measured extends ModelValues {
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
}

async function measure(
  kind: Pick<RecommenderKind, 'name' | 'fit'>,
  { train, cases }: LeaveOneOutSplit,
  random: Random,
  progress: Progress,
): Promise<Measured> {
  const started = performance.now();
  const recommender = await kind.fit(train, { random: random.fork(kind.name), progress });
  const fitted = performance.now();
  const places = await placesOf(recommender, cases, train.items.length, progress);
  return {
    model: kind.name,
    trainSeconds: (fitted - started) / 1000,
    scoreSeconds: (performance.now() - fitted) / 1000,
    values: new Map([...metricsOf(places.all, ''), ...metricsOf(places.unseen, 'unseen-')]),
  };
}

interface Places {
  /** The place of each case's target among all items; 0 is never shown. */
  readonly all: Int32Array;
  /** The same with the items of the user's history taken out. */
  readonly unseen: Int32Array;
}

/** One pass over the cases, a batch of scores in memory at a time. */
async function placesOf(
  recommender: Recommender,
  cases: readonly LeftOutCase[],
  itemCount: number,
  progress: Progress,
): Promise<Places> {
  const step = progress.start(`Testing ${recommender.name}`, cases.length);
  const places = { all: new Int32Array(cases.length), unseen: new Int32Array(cases.length) };
  const hidden = new Uint8Array(itemCount);
  for (let from = 0; from < cases.length; from += BATCH) {
    const batch = cases.slice(from, from + BATCH);
    const scores = await recommender.score(batch.map(({ query }) => query));
    for (const [index, { query, target }] of batch.entries()) {
      places.all[from + index] = placeOf(scores[index], target);
      for (const { item } of query.history) if (item >= 0) hidden[item] = 1;
      places.unseen[from + index] = placeOf(scores[index], target, hidden);
      for (const { item } of query.history) if (item >= 0) hidden[item] = 0;
    }
    step.advance(batch.length);
  }
  step.done();
  return places;
}

function metricsOf(places: Int32Array, prefix: string): [string, Float64Array][] {
  const each = (of: (place: number) => number): Float64Array => Float64Array.from(places, of);
  return [
    [`${prefix}hr@5`, each((place) => hitAtPlace(place, 5))],
    [`${prefix}hr@10`, each((place) => hitAtPlace(place, 10))],
    [`${prefix}ndcg@5`, each((place) => ndcgAtPlace(place, 5))],
    [`${prefix}ndcg@10`, each((place) => ndcgAtPlace(place, 10))],
    [`${prefix}mrr`, each((place) => reciprocalRankAtPlace(place))],
  ];
}

function resultOf(measured: Measured, sameDay: SameDayOrder, random: Random): LeaveOneOutResult {
  const { model, trainSeconds, scoreSeconds } = measured;
  return {
    model,
    sameDay,
    metrics: meansOf(measured),
    trainSeconds,
    scoreSeconds,
    intervals: intervalsOf(measured, random),
  };
}

function describeSplit(split: LeaveOneOutSplit, part: LeaveOneOutPart): LeaveOneOutReport['split'] {
  return {
    part,
    items: split.train.items.length,
    users: split.cases.length,
    trainEvents: split.train.events.count,
    sameDayTargets: split.sameDay,
    usersTooShort: split.tooShort,
  };
}
