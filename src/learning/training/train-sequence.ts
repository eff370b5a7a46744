import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import { itemFacts } from '../../models/retrieval/item-facts.ts';
import { itemSequences } from '../../models/retrieval/item-sequences.ts';
import { FULL_ATTENTION, type SequenceShape } from '../../models/retrieval/sequence/options.ts';
import { SequenceModel, servingSize } from '../../models/retrieval/sequence/sequence-model.ts';
import { sequenceNetwork, type SequenceDropout } from '../../models/retrieval/sequence/sequence-network.ts';
import { servingGraph } from '../../models/retrieval/sequence/serving-graph.ts';
import { fit } from '../../tensor/fit.ts';
import { Graph } from '../../tensor/graph.ts';
import { gather } from '../../tensor/ops/gather.ts';
import { dropout } from '../../tensor/ops/dropout.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { sizeOf } from '../../tensor/shapes.ts';
import { createTrainer, type Feeds, type Trainer } from '../../tensor/trainer.ts';
import { DropoutMasks } from './dropout-masks.ts';
import { fullSoftmax } from './full-softmax.ts';
import { SequenceBatches, batchesPerEpoch, type BatchSize } from './sequence-batches.ts';
import { SequenceItemTable } from './sequence-item-table.ts';
import { openJudge } from './sequence-judge.ts';
import { sequenceSamples, targetCount, type SequenceSamples } from './sequence-samples.ts';

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
  const { shape } = settings;
  const sequences = itemSequences(dataset.events);
  const samples = sequenceSamples(sequences, {
    length: shape.length,
    heldOut: settings.heldOut,
    random: random.fork('held out'),
  });
  checkEnough(samples);
  const size = batchSize(samples, settings);
  const batches = (label: string): SequenceBatches =>
    new SequenceBatches(sequences, samples.segments, size, shape, random.fork(label));
  const perEpoch = batchesPerEpoch(batches('counting'));
  const steps = Math.min(settings.mostSteps, Math.max(settings.fewestSteps, perEpoch * settings.epochs));
  const warmUpSteps = Math.min(WARM_UP, Math.floor(steps / 10));
  const floor = settings.learningRate / 10;
  const learningRate = warmUpCosine({ peak: settings.learningRate, warmUpSteps, totalSteps: steps, floor });
  const store = new ParameterStore(random.fork('parameters'));
  const table = new SequenceItemTable({
    items: dataset.items.length,
    width: shape.width,
    facts: shape.facts ? itemFacts(dataset.items) : undefined,
    normalised: shape.temperature !== null,
    random: random.fork('table'),
  });
  const { trainer, masks } = await openTrainer(
    dataset.items.length,
    store,
    size,
    settings,
    learningRate,
    random,
  );
  const tableOptimiser = adam({ learningRate });
  const source = batches('batches');
  const judge =
    samples.heldOut.length < FEWEST_JUDGES
      ? undefined
      : await openJudge(samples.heldOut, store, table, shape, dataset.items.length, settings.threads);
  let taken = 0;
  const bar = progress.start(`Training ${name}`, steps);
  await fit({
    steps,
    batch: () => ({ ...source.next(), ...masks() }),
    async train(feeds: Feeds) {
      table.compose();
      const { loss, gradients } = await trainer.step({ ...feeds, table: table.vectors });
      table.learn(gradients.table, tableOptimiser);
      taken++;
      return loss;
    },
    ...(judge && {
      validation: {
        every: perEpoch,
        // The best epoch lies near the end of the schedule: the first half is not worth the time to measure it.
        measure: async () => (taken < steps / 2 ? Number.NaN : judge.measure()),
        restoreBest: { store, table },
      },
    }),
    onProgress({ step, loss, validation }) {
      if (validation === undefined) bar.advance();
      else if (validation < 0) bar.note(`held-out gain ${(-validation).toFixed(4)}`);
      if (step % 50 === 0) bar.note(`loss ${loss.toFixed(3)}`);
    },
  });
  bar.done();
  await trainer.release();
  await judge?.release();
  table.compose();
  return SequenceModel.fromParts({
    name,
    shape,
    table: table.vectors,
    popularity: countItems(sequences.items, dataset.items.length),
    onnx: servingGraph(store, shape, dataset.items.length, servingSize(shape)).toOnnx({
      frozen: store.frozen(),
    }),
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

async function openTrainer(
  items: number,
  store: ParameterStore,
  size: BatchSize,
  { shape, smoothing, threads, dropout: rates }: Settings,
  learningRate: (step: number) => number,
  random: Random,
): Promise<{ trainer: Trainer; masks: () => Feeds }> {
  const graph = new Graph();
  const dropped: { name: string; length: number; masks: DropoutMasks }[] = [];
  const longest = size.rows * shape.length * shape.width;
  const pools = {
    input: new DropoutMasks(rates.input, longest, random.fork('dropout of inputs')),
    residual: new DropoutMasks(rates.residual, longest, random.fork('dropout of layers')),
  };
  const drop: SequenceDropout = (x, where) => {
    if (rates[where] === 0) return x;
    const name = `dropout ${dropped.length}`;
    dropped.push({ name, length: sizeOf(x.shape), masks: pools[where] });
    return dropout(x, graph.input(name, x.shape));
  };
  const table = graph.input('table', [items, shape.width], 'float32', { gradient: true });
  const { states } = sequenceNetwork(graph, store, table, size.rows, shape, drop);
  const told =
    shape.reader === 'attention' ? states : gather(states, graph.input('places', [size.targets], 'int32'));
  const loss = fullSoftmax(told, table, graph.input('targets', [size.targets], 'int32'), {
    temperature: shape.temperature ?? 1,
    smoothing,
    weights: graph.input('weights', [size.targets]),
  });
  const trainer = await createTrainer({
    graph,
    loss,
    parameters: store,
    optimiser: adam({ learningRate }),
    extraGradients: [table],
    threads,
  });
  return {
    trainer,
    masks: () => Object.fromEntries(dropped.map(({ name, length, masks }) => [name, masks.draw(length)])),
  };
}

function countItems(items: Int32Array, count: number): Float32Array {
  const counts = new Float32Array(count);
  for (const item of items) counts[item]++;
  return counts;
}
