import type { FitContext } from '../../core/contracts/recommender.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { compareWithBest, type Comparison } from './compare-models.ts';
import {
  baselinesOf,
  fitAndAsk,
  resultOf,
  type Measured,
  type MeasuredKind,
  type MeasuringOptions,
  type ModelResult,
} from './measure-model.ts';
import { hitAtPlace, placeOf, reciprocalRankAtPlace } from './place.ts';
import { splitSessions, type SessionsCut, type SessionsPart, type SessionsSplit } from './sessions-data.ts';

export interface SessionsOptions extends MeasuringOptions {
  /** Default `test`. */
  readonly part?: SessionsPart;
  /** Where the test begins. Default: a day before the last event. */
  readonly cut?: SessionsCut;
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

/** The metrics are means over all steps in [0, 1]: `recall@k` and `mrr@k` for k of 5, 10 and 20. Whole sessions are drawn. */
export type SessionsResult = ModelResult;

const DEPTHS = [5, 10, 20];

/**
 * The next click within a session, as session-rec measures it (Ludewig and Jannach, 2018): at each step of each test
 * session, the item clicked next is looked for among all items that the training knows. Recall@k is the share of steps
 * at which it is among the first k, MRR@k the mean of 1/place, 0 behind k. Ties count against the model (see `placeOf`).
 */
export async function evaluateSessions(options: SessionsOptions): Promise<SessionsReport> {
  const { dataset, part = 'test', cut, seed, progress = silentProgress } = options;
  const split = splitSessions(dataset, part, cut);
  const random = createRandom(`sessions/${seed}`);
  const measured: Measured[] = [];
  for (const kind of options.kinds) measured.push(await measure(kind, split, { random, progress }));
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
    results: measured.map((one) => resultOf(one, random)),
    comparison: compareWithBest(measured, baselinesOf(options), random.fork('comparison')),
  };
}

async function measure(kind: MeasuredKind, split: SessionsSplit, context: FitContext): Promise<Measured> {
  const { train, steps, unknown } = split;
  const places = new Int32Array(steps.length);
  const timing = await fitAndAsk(
    kind,
    train,
    steps.map(({ query }) => query),
    (scores, index) => (places[index] = placeOf(scores, steps[index].target, unknown)),
    context,
  );
  const each = (of: (place: number) => number): Float64Array => Float64Array.from(places, of);
  return {
    model: kind.name,
    ...timing,
    values: new Map(
      DEPTHS.flatMap((k) => [
        [`recall@${k}`, each((place) => hitAtPlace(place, k))],
        [`mrr@${k}`, each((place) => reciprocalRankAtPlace(place, k))],
      ]),
    ),
    groupOf: Int32Array.from(steps, ({ session }) => session),
  };
}
