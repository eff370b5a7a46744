import type { FitContext } from '../../core/contracts/recommender.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { samplesAt, type ActionSamples } from '../../models/actions/action-model.ts';
import { decide } from '../../models/actions/decision-weights.ts';
import type { NextActionModel } from '../../models/actions/next-action-model.ts';
import { TransitionActionModel } from '../../models/actions/transition-action-model.ts';
import { bootstrapInterval, type Interval } from './intervals.ts';
import { confusionIntervals, confusionOf, scoresOf, type ToldMoments } from './next-action-metrics.ts';

export interface SessionScreensOptions {
  readonly dataset: string;
  /** Moments of sessions, each with a screen told three times, as `describeMoments` writes them. */
  readonly samples: ActionSamples;
  /** The same moments of the same sessions, where the screens were read from pictures; null for none. */
  readonly pixels: ActionSamples | null;
  readonly fit: (train: ActionSamples, context: FitContext) => Promise<NextActionModel<string>>;
  /** Parts of the shoppers, each of which is the test once; default 5. */
  readonly folds?: number;
  readonly seed: number;
  readonly progress?: Progress;
}

/** What one model was told of a moment. */
const TELLINGS = ['events', 'both', 'screen'] as const;
type Telling = (typeof TELLINGS)[number];

export interface SessionScreensResult {
  /** `default` is told events and screen. */
  readonly model: string;
  /** `accuracy`, `macro-f1` and `f1:ACTION` of the named action, and `log-loss` in nats. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly intervals: Readonly<Record<string, Interval>>;
  readonly trainSeconds: number;
}

export interface ScreenGains {
  readonly moments: number;
  readonly shoppers: number;
  readonly results: readonly SessionScreensResult[];
  /**
   * By `METRIC over BASELINE`: `default` less the baseline, of log-loss the other way round, so that more than 0 is a
   * gain. 95 %, over shoppers drawn with replacement, paired by moment.
   */
  readonly comparison: Readonly<Record<string, Interval & { readonly baseline: string }>>;
}

export interface SessionScreensReport extends ScreenGains {
  readonly dataset: string;
  readonly protocol: 'next-action-screens';
  readonly split: {
    readonly folds: number;
    readonly shoppers: number;
    readonly moments: number;
    /** How often each action came. */
    readonly actions: Readonly<Record<string, number>>;
  };
  /** On the moments with a picture: what was read from it in place of what the page told. */
  readonly pixels: ScreenGains | null;
}

interface ScreenMoment {
  readonly rows: Readonly<Record<Telling, number>>;
  readonly truth: number;
  readonly group: number;
}

type Answers = Record<string, Answer>;
interface Answer {
  /** By number of the moment. */
  readonly logs: Map<number, Float32Array>;
  readonly named: Map<number, number>;
  seconds: number;
}

/**
 * What a screen adds to the events, and the events to a screen: one model is trained on moments told with both, without
 * the screen and without the events; each fold's shoppers, whom their model has not seen, are asked about in the same
 * three ways. `events-own` is a model that never saw a screen, so that a loss from learning both counts, too.
 */
export async function evaluateSessionScreens(options: SessionScreensOptions): Promise<SessionScreensReport> {
  const { dataset, samples, pixels, folds = 5, seed } = options;
  const moments = momentsOf(samples);
  const seen = pixels && momentsOf(pixels);
  const answers = await askAll(options, moments, seen, folds);
  const random = createRandom(`session-screens/${seed}/intervals`);
  const all = [...moments.keys()];
  const report = gains(answers, all, moments, samples.actions, random.fork('all'), [
    'default',
    'events',
    'screen',
    'events-own',
    'trigram',
  ]);
  return {
    dataset,
    protocol: 'next-action-screens',
    split: {
      folds,
      shoppers: report.shoppers,
      moments: report.moments,
      actions: Object.fromEntries(
        samples.actions.map((action, own) => [
          action,
          [...moments.values()].filter(({ truth }) => truth === own).length,
        ]),
      ),
    },
    ...report,
    pixels:
      seen &&
      gains(pixelAnswers(answers), [...seen.keys()], moments, samples.actions, random.fork('pixels'), [
        'default',
        'events',
        'screen',
        'both-dom',
        'screen-dom',
      ]),
  };
}

