import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import type { ProgressStep } from '../../core/progress.ts';
import { itemSequences } from '../../models/retrieval/item-sequences.ts';
import { FULL_ATTENTION, type SequenceShape } from '../../models/retrieval/sequence/options.ts';
import { SequenceModel, servingSize } from '../../models/retrieval/sequence/sequence-model.ts';
import { servingGraph } from '../../models/retrieval/sequence/serving-graph.ts';
import { fit } from '../../tensor/fit.ts';
import { warmUpCosine, type Schedule } from '../../tensor/optimisers/schedule.ts';
import { SequenceBatches, batchesPerEpoch, type BatchSize } from './sequence-batches.ts';
import { openJudge, type SequenceJudge } from './sequence-judge.ts';
import { sequenceSamples, targetCount, type SequenceSamples } from './sequence-samples.ts';
import { openSequenceTrainer, type SequenceTrainer } from './sequence-trainer.ts';

export interface SequenceTraining {
  readonly shape?: SequenceShape;
  /** Times that all sequences are gone through; more where a small log would give under `fewestSteps`. Default 14. */
  readonly epochs?: number;
  /** Steps at least, for small logs. Default 200. */
  readonly fewestSteps?: number;
  /** Steps at most, for large logs. Default 6,000. */
  readonly mostSteps?: number;
  /** Rows of a batch of attention, each of the shape's length; a recurrent reader takes 8 times as many. Default 16. */
  readonly rows?: number;
  /** Learning rate after the warm-up of 100 steps; it falls to a tenth in half a cosine. Default 2e-3. */
  readonly learningRate?: number;
  /** Share of each target that is spread over all items. Default 0.1. */
  readonly smoothing?: number;
  /** Rates of dropout. Default: 0.3 of what goes in, 0.2 of what each layer adds. */
  readonly dropout?: { readonly input: number; readonly residual: number };
  /** Shoppers whose last step chooses the epoch, a tenth of all at most; with 0, the last epoch stands. Default 2,000. */
  readonly heldOut?: number;
  /** Threads of the training session. Default 2. */
  readonly threads?: number;
}

const DEFAULTS = {
  shape: FULL_ATTENTION,
  epochs: 14,
  fewestSteps: 200,
  mostSteps: 6_000,
  rows: 16,
  learningRate: 2e-3,
  smoothing: 0.1,
  dropout: { input: 0.3, residual: 0.2 },
  heldOut: 2_000,
  threads: 2,
} as const satisfies Required<SequenceTraining>;

/** The training of the published SASRec with the full softmax in place of sampled negatives. */
export const PLAIN_TRAINING = {
  rows: 32,
  epochs: 30,
  learningRate: 1e-3,
  smoothing: 0,
  dropout: { input: 0.5, residual: 0.5 },
} as const satisfies SequenceTraining;

/** Fewer steps after others than this teach nothing. */
const FEWEST_TARGETS = 50;
const WARM_UP = 100;
/** Fewer held-out shoppers than this choose at random. */
const FEWEST_JUDGES = 50;
/** A recurrent reader takes one sequence a row, and most are short. */
const ROWS_OF_GRU = 8;

type Settings = Required<SequenceTraining>;

/**
 * Trains a network to tell each step of each shopper from the steps before it, by the softmax over all items
 * (Kang and McAuley, 2018, with the loss of Klenitskiy and Vasilev, 2023). Blocks its thread.
 *
 * @throws not-enough-data where fewer than 50 steps follow others.
 */
export async function trainSequence(
  name: string,
  dataset: Dataset,
  training: SequenceTraining,
  { random, progress }: FitContext,
): Promise<SequenceModel> {
  const settings = { ...DEFAULTS, ...training };
  const { shape, heldOut, threads } = settings;
  const { items } = dataset;
  const sequences = itemSequences(dataset.events);
  const samples = sequenceSamples(sequences, {
    length: shape.length,
    heldOut,
    random: random.fork('held out'),
  });
  checkEnough(samples);
  const size = batchSize(samples, settings);
  const batches = (label: string): SequenceBatches =>
    new SequenceBatches(sequences, samples.segments, size, shape, random.fork(label));
  const perEpoch = batchesPerEpoch(batches('counting'));
  const steps = Math.min(settings.mostSteps, Math.max(settings.fewestSteps, perEpoch * settings.epochs));
  const learningRate = scheduleOf(settings.learningRate, steps);
  const trainer = await openSequenceTrainer({ ...settings, items, size, learningRate, random });
  const { store, table } = trainer;
  const judge =
    samples.heldOut.length < FEWEST_JUDGES
      ? undefined
      : await openJudge(samples.heldOut, store, table, shape, items.length, threads);
  const step = progress.start(`Training ${name}`, steps);
  await runSteps(trainer, batches('batches'), judge, { steps, perEpoch }, step);
  step.done();
  await trainer.release();
  await judge?.release();
  table.compose();
  return SequenceModel.fromParts({
    name,
    shape,
    table: table.vectors,
    popularity: countItems(sequences.items, items.length),
    onnx: servingGraph(store, shape, items.length, servingSize(shape)).toOnnx({ frozen: store.frozen() }),
  });
}

function scheduleOf(peak: number, steps: number): Schedule {
  const warmUpSteps = Math.min(WARM_UP, Math.floor(steps / 10));
  return warmUpCosine({ peak, warmUpSteps, totalSteps: steps, floor: peak / 10 });
}

async function runSteps(
  trainer: SequenceTrainer,
  batches: SequenceBatches,
  judge: SequenceJudge | undefined,
  { steps, perEpoch }: { steps: number; perEpoch: number },
  bar: ProgressStep,
): Promise<void> {
  const { store, table } = trainer;
  let taken = 0;
  await fit({
    steps,
    batch: () => batches.next(),
    train: (batch) => {
      taken++;
      return trainer.step(batch);
    },
    ...(judge && {
      validation: {
        every: perEpoch,
        // The best epoch lies near the end of the schedule: the first half is not worth the time to measure it.
        measure: async () => (taken < steps / 2 ? Number.NaN : judge.measure()),
        restoreBest: { store, table },
      },
    }),
    onProgress({ step: at, loss, validation }) {
      if (validation === undefined) bar.advance();
      else if (validation < 0) bar.note(`held-out gain ${(-validation).toFixed(4)}`);
      if (validation === undefined && at % 50 === 0) bar.note(`loss ${loss.toFixed(3)}`);
    },
  });
}

function checkEnough({ segments }: SequenceSamples): void {
  const targets = targetCount(segments);
  if (targets >= FEWEST_TARGETS) return;
  throw new DaogouError(
    'not-enough-data',
    `${targets} steps after others are too few to learn an order from`,
    {
      received: targets,
      remedy: `Import shoppers with at least ${FEWEST_TARGETS} deeds after their first.`,
    },
  );
}

/** A log that is smaller than a batch gets smaller batches. */
function batchSize({ segments }: SequenceSamples, { rows, shape }: Settings): BatchSize {
  const most = Math.min(rows, Math.ceil(targetCount(segments) / shape.length));
  if (shape.reader === 'attention') return { rows: most, targets: most * shape.length };
  return { rows: Math.min(segments.length, ROWS_OF_GRU * rows), targets: rows * shape.length };
}

function countItems(items: Int32Array, count: number): Float32Array {
  const counts = new Float32Array(count);
  for (const item of items) counts[item]++;
  return counts;
}
