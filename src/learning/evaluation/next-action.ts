import type { FitContext } from '../../core/contracts/recommender.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { samplesAt, type ActionSamples } from '../../models/actions/action-model.ts';
import { decide } from '../../models/actions/decision-weights.ts';
import { logLoss } from '../../models/actions/log-probabilities.ts';
import type { FittedNextAction } from '../../models/actions/next-action-model.ts';
import { TransitionActionModel } from '../../models/actions/transition-action-model.ts';
import type { Interval } from './intervals.ts';
import {
  abstentionCurve,
  calibrationError,
  confusionIntervals,
  confusionOf,
  precisionRecall,
  scoresOf,
  type CurvePoint,
  type ToldMoments,
} from './next-action-metrics.ts';

export interface NextActionOptions {
  readonly dataset: string;
  readonly samples: ActionSamples;
  /** Trains on some of the samples, and chooses on them whatever there is to choose. */
  readonly fit: (train: ActionSamples, context: FitContext) => Promise<FittedNextAction<string>>;
  /** Parts of the shoppers, each of which is the test once; default 5. */
  readonly folds?: number;
  readonly seed: number;
  readonly progress?: Progress;
}

export interface NextActionResult {
  readonly model: string;
  /**
   * `accuracy` and `macro-f1` of the named action, `f1:ACTION`, `ap:ACTION` (average precision), `ece` (expected
   * calibration error, 15 bins) and `log-loss` in nats.
   */
  readonly metrics: Readonly<Record<string, number>>;
  /** 95 %, over shoppers drawn with replacement. */
  readonly intervals: Readonly<Record<string, Interval>>;
  readonly trainSeconds: number;
  readonly curves: Readonly<Record<string, readonly CurvePoint[]>>;
  readonly abstention: ReturnType<typeof abstentionCurve>;
}

export interface NextActionReport {
  readonly dataset: string;
  readonly protocol: 'next-action';
  readonly split: {
    readonly folds: number;
    readonly shoppers: number;
    readonly moments: number;
    /** How often each action came. */
    readonly actions: Readonly<Record<string, number>>;
  };
  readonly results: readonly NextActionResult[];
  /** `default` less trigrams, paired by shopper. */
  readonly comparison: Readonly<Record<string, Interval & { readonly baseline: string }>>;
}

const MODELS = ['default', 'neural', 'trees', 'habits', 'trigram', 'bigram', 'majority'] as const;
type ModelName = (typeof MODELS)[number];
type Told = Record<ModelName, { told: ToldMoments; seconds: number }>;

/** Actions whose curves are told: what shops earn by. */
const CURVES = ['purchase', 'add_to_cart'];
const BASELINE = 'trigram';

/**
 * The kind of the next action, from what went before it in the visit: shoppers are dealt into folds, each fold is asked
 * about once by models that saw none of its shoppers, and all answers are counted together. Mixing, calibration, early
 * stopping and the weights of rare actions are chosen on shoppers of the training side alone.
 */
export async function evaluateNextAction(options: NextActionOptions): Promise<NextActionReport> {
  const { dataset, samples, folds = 5, seed } = options;
  const told = await askAll(options, folds);
  const random = createRandom(`next-action/${seed}/intervals`);
  return {
    dataset,
    protocol: 'next-action',
    split: {
      folds,
      shoppers: new Set(samples.groupOf).size,
      moments: samples.count,
      actions: Object.fromEntries(
        samples.actions.map((action, own) => [action, samples.truth.filter((one) => one === own).length]),
      ),
    },
    results: MODELS.map((model) => resultOf(model, told[model], samples.actions, random.fork('models'))),
    comparison: Object.fromEntries(
      Object.entries(
        confusionIntervals(
          [told.default.told, told[BASELINE].told],
          ([own, other]) => ({
            accuracy: own.accuracy - other.accuracy,
            'macro-f1': own.macroF1 - other.macroF1,
          }),
          random.fork('comparison'),
        ),
      ).map(([metric, interval]) => [metric, { ...interval, baseline: BASELINE }]),
    ),
  };
}

