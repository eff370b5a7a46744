import type { Dataset } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress, type Progress, type ProgressStep } from '../../core/progress.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { compareWithBest, intervalsOf, isBaseline, mean, type Comparison } from './compare-models.ts';
import type { Interval } from './intervals.ts';
import { averagePrecisionAt, coverageAt, hitRateAt, ndcgAt, recallAt } from './metrics.ts';
import { splitByTime, type TestCase, type TimeSplit } from './time-split-data.ts';

export interface TimeSplitOptions {
  readonly dataset: Dataset;
  /** First moment of the test period, in milliseconds since 1970 in UTC. */
  readonly testFrom: number;
  /** First moment after the test period. Default: the end of the data. */
  readonly testUntil?: number;
  /** Whatever can be fitted; the one named `default` is compared with those of `baselines`. */
  readonly kinds: readonly Pick<RecommenderKind, 'name' | 'fit'>[];
  /** Default: every kind but `default` and `neural`. */
  readonly baselines?: readonly string[];
  readonly seed: number;
  readonly progress?: Progress;
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

export interface TimeSplitResult {
  readonly model: string;
  /** Means over the known users; coverage and cold recall over all of them together. Each in [0, 1]. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
  /** 95 % bootstrap intervals over users of the metrics that are means. */
  readonly intervals: Readonly<Record<string, Interval>>;
  /** The same means over shoppers without a past; null where there are none. */
  readonly newShoppers: Readonly<Record<string, number>> | null;
}

interface Measured {
  readonly model: string;
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
  readonly known: Measures;
  readonly unknown: Measures;
}

/** Per-shopper values of each averaged metric; coverage and the share of cold targets found are of the whole crowd. */
interface Measures {
  readonly perShopper: ReadonlyMap<string, Float64Array>;
  readonly whole: Readonly<Record<string, number>>;
}

const LONGEST_LIST = 20;
/** Queries scored at once: bounds the memory of 12,000 scores each. */
const BATCH = 64;

/**
 * The honest test of a recommender (Ji et al., 2023, on leakage): fitted on what was known before a date, asked at
 * that date about everybody who then bought, ranking every item of the catalogue. Nothing of the test period is
 * read: not its events, nor dates of sale, stock or prices that only it could have told (see `datasetAsOf`). Items
 * launched later are ranked and can be targets, without their date, so that nothing marks them as new. A target is
 * cold when nobody had bought it before the date.
 */
export async function evaluateTimeSplit(options: TimeSplitOptions): Promise<TimeSplitReport> {
  const { dataset, testFrom, testUntil, kinds, seed, progress = silentProgress } = options;
  const split = splitByTime(dataset, testFrom, testUntil);
  const random = createRandom(`time-split/${seed}`);
  const measured: Measured[] = [];
  for (const kind of kinds) measured.push(await measure(kind, split, random, progress));
  const baselines = options.baselines ?? kinds.map(({ name }) => name).filter(isBaseline);
  const values = measured.map(({ model, known }) => ({ model, values: known.perShopper }));
  return {
    dataset: dataset.source,
    protocol: 'time-split',
    split: describeSplit(split, testFrom, testUntil),
    results: measured.map((one) => resultOf(one, split, random.fork('intervals'))),
    comparison: compareWithBest(values, baselines, random.fork('comparison')),
  };
}

async function measure(
  kind: Pick<RecommenderKind, 'name' | 'fit'>,
  split: TimeSplit,
  random: Random,
  progress: Progress,
): Promise<Measured> {
  const started = performance.now();
  const recommender = await kind.fit(split.train, { random: random.fork(kind.name), progress });
  const fitted = performance.now();
  const step = progress.start(`Testing ${kind.name}`, split.known.length + split.unknown.length);
  const known = await measureCases(recommender, split.known, split.cold, step);
  const unknown = await measureCases(recommender, split.unknown, split.cold, step);
  step.done();
  const scored = performance.now();
  return {
    model: kind.name,
    trainSeconds: (fitted - started) / 1000,
    scoreSeconds: (scored - fitted) / 1000,
    known,
    unknown,
  };
}

async function measureCases(
  recommender: Recommender,
  cases: readonly TestCase[],
  cold: Uint8Array,
  step: ProgressStep,
): Promise<Measures> {
  const lists: number[][] = [];
  for (let from = 0; from < cases.length; from += BATCH) {
    const batch = cases.slice(from, from + BATCH);
    const scores = await recommender.score(batch.map(({ query }) => query));
    for (const row of scores) lists.push(topIndices(row, LONGEST_LIST));
    step.advance(batch.length);
  }
  const each = (of: (ranked: readonly number[], targets: ReadonlySet<number>) => number): Float64Array =>
    Float64Array.from(cases, ({ targets }, index) => of(lists[index], targets));
  const perShopper = new Map([
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
    perShopper,
    whole: {
      'coverage@20': coverageAt(lists, cold.length, 20),
      'cold-recall@20': coldTargets === 0 ? 0 : coldFound / coldTargets,
    },
  };
}

function meansOf({ perShopper, whole }: Measures): Record<string, number> {
  const means: Record<string, number> = {};
  for (const [metric, values] of perShopper) means[metric] = mean(values);
  return { ...means, ...whole };
}

function resultOf(measured: Measured, split: TimeSplit, random: Random): TimeSplitResult {
  return {
    model: measured.model,
    metrics: meansOf(measured.known),
    trainSeconds: measured.trainSeconds,
    scoreSeconds: measured.scoreSeconds,
    // The same draws for every model, so that equal lists have equal intervals.
    intervals: intervalsOf({ values: measured.known.perShopper }, random),
    newShoppers: split.unknown.length === 0 ? null : meansOf(measured.unknown),
  };
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
