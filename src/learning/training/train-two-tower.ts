import type { Dataset } from '../../core/contracts/dataset.ts';
import { MODALITIES } from '../../core/contracts/modality.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import type { ContentVectors } from '../../models/content-vectors.ts';
import type { Fusion } from '../../models/fusion/fusion.ts';
import { attentionFusion } from '../../models/fusion/attention.ts';
import { itemTower } from '../../models/retrieval/two-tower/item-tower.ts';
import { DEFAULT_TWO_TOWER, type TwoTowerOptions } from '../../models/retrieval/two-tower/options.ts';
import { interestScores, shopperTower } from '../../models/retrieval/two-tower/shopper-tower.ts';
import { EXTRA_TOKENS } from '../../models/retrieval/two-tower/shopper-features.ts';
import { TwoTower, shopperOnnx } from '../../models/retrieval/two-tower/two-tower.ts';
import { Graph } from '../../tensor/graph.ts';
import { add } from '../../tensor/ops/arithmetic.ts';
import { gather, placeColumns } from '../../tensor/ops/gather.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { reshape } from '../../tensor/ops/shape.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer, type Trainer } from '../../tensor/trainer.ts';
import { ItemEvidenceSource } from './item-evidence.ts';
import { ItemSlots } from './item-slots.ts';
import { TwoTowerBatch } from './two-tower-batch.ts';
import { SampleSource } from './two-tower-samples.ts';

export interface TwoTowerTraining {
  readonly content: ContentVectors;
  readonly model?: TwoTowerOptions;
  readonly fusion?: Fusion;
  /** Times that the samples are gone through; default 3, and more where a small log would give under 800 steps. */
  readonly epochs?: number;
  /** Share of the default epochs to go through, in (0, 1], at least one epoch; default 1. */
  readonly effort?: number;
  /** Samples of one epoch at most. */
  readonly samplesPerEpoch?: number;
  /** Samples of one step; default 64, and 32 in a log of fewer than 20,000 deeds. */
  readonly batch?: number;
  /** Items drawn at random that a step computes beside those that its samples name. */
  readonly negatives?: number;
  readonly learningRate?: number;
  readonly threads?: number;
}

const DEFAULTS = {
  model: DEFAULT_TWO_TOWER,
  fusion: attentionFusion,
  samplesPerEpoch: 30_000,
  negatives: 512,
  learningRate: 2e-3,
  threads: 2,
};

/** Fewer deeds than this teach nothing; the blend then does without the network. */
const FEWEST_DEEDS = 50;
const FEWEST_STEPS = 800;
const SMALL_LOG = 20_000;

/**
 * Trains the two towers together with the embeddings of attributes and items. Pictures and texts enter as vectors
 * of their encoders. Blocks its thread.
 *
 * Throws `not-enough-data` where fewer than 50 purchases, carts, wishes and views are known.
 */
export async function trainTwoTower(
  dataset: Dataset,
  training: TwoTowerTraining,
  { random, progress }: FitContext,
): Promise<TwoTower> {
  const source = new SampleSource(dataset);
  const settings = settle(training, source.deeds.length);
  const { batch, epochs, model, stepsPerEpoch } = settings;
  const schedule = warmUpCosine({
    peak: settings.learningRate,
    warmUpSteps: 50,
    totalSteps: stepsPerEpoch * epochs,
    floor: settings.learningRate / 20,
  });
  const named = batch * (model.historyLength + 1);
  const popularity = source.popularity(dataset.items.length);
  const slots = new ItemSlots(dataset.items.length, named + settings.negatives, popularity, named);
  const evidence = new ItemEvidenceSource(dataset, settings.content, {
    width: model.width,
    slots: slots.items.length,
    learningRate: schedule,
    random: random.fork('evidence'),
  });
  const parameters = new ParameterStore(random.fork('parameters'));
  const trainer = await buildTrainer(parameters, evidence, slots, settings, schedule);
  const rows = new TwoTowerBatch(batch, model, slots, source, dataset);

  const step = progress.start('Training the shopping model', stepsPerEpoch * epochs);
  const draws = random.fork('batches');
  for (let epoch = 0; epoch < epochs; epoch++) {
    const deeds = source.epoch(draws, settings.samplesPerEpoch);
    let lossSum = 0;
    let steps = 0;
    for (let start = 0; start + batch <= deeds.length; start += batch, steps++) {
      const feeds = rows.write(deeds.slice(start, start + batch), draws);
      const { loss, gradients } = await trainer.step({ ...feeds, ...evidence.write(slots.items, draws) });
      evidence.learn(gradients);
      lossSum += loss;
      step.advance();
    }
    step.note(`loss ${(lossSum / Math.max(1, steps)).toFixed(3)}`);
  }
  step.done();
  await trainer.release();
  return finish(parameters, evidence, dataset, settings);
}

