import type { FitContext } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { countForSale } from '../../core/retired-items.ts';
import { compareWithBest, mean, meansOf, type Comparison } from './compare-models.ts';
import {
  baselinesOf,
  fitAndAsk,
  resultOf,
  type Measured,
  type MeasuredKind,
  type MeasuringOptions,
  type ModelResult,
} from './measure-model.ts';
import { averagePrecisionAt, coverageAt, hitRateAt, ndcgAt, recallAt } from './metrics.ts';
import { splitByTime, type TestCase, type TimeSplit } from './time-split-data.ts';

export interface TimeSplitOptions extends MeasuringOptions {
  /** First moment of the test period, in milliseconds since 1970 in UTC. */
  readonly testFrom: number;
  /** First moment after the test period. Default: the end of the data. */
  readonly testUntil?: number;
  /**
   * How many test periods of this length, each ending where the next begins, the last as said above: models are fitted
   * for each anew, and the questions of all are counted together. Default 1.
   */
  readonly periods?: number;
}

export interface TimeSplitReport {
  readonly dataset: string;
  readonly protocol: 'time-split';
  readonly split: {
    /** ISO 8601 in UTC, the beginning of the first period and the end of the last; null is the end of the data. */
    readonly testFrom: string;
    readonly testUntil: string | null;
    readonly periods: number;
    /** Those for sale. */
    readonly items: number;
    /** As of the last period. */
    readonly coldItems: number;
    /** What was learned from for the last period. */
    readonly trainEvents: number;
    /** Users with events before the test, whom every metric is about, and what they bought. */
    readonly users: number;
    readonly targets: number;
    readonly coldTargets: number;
    /** Shoppers without a past who bought, reported apart. */
    readonly newShoppers: number;
    readonly newShopperTargets: number;
  };
  readonly results: readonly TimeSplitResult[];
  /** `default` less the best baseline of each metric, paired by user; null where there is no `default`. */
  readonly comparison: Comparison | null;
}

/** The metrics are means over the known users; coverage and cold recall over all of them together. Each in [0, 1]. */
export interface TimeSplitResult extends ModelResult {
  /** The same means over shoppers without a past; null where there are none. */
  readonly newShoppers: Readonly<Record<string, number>> | null;
}

const LONGEST_LIST = 20;

/**
 * The honest test of a recommender (Ji et al., 2023, on leakage): fitted on what was known before a date, asked at
 * that date about everybody who then bought, ranking every item of the catalogue. Nothing of the test period is
 * read: not its events, nor dates of sale, stock or prices that only it could have told (see `datasetAsOf`). Items
 * launched later are ranked and can be targets, without their date, so that nothing marks them as new. A target is
 * cold when nobody had bought it before the date.
 */
export async function evaluateTimeSplit(options: TimeSplitOptions): Promise<TimeSplitReport> {
  const { dataset, seed, progress = silentProgress } = options;
  const periods = periodsOf(options);
  const splits = periods.map(({ from, until }) => splitByTime(dataset, from, until));
  const random = createRandom(`time-split/${seed}`);
  const measured: MeasuredInTime[] = [];
  for (const kind of options.kinds) measured.push(await measure(kind, splits, { random, progress }));
  return {
    dataset: dataset.source,
    protocol: 'time-split',
    split: describeSplits(splits, periods),
    results: measured.map((one) => inTime(one, random)),
    comparison: compareWithBest(measured, baselinesOf(options), random.fork('comparison')),
  };
}

interface Period {
  readonly from: number;
  readonly until: number;
}

function periodsOf({ dataset, testFrom, testUntil = Infinity, periods = 1 }: TimeSplitOptions): Period[] {
  const { count, time } = dataset.events;
  const last = { from: testFrom, until: testUntil };
  if (periods === 1 || count === 0) return [last];
  const length = Math.min(testUntil, time[count - 1] + 1) - testFrom;
  const earlier = Array.from({ length: periods - 1 }, (_, index) => {
    const from = testFrom - (periods - 1 - index) * length;
    return { from, until: from + length };
  });
  return [...earlier, last];
}

/** Beside what is averaged over the known shoppers: what is of all of them, and the figures of the others. */
interface MeasuredInTime extends Measured {
  readonly whole: Readonly<Record<string, number>>;
  readonly newShoppers: TimeSplitResult['newShoppers'];
}

/** A question, and what was shown. */
interface Answered {
  readonly shopper: number;
  readonly list: readonly number[];
  readonly targets: ReadonlySet<number>;
  readonly coldTargets: ReadonlySet<number>;
}

