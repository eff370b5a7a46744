import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { countForSale } from '../../core/retired-items.ts';
import { compareWithBest, mean, type Comparison } from './compare-models.ts';
import { splitLeaveOneOut, type LeaveOneOutPart, type LeaveOneOutSplit } from './leave-one-out-data.ts';
import {
  baselinesOf,
  fitAndAsk,
  resultOf,
  type Measured,
  type MeasuredKind,
  type MeasuringOptions,
  type ModelResult,
} from './measure-model.ts';
import { hitAtPlace, ndcgAtPlace, placeOf, reciprocalRankAtPlace } from './place.ts';
import { shuffleSameDays } from './same-day-order.ts';

/** Whether the events of one day stand as the source has them, or in an order that is drawn. */
export type SameDayOrder = 'kept' | 'shuffled';

export interface LeaveOneOutOptions extends MeasuringOptions {
  /** Whose users are asked about, where it is not `dataset`; it numbers items and users alike, and is not learned from. */
  readonly asked?: Dataset;
  /** Default `test`. Whatever is chosen (a weight, a number of epochs) is chosen on `validation`. */
  readonly part?: LeaveOneOutPart;
  /** Every model is fitted and measured once for each; at least one. Default: `kept` alone. */
  readonly sameDay?: readonly SameDayOrder[];
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
    /** Users whose target nobody else took: in nothing that was learned from. */
    readonly coldTargets: number;
    /** Users with fewer than three purchases, who are not asked about. */
    readonly usersTooShort: number;
  };
  readonly results: readonly LeaveOneOutResult[];
  /** `default` less the best baseline of each metric, paired by user, in the first order; null without a `default`. */
  readonly comparison: Comparison | null;
  /** The same in the second order, where two were asked for. */
  readonly comparisonShuffled: Comparison | null;
}

/**
 * The metrics are means over users in [0, 1]: `hr@5`, `hr@10`, `ndcg@5`, `ndcg@10`, `mrr`, and each as `unseen-…`. Where
 * some targets are cold, `cold-hr@10` and `warm-hr@10` are the means over those and over the others.
 */
export interface LeaveOneOutResult extends ModelResult {
  readonly sameDay: SameDayOrder;
}

/**
 * Leave-one-out over all items, as the studies of sequential recommendation measure (Kang and McAuley, 2018, and those
 * after it): fitted on everything but each user's last item (or two), asked for the item left out, among all items of
 * the shop. No negatives are sampled (Krichene and Rendle, 2020, on why not).
 *
 * Each figure stands twice: over all items, and as `unseen-…` with what the user already had taken out of the ranking;
 * a target that the user already had is then never found. Ties count against the model (see `placeOf`).
 */
export async function evaluateLeaveOneOut(options: LeaveOneOutOptions): Promise<LeaveOneOutReport> {
  const { dataset, part = 'test', sameDay = ['kept'], seed, progress = silentProgress } = options;
  const random = createRandom(`leave-one-out/${seed}`);
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
    const measured: MeasuredCases[] = [];
    for (const kind of options.kinds) measured.push(await measure(kind, split, { random, progress }));
    rounds.push({
      split: describeSplit(split, part),
      results: measured.map((one) => {
        const { model, metrics, ...result } = resultOf(one, random);
        return { model, sameDay: order, metrics: { ...metrics, ...one.byFame }, ...result };
      }),
      comparison: compareWithBest(measured, baselinesOf(options), random.fork('comparison')),
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

interface MeasuredCases extends Measured {
  /** Means over parts of the cases. */
  readonly byFame: Readonly<Record<string, number>>;
}

/** The place of each target, 0 where it is never shown: among all items, and without those that the user had before. */
async function measure(
  kind: MeasuredKind,
  { train, cases }: LeaveOneOutSplit,
  context: FitContext,
): Promise<MeasuredCases> {
  const all = new Int32Array(cases.length);
  const unseen = new Int32Array(cases.length);
  const hidden = new Uint8Array(train.items.length);
  const hear = (scores: Float32Array, index: number): void => {
    const { query, target } = cases[index];
    all[index] = placeOf(scores, target);
    for (const { item } of query.history) if (item >= 0) hidden[item] = 1;
    unseen[index] = placeOf(scores, target, hidden);
    for (const { item } of query.history) if (item >= 0) hidden[item] = 0;
  };
  const queries = cases.map(({ query }) => query);
  const timing = await fitAndAsk(kind, train, queries, hear, context);
  return {
    model: kind.name,
    ...timing,
    values: new Map([...metricsOf(all, ''), ...metricsOf(unseen, 'unseen-')]),
    byFame: byFame(all, cases),
  };
}

function byFame(places: Int32Array, cases: LeaveOneOutSplit['cases']): Record<string, number> {
  if (!cases.some(({ isCold }) => isCold)) return {};
  const meanOf = (wanted: boolean): number =>
    mean(
      Float64Array.from(
        places.filter((_, index) => cases[index].isCold === wanted),
        (place) => hitAtPlace(place, 10),
      ),
    );
  return { 'warm-hr@10': meanOf(false), 'cold-hr@10': meanOf(true) };
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

function describeSplit(split: LeaveOneOutSplit, part: LeaveOneOutPart): LeaveOneOutReport['split'] {
  return {
    part,
    items: countForSale(split.train.items),
    users: split.cases.length,
    trainEvents: split.train.events.count,
    sameDayTargets: split.sameDay,
    coldTargets: split.cases.filter(({ isCold }) => isCold).length,
    usersTooShort: split.tooShort,
  };
}
