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
import { hitAtPlace, placeOf, reciprocalRankAtPlace } from './place.ts';
import { splitSessions, type SessionsCut, type SessionsPart, type SessionsSplit } from './sessions-data.ts';

export interface SessionsOptions {
  readonly dataset: Dataset;
  /** Default `test`. */
  readonly part?: SessionsPart;
  /** Where the test begins. Default: a day before the last event. */
  readonly cut?: SessionsCut;
  /** Whatever can be fitted; the one named `default` is compared with those of `baselines`. */
  readonly kinds: readonly Pick<RecommenderKind, 'name' | 'fit'>[];
  /** Default: every kind but `default` and `neural`. */
  readonly baselines?: readonly string[];
  readonly seed: number;
  readonly progress?: Progress;
}

export interface SessionsReport {
  readonly dataset: string;
  readonly protocol: 'sessions';
  readonly split: {
    readonly part: SessionsPart;
    /** Sessions that end at or after this moment (ISO 8601 in UTC) are asked about. */
    readonly from: string;
    readonly trainEvents: number;
    /** Items that the training knows, all of which are ranked. */
    readonly items: number;
    readonly sessions: number;
    readonly steps: number;
  };
  readonly results: readonly SessionsResult[];
  /** `default` less the best baseline of each metric, paired by step; null where there is no `default`. */
  readonly comparison: Comparison | null;
}

export interface SessionsResult {
  readonly model: string;
  /** Means over all steps in [0, 1]: `recall@k` and `mrr@k` for k of 5, 10 and 20. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
  /** 95 % bootstrap intervals; whole sessions are drawn. */
  readonly intervals: Readonly<Record<string, Interval>>;
}

const DEPTHS = [5, 10, 20];
const BATCH = 128;

/**
 * The next click within a session, as session-rec measures it (Ludewig and Jannach, 2018): at each step of each test
 * session, the item clicked next is looked for among all items that the training knows. Recall@k is the share of steps
 * at which it is among the first k, MRR@k the mean of 1/place, 0 behind k. Ties count against the model (see `placeOf`).
 */
export async function evaluateSessions(options: SessionsOptions): Promise<SessionsReport> {
  const { dataset, part = 'test', cut, kinds, seed, progress = silentProgress } = options;
  const split = splitSessions(dataset, part, cut);
  const random = createRandom(`sessions/${seed}`);
  const measured: Measured[] = [];
  for (const kind of kinds) measured.push(await measure(kind, split, random, progress));
  const baselines = options.baselines ?? kinds.map(({ name }) => name).filter(isBaseline);
  return {
    dataset: dataset.source,
    protocol: 'sessions',
    split: {
      part,
      from: new Date(split.from).toISOString(),
      trainEvents: split.train.events.count,
      items: split.unknown.reduce((sum, unknown) => sum + 1 - unknown, 0),
      sessions: split.sessions,
      steps: split.steps.length,
    },
    results: measured.map((one) => ({
      model: one.model,
      metrics: meansOf(one),
      trainSeconds: one.trainSeconds,
      scoreSeconds: one.scoreSeconds,
      intervals: intervalsOf(one, random.fork('intervals')),
    })),
    comparison: compareWithBest(measured, baselines, random.fork('comparison')),
  };
}

interface Measured extends ModelValues {
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
}

async function measure(
  kind: Pick<RecommenderKind, 'name' | 'fit'>,
  split: SessionsSplit,
  random: Random,
  progress: Progress,
): Promise<Measured> {
  const started = performance.now();
  const recommender = await kind.fit(split.train, { random: random.fork(kind.name), progress });
  const fitted = performance.now();
  const places = await placesOf(recommender, split, progress);
  const each = (of: (place: number) => number): Float64Array => Float64Array.from(places, of);
  return {
    model: kind.name,
    trainSeconds: (fitted - started) / 1000,
    scoreSeconds: (performance.now() - fitted) / 1000,
    values: new Map(
      DEPTHS.flatMap((k) => [
        [`recall@${k}`, each((place) => hitAtPlace(place, k))],
        [`mrr@${k}`, each((place) => reciprocalRankAtPlace(place, k))],
      ]),
    ),
    groupOf: Int32Array.from(split.steps, ({ session }) => session),
  };
}

async function placesOf(
  recommender: Recommender,
  { steps, unknown }: SessionsSplit,
  progress: Progress,
): Promise<Int32Array> {
  const step = progress.start(`Testing ${recommender.name}`, steps.length);
  const places = new Int32Array(steps.length);
  for (let from = 0; from < steps.length; from += BATCH) {
    const batch = steps.slice(from, from + BATCH);
    const scores = await recommender.score(batch.map(({ query }) => query));
    for (const [index, { target }] of batch.entries()) {
      places[from + index] = placeOf(scores[index], target, unknown);
    }
    step.advance(batch.length);
  }
  step.done();
  return places;
}