async function measure(
  kind: MeasuredKind,
  splits: readonly TimeSplit[],
  context: FitContext,
): Promise<MeasuredInTime> {
  const known: Answered[] = [];
  const unknown: Answered[] = [];
  const coverages: number[] = [];
  let [trainSeconds, scoreSeconds] = [0, 0];
  for (const split of splits) {
    const lists: number[][] = [];
    const cases = [...split.known, ...split.unknown];
    const timing = await fitAndAsk(
      kind,
      split.train,
      cases.map(({ query }) => query),
      (scores) => lists.push(topIndices(scores, LONGEST_LIST)),
      context,
    );
    trainSeconds += timing.trainSeconds;
    scoreSeconds += timing.scoreSeconds;
    const answered = cases.map((one, index) => answer(one, lists[index], split.cold));
    known.push(...answered.slice(0, split.known.length));
    unknown.push(...answered.slice(split.known.length));
    coverages.push(coverageAt(lists.slice(0, split.known.length), countForSale(split.train.items), 20));
  }
  const ofUnknown = measuresOf(unknown);
  return {
    model: kind.name,
    trainSeconds,
    scoreSeconds,
    values: measuresOf(known),
    // A shopper of several periods answers for one: what is asked of one person hangs together.
    ...(splits.length > 1 && { groupOf: groupsOf(known) }),
    whole: { 'coverage@20': mean(Float64Array.from(coverages)), 'cold-recall@20': coldRecall(known) },
    newShoppers:
      unknown.length === 0
        ? null
        : { ...meansOf({ values: ofUnknown }), 'cold-recall@20': coldRecall(unknown) },
  };
}

function answer({ shopper, targets }: TestCase, list: readonly number[], cold: Uint8Array): Answered {
  return { shopper, list, targets, coldTargets: new Set([...targets].filter((item) => cold[item] === 1)) };
}

/** Numbers the shoppers from 0. */
function groupsOf(answered: readonly Answered[]): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(answered, ({ shopper }) => {
    const number = numbers.get(shopper) ?? numbers.size;
    numbers.set(shopper, number);
    return number;
  });
}

function measuresOf(answered: readonly Answered[]): Map<string, Float64Array> {
  const each = (of: (ranked: readonly number[], targets: ReadonlySet<number>) => number): Float64Array =>
    Float64Array.from(answered, ({ list, targets }) => of(list, targets));
  return new Map([
    ['recall@20', each((ranked, targets) => recallAt(ranked, targets, 20))],
    ['ndcg@20', each((ranked, targets) => ndcgAt(ranked, targets, 20))],
    ['map@12', each((ranked, targets) => averagePrecisionAt(ranked, targets, 12))],
    ['hr@20', each((ranked, targets) => hitRateAt(ranked, targets, 20))],
  ]);
}

/** Of all cold targets together; 0 where there are none. */
function coldRecall(answered: readonly Answered[]): number {
  let targets = 0;
  let found = 0;
  for (const { list, coldTargets } of answered) {
    targets += coldTargets.size;
    found += list.filter((item) => coldTargets.has(item)).length;
  }
  return targets === 0 ? 0 : found / targets;
}

function inTime(measured: MeasuredInTime, random: Random): TimeSplitResult {
  const { model, metrics, ...result } = resultOf(measured, random);
  return { model, metrics: { ...metrics, ...measured.whole }, ...result, newShoppers: measured.newShoppers };
}

function describeSplits(splits: readonly TimeSplit[], periods: readonly Period[]): TimeSplitReport['split'] {
  const targetCount = (cases: readonly TestCase[]): number =>
    cases.reduce((sum, { targets }) => sum + targets.size, 0);
  const total = (count: (split: TimeSplit) => number): number =>
    splits.reduce((sum, split) => sum + count(split), 0);
  const { until } = periods[periods.length - 1];
  const last = splits[splits.length - 1];
  return {
    testFrom: new Date(periods[0].from).toISOString(),
    testUntil: until === Infinity ? null : new Date(until).toISOString(),
    periods: periods.length,
    items: countForSale(last.train.items),
    coldItems: last.cold.reduce((sum, cold) => sum + cold, 0),
    trainEvents: last.train.events.count,
    users: total(({ known }) => known.length),
    targets: total(({ known }) => targetCount(known)),
    coldTargets: total(({ cold, known }) =>
      known.reduce((sum, { targets }) => sum + [...targets].filter((item) => cold[item] === 1).length, 0),
    ),
    newShoppers: total(({ unknown }) => unknown.length),
    newShopperTargets: total(({ unknown }) => targetCount(unknown)),
  };
}