type Settings = ReturnType<typeof settle>;

/** What was asked for, with the rest fitted to the size of the log. */
function settle(training: TwoTowerTraining, deeds: number) {
  if (deeds < FEWEST_DEEDS) {
    throw new DaogouError('not-enough-data', `${deeds} deeds are too few to train a network on`, {
      received: deeds,
      remedy: `Import at least ${FEWEST_DEEDS} purchases, carts, wishes or views.`,
    });
  }
  const settings = { ...DEFAULTS, ...training };
  // A log shorter than a batch is one batch: left as it is, it would give no step at all.
  const batch = Math.min(training.batch ?? (deeds < SMALL_LOG ? 32 : 64), deeds);
  const stepsPerEpoch = Math.max(1, Math.floor(Math.min(deeds, settings.samplesPerEpoch) / batch));
  const usual = Math.max(3, Math.ceil(FEWEST_STEPS / stepsPerEpoch));
  const epochs = training.epochs ?? Math.ceil(usual * (training.effort ?? 1));
  return { ...settings, batch, stepsPerEpoch, epochs };
}

function buildTrainer(
  parameters: ParameterStore,
  evidence: ItemEvidenceSource,
  slots: ItemSlots,
  settings: Settings,
  schedule: (step: number) => number,
): Promise<Trainer> {
  const { batch, model } = settings;
  const { historyLength, temperature, width } = model;
  const graph = new Graph();
  const inputs = evidence.declare(graph, slots.items.length);
  const mask = graph.input('item mask', [slots.items.length, MODALITIES.length]);
  const items = itemTower(graph, parameters, inputs, mask, { width, fusion: settings.fusion });
  const historySlots = graph.input('history slots', [batch * historyLength], 'int64');
  const shoppers = shopperTower(
    graph,
    parameters,
    {
      history: reshape(gather(items.vectors, historySlots), [batch, historyLength, width]),
      types: graph.input('types', [batch * historyLength], 'int64'),
      ages: graph.input('ages', [batch * historyLength], 'int64'),
      purchases: graph.input('purchases', [batch * historyLength], 'int64'),
      scenes: graph.input('scenes', [batch], 'int64'),
      mask: graph.input('history mask', [batch, historyLength + EXTRA_TOKENS]),
    },
    model,
  );
  const affinity = interestScores(shoppers, items.vectors, temperature); // (batch, slots)
  const places = reshape(historySlots, [batch, historyLength]);
  const returns = placeColumns(shoppers.returns, places, slots.items.length); // (batch, slots)
  const appeal = reshape(items.appeal, [1, slots.items.length]);
  const correction = graph.input('correction', [1, slots.items.length]);
  const logits = add(add(add(affinity, returns), appeal), correction);
  const loss = crossEntropy(logits, graph.input('targets', [batch], 'int64'), {
    weights: graph.input('weights', [batch]),
  });
  return createTrainer({
    graph,
    loss,
    parameters,
    optimiser: adam({ learningRate: schedule, clipNorm: 5, weightDecay: 0.03 }),
    extraGradients: [inputs.attributes, inputs.behaviour],
    threads: settings.threads,
  });
}

/** Computes every item's vector once more, without dropout, and wraps everything for serving. */
async function finish(
  parameters: ParameterStore,
  evidence: ItemEvidenceSource,
  dataset: Dataset,
  { fusion, model }: Settings,
): Promise<TwoTower> {
  const items = await evidence.encodeAll(parameters, { width: model.width, fusion });
  return TwoTower.fromParts({
    options: model,
    itemIds: dataset.items.map(({ id }) => id),
    ...items,
    shopperOnnx: shopperOnnx(parameters, model),
  });
}