async function askAll(
  { samples, seed, fit, progress = silentProgress }: NextActionOptions,
  folds: number,
): Promise<Told> {
  const random = createRandom(`next-action/${seed}`);
  const groups = random.fork('shoppers').shuffle([...new Set(samples.groupOf)]);
  const foldOf = new Map(groups.map((group, i) => [group, i % folds]));
  const told = Object.fromEntries(
    MODELS.map((model) => [model, { told: untold(samples), seconds: 0 }]),
  ) as Told;
  const step = progress.start('Folds', folds);
  for (let fold = 0; fold < folds; fold++) {
    const rows = Array.from(samples.groupOf, (_, row) => row);
    const asked = rows.filter((row) => foldOf.get(samples.groupOf[row]) === fold);
    const train = samplesAt(
      samples,
      rows.filter((row) => foldOf.get(samples.groupOf[row]) !== fold),
    );
    const test = samplesAt(samples, asked);
    const context = { random: random.fork(`fold/${fold}`), progress };
    const begun = performance.now();
    const fitted = await fit(train, context);
    const seconds = (performance.now() - begun) / 1_000;
    for (const model of ['default', 'neural', 'trees', 'habits'] as const) {
      const logs = await fitted[model].score(test.rows);
      write(told[model].told, asked, logs, fitted[model].judgement.weights);
      told[model].seconds += seconds;
    }
    const equal = samples.actions.map(() => 1);
    for (const [order, model] of (['majority', 'bigram', 'trigram'] as const).entries()) {
      const table = new TransitionActionModel(train, order as 0 | 1 | 2);
      write(told[model].told, asked, table.score(test.rows), equal);
    }
    step.advance();
    const { named, truth } = told.default.told;
    const done = rows.filter((row) => (foldOf.get(samples.groupOf[row]) ?? 0) <= fold);
    const soFar = {
      ...told.default.told,
      named: Int32Array.from(done, (row) => named[row]),
      truth: Int32Array.from(done, (row) => truth[row]),
    };
    const { accuracy, macroF1 } = scoresOf(confusionOf(soFar), soFar.classes);
    step.note(`so far: accuracy ${accuracy.toFixed(3)}, macro-F1 ${macroF1.toFixed(3)}`);
  }
  step.done();
  return told;
}

function untold({ actions, count, groupOf, truth }: ActionSamples): ToldMoments {
  const classes = actions.length;
  return {
    classes,
    probabilities: new Float32Array(count * classes),
    named: new Int32Array(count),
    truth,
    groupOf,
  };
}

function write(
  told: ToldMoments,
  rows: readonly number[],
  logs: Float32Array,
  weights: readonly number[],
): void {
  const { classes } = told;
  const probabilities = logs.map(Math.exp);
  for (const [place, row] of rows.entries()) {
    told.probabilities.set(probabilities.subarray(place * classes, (place + 1) * classes), row * classes);
    told.named[row] = decide(probabilities, weights, place * classes);
  }
}

function resultOf(
  model: ModelName,
  { told, seconds }: Told[ModelName],
  actions: readonly string[],
  random: ReturnType<typeof createRandom>,
): NextActionResult {
  const { accuracy, macroF1, f1 } = scoresOf(confusionOf(told), told.classes);
  const curves: Record<string, readonly CurvePoint[]> = {};
  const metrics: Record<string, number> = { accuracy, 'macro-f1': macroF1 };
  for (const [own, action] of actions.entries()) {
    metrics[`f1:${action}`] = f1[own];
    if (!CURVES.includes(action)) continue;
    const found = precisionRecall(told, own);
    if (!found) continue;
    metrics[`ap:${action}`] = found.averagePrecision;
    curves[action] = found.curve;
  }
  metrics.ece = calibrationError(told);
  metrics['log-loss'] = logLoss(
    told.probabilities.map((probability) => Math.log(Math.max(1e-12, probability))),
    told.truth,
    told.classes,
  );
  return {
    model,
    metrics,
    intervals: confusionIntervals(
      [told],
      ([own]) => ({ accuracy: own.accuracy, 'macro-f1': own.macroF1 }),
      random,
    ),
    trainSeconds: seconds,
    curves,
    abstention: abstentionCurve(told),
  };
}