/** On moments with pictures, `default` is told what was read from them. */
function pixelAnswers(answers: Answers): Answers {
  return {
    default: answers['both-pixels'],
    events: answers['events'],
    screen: answers['screen-pixels'],
    'both-dom': answers['default'],
    'screen-dom': answers['screen'],
  };
}

/** The moments with a screen, by their number among all moments. */
function momentsOf({ count, rows, space, truth, groupOf }: ActionSamples): Map<number, ScreenMoment> {
  const [hasEvents, hasScreen] = ['has-events', 'has-screen'].map((name) => space.names.indexOf(name));
  const moments = new Map<number, ScreenMoment>();
  let number = -1;
  let known: Partial<Record<Telling, number>> = {};
  for (let row = 0; row < count; row++) {
    const isTold = (column: number): boolean => rows[row * space.width + column] > 0;
    const telling = !isTold(hasScreen) ? 'events' : isTold(hasEvents) ? 'both' : 'screen';
    if (telling === 'events') {
      number++;
      known = {};
    }
    known[telling] = row;
    const { events, both, screen } = known;
    if (events === undefined || both === undefined || screen === undefined) continue;
    moments.set(number, { rows: { events, both, screen }, truth: truth[row], group: groupOf[row] });
  }
  return moments;
}

async function askAll(
  { samples, pixels, fit, seed, progress = silentProgress }: SessionScreensOptions,
  moments: ReadonlyMap<number, ScreenMoment>,
  seen: ReadonlyMap<number, ScreenMoment> | null,
  folds: number,
): Promise<Answers> {
  const random = createRandom(`session-screens/${seed}`);
  const groups = random.fork('shoppers').shuffle([...new Set(samples.groupOf)]);
  const foldOf = new Map(groups.map((group, i) => [group, i % folds]));
  const names = ['default', 'events', 'screen', 'events-own', 'trigram', 'both-pixels', 'screen-pixels'];
  const answers: Answers = Object.fromEntries(
    names.map((name) => [name, { logs: new Map(), named: new Map(), seconds: 0 }]),
  );
  const eventRows = eventRowsOf(samples);
  const step = progress.start('Folds', folds);
  for (let fold = 0; fold < folds; fold++) {
    const context = { random: random.fork(`fold/${fold}`), progress };
    const isLearnt = (row: number): boolean => foldOf.get(samples.groupOf[row]) !== fold;
    const rows = Array.from(samples.groupOf, (_, row) => row).filter(isLearnt);
    const own = samplesAt(samples, eventRows.filter(isLearnt));
    const begun = performance.now();
    const model = await fit(samplesAt(samples, rows), context);
    const fitted = performance.now();
    const ownModel = await fit(own, context);
    const tested = [...moments].filter(([, { group }]) => foldOf.get(group) === fold);
    const photographed = [...(seen ?? [])].filter(([, { group }]) => foldOf.get(group) === fold);
    const asked: [name: string, model: Scorer, from: ActionSamples, of: typeof tested, telling: Telling][] = [
      ['default', model, samples, tested, 'both'],
      ['events', model, samples, tested, 'events'],
      ['screen', model, samples, tested, 'screen'],
      ['events-own', ownModel, samples, tested, 'events'],
      ['trigram', trigrams(own), samples, tested, 'events'],
    ];
    if (pixels) {
      asked.push(['both-pixels', model, pixels, photographed, 'both']);
      asked.push(['screen-pixels', model, pixels, photographed, 'screen']);
    }
    const grown = performance.now();
    for (const [name, ...question] of asked) await answer(answers[name], ...question);
    for (const name of ['default', 'events', 'screen']) answers[name].seconds += (fitted - begun) / 1_000;
    answers['events-own'].seconds += (grown - fitted) / 1_000;
    step.advance();
  }
  step.done();
  return answers;
}

function eventRowsOf({ rows, space, groupOf }: ActionSamples): number[] {
  const hasScreen = space.names.indexOf('has-screen');
  return Array.from(groupOf, (_, row) => row).filter((row) => rows[row * space.width + hasScreen] === 0);
}

interface Scorer {
  score(rows: Float32Array): Promise<Float32Array> | Float32Array;
  readonly judgement: { readonly weights: readonly number[] };
}

function trigrams(samples: ActionSamples): Scorer {
  const table = new TransitionActionModel(samples, 2);
  return { score: (rows) => table.score(rows), judgement: { weights: samples.actions.map(() => 1) } };
}

