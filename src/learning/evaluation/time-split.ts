import type { FitContext } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { compareWithBest, meansOf, type Comparison } from './compare-models.ts';
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
}

export interface TimeSplitReport {
  readonly dataset: string;
  readonly protocol: 'time-split';
  readonly split: {
    /** ISO 8601 in UTC; `testUntil` null is the end of the data. */
    readonly testFrom: string;
    readonly testUntil: string | null;
    readonly items: number;
    readonly coldItems: number;
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
  const { dataset, testFrom, testUntil, seed, progress = silentProgress } = options;
  const split = splitByTime(dataset, testFrom, testUntil);
  const random = createRandom(`time-split/${seed}`);
  const measured: MeasuredInTime[] = [];
  for (const kind of options.kinds) measured.push(await measure(kind, split, { random, progress }));
  return {
    dataset: dataset.source,
    protocol: 'time-split',
    split: describeSplit(split, testFrom, testUntil),
    results: measured.map((one) => inTime(one, random)),
    comparison: compareWithBest(measured, baselinesOf(options), random.fork('comparison')),
  };
}

/** Beside what is averaged over the known shoppers: what is of all of them, and the figures of the others. */
interface MeasuredInTime extends Measured {
  readonly whole: Readonly<Record<string, number>>;
  readonly newShoppers: TimeSplitResult['newShoppers'];
}

async function measure(
  kind: MeasuredKind,
  { train, known, unknown, cold }: TimeSplit,
  context: FitContext,
): Promise<MeasuredInTime> {
  const lists: number[][] = [];
  const timing = await fitAndAsk(
    kind,
    train,
    [...known, ...unknown].map(({ query }) => query),
    (scores) => lists.push(topIndices(scores, LONGEST_LIST)),
    context,
  );
  const ofKnown = measuresOf(lists.slice(0, known.length), known, cold);
  const ofUnknown = measuresOf(lists.slice(known.length), unknown, cold);
  return {
    model: kind.name,
    ...timing,
    ...ofKnown,
    newShoppers: unknown.length === 0 ? null : { ...meansOf(ofUnknown), ...ofUnknown.whole },
  };
}

function measuresOf(
  lists: readonly number[][],
  cases: readonly TestCase[],
  cold: Uint8Array,
): Pick<MeasuredInTime, 'values' | 'whole'> {
  const each = (of: (ranked: readonly number[], targets: ReadonlySet<number>) => number): Float64Array =>
    Float64Array.from(cases, ({ targets }, index) => of(lists[index], targets));
  const values = new Map([
    ['recall@20', each((ranked, targets) => recallAt(ranked, targets, 20))],
    ['ndcg@20', each((ranked, targets) => ndcgAt(ranked, targets, 20))],
    ['map@12', each((ranked, targets) => averagePrecisionAt(ranked, targets, 12))],
    ['hr@20', each((ranked, targets) => hitRateAt(ranked, targets, 20))],
  ]);
  let coldTargets = 0;
  let coldFound = 0;
  for (const [index, { targets }] of cases.entries()) {
    const coldOnes = new Set([...targets].filter((item) => cold[item] === 1));
    coldTargets += coldOnes.size;
    coldFound += lists[index].filter((item) => coldOnes.has(item)).length;
  }
  return {
    values,
    whole: {
      'coverage@20': coverageAt(lists, cold.length, 20),
      'cold-recall@20': coldTargets === 0 ? 0 : coldFound / coldTargets,
    },
  };
}

function inTime(measured: MeasuredInTime, random: Random): TimeSplitResult {
  const { model, metrics, ...result } = resultOf(measured, random);
  return { model, metrics: { ...metrics, ...measured.whole }, ...result, newShoppers: measured.newShoppers };
}

function describeSplit(split: TimeSplit, testFrom: number, testUntil?: number): TimeSplitReport['split'] {
  const targetCount = (cases: readonly TestCase[]): number =>
    cases.reduce((sum, { targets }) => sum + targets.size, 0);
  const isCold = (item: number): boolean => split.cold[item] === 1;
  return {
    testFrom: new Date(testFrom).toISOString(),
    testUntil: testUntil === undefined ? null : new Date(testUntil).toISOString(),
    items: split.cold.length,
    coldItems: split.cold.reduce((sum, cold) => sum + cold, 0),
    trainEvents: split.train.events.count,
    users: split.known.length,
    targets: targetCount(split.known),
    coldTargets: split.known.reduce((sum, { targets }) => sum + [...targets].filter(isCold).length, 0),
    newShoppers: split.unknown.length,
    newShopperTargets: targetCount(split.unknown),
  };
}