async function answer(
  { logs, named }: Answer,
  model: Scorer,
  samples: ActionSamples,
  asked: readonly (readonly [number, ScreenMoment])[],
  telling: Telling,
): Promise<void> {
  if (asked.length === 0) return;
  const told = samplesAt(
    samples,
    asked.map(([, { rows }]) => rows[telling]),
  );
  const scores = await model.score(told.rows);
  const classes = samples.actions.length;
  const probabilities = scores.map(Math.exp);
  for (const [place, [number]] of asked.entries()) {
    logs.set(number, scores.slice(place * classes, (place + 1) * classes));
    named.set(number, decide(probabilities, model.judgement.weights, place * classes));
  }
}

interface ToldWithLosses extends ToldMoments {
  /** −log P(what was true), one a moment, in nats. */
  readonly losses: Float64Array;
}

function gains(
  answers: Answers,
  numbers: readonly number[],
  moments: ReadonlyMap<number, ScreenMoment>,
  actions: readonly string[],
  random: Random,
  models: readonly string[],
): ScreenGains {
  const kept = numbers.flatMap((number) => {
    const moment = moments.get(number);
    return moment ? [{ number, ...moment }] : [];
  });
  const groups = [...new Set(kept.map(({ group }) => group))];
  const places = new Map(groups.map((group, place) => [group, place]));
  const told = (model: string): ToldWithLosses => {
    const { logs, named } = answers[model];
    const probabilities = new Float32Array(kept.length * actions.length);
    for (const [place, { number }] of kept.entries())
      probabilities.set(logs.get(number)?.map(Math.exp) ?? [], place * actions.length);
    return {
      classes: actions.length,
      probabilities,
      named: Int32Array.from(kept, ({ number }) => named.get(number) ?? 0),
      truth: Int32Array.from(kept, ({ truth }) => truth),
      groupOf: Int32Array.from(kept, ({ group }) => places.get(group) ?? 0),
      losses: Float64Array.from(kept, ({ number, truth }) => -(logs.get(number)?.[truth] ?? 0)),
    };
  };
  return {
    moments: kept.length,
    shoppers: groups.length,
    results: models.map((model) => resultOf(model, told(model), answers[model].seconds, actions, random)),
    comparison: gainsOver(
      told('default'),
      models.slice(1).map((baseline) => ({ baseline, other: told(baseline) })),
      random,
    ),
  };
}

function gainsOver(
  own: ToldWithLosses,
  others: readonly { readonly baseline: string; readonly other: ToldWithLosses }[],
  random: Random,
): ScreenGains['comparison'] {
  const comparison: Record<string, Interval & { baseline: string }> = {};
  for (const { baseline, other } of others) {
    const draw = random.fork(`over ${baseline}`);
    const named = confusionIntervals(
      [own, other],
      ([a, b]) => ({ accuracy: a.accuracy - b.accuracy, 'macro-f1': a.macroF1 - b.macroF1 }),
      draw,
    );
    const spared = other.losses.map((loss, i) => loss - own.losses[i]);
    const lost = bootstrapInterval(spared, draw, { groupOf: own.groupOf });
    for (const [metric, interval] of Object.entries({ ...named, 'log-loss': lost }))
      comparison[`${metric} over ${baseline}`] = { ...interval, baseline };
  }
  return comparison;
}

function resultOf(
  model: string,
  told: ToldWithLosses,
  trainSeconds: number,
  actions: readonly string[],
  random: Random,
): SessionScreensResult {
  const { accuracy, macroF1, f1 } = scoresOf(confusionOf(told), told.classes);
  const lost = bootstrapInterval(told.losses, random.fork(`log-loss ${model}`), { groupOf: told.groupOf });
  return {
    model,
    metrics: {
      accuracy,
      'macro-f1': macroF1,
      ...Object.fromEntries(actions.map((action, i) => [`f1:${action}`, f1[i]])),
      'log-loss': lost.mean,
    },
    intervals: {
      ...confusionIntervals(
        [told],
        ([one]) => ({ accuracy: one.accuracy, 'macro-f1': one.macroF1 }),
        random.fork(`intervals ${model}`),
      ),
      'log-loss': lost,
    },
    trainSeconds,
  };
}
