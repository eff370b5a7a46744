import type { Dataset } from '../../core/contracts/dataset.ts';
import { MODALITIES, type Modality } from '../../core/contracts/modality.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import type { ContentVectors } from '../../models/content-vectors.ts';
import type { Fusion } from '../../models/fusion/fusion.ts';
import { DEFAULT_FUSION, fusionNamed, type FusionName } from '../../models/fusion/named.ts';
import { distinctiveEvidence } from '../../models/retrieval/two-tower/distinctive-evidence.ts';
import { ItemLikeness } from '../../models/retrieval/two-tower/item-likeness.ts';
import { itemTower } from '../../models/retrieval/two-tower/item-tower.ts';
import { DEFAULT_TWO_TOWER, type TwoTowerOptions } from '../../models/retrieval/two-tower/options.ts';
import { interestScores, shopperTower } from '../../models/retrieval/two-tower/shopper-tower.ts';
import { EXTRA_TOKENS } from '../../models/retrieval/two-tower/shopper-features.ts';
import { shopperOnnx } from '../../models/retrieval/two-tower/serving-graphs.ts';
import { TwoTower } from '../../models/retrieval/two-tower/two-tower.ts';
import { Graph } from '../../tensor/graph.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
import { gather, placeColumns } from '../../tensor/ops/gather.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { reshape } from '../../tensor/ops/shape.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer, type Trainer } from '../../tensor/trainer.ts';
import { ItemEvidenceSource, isTable } from './item-evidence.ts';
import { ItemSlots } from './item-slots.ts';
import { alignmentLoss, checkAlignment } from './modality-alignment.ts';
import { TwoTowerBatch } from './two-tower-batch.ts';
import { SampleSource } from './two-tower-samples.ts';

export interface TwoTowerTraining {
  readonly content: ContentVectors;
  readonly model?: TwoTowerOptions;
  /** How an item's modalities become one vector; default `DEFAULT_FUSION`. docs/guide/fusion.md compares them. */
  readonly fusion?: FusionName;
  /** What is read of items; default: all. A single one shows what it is worth alone. */
  readonly modalities?: readonly Modality[];
  /** How often each modality is hidden, in [0, 1], but never an item's last; default: behaviour .6, the others .15. */
  readonly modalityDropout?: Readonly<Partial<Record<Modality, number>>>;
  /** Weight of the loss by which an item's picture must be near its own text (see modality-alignment.ts); default 0. */
  readonly alignment?: number;
  /** Times that the samples are gone through; default 3, and more where a small log would give under 800 steps. */
  readonly epochs?: number;
  /** Share of the default steps to take, in (0, 1]; default 1. */
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
  fusion: DEFAULT_FUSION,
  modalities: MODALITIES as readonly Modality[],
  modalityDropout: { image: 0.15, text: 0.15, attributes: 0.15, behaviour: 0.6 } as Readonly<
    Partial<Record<Modality, number>>
  >,
  alignment: 0,
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
 * Throws `not-enough-data` where fewer than 50 purchases, carts, wishes and views are known, and `invalid-input` for
 * an unknown fusion, no modalities, or an alignment of what is not there.
 */
export async function trainTwoTower(
  dataset: Dataset,
  training: TwoTowerTraining,
  { random, progress }: FitContext,
): Promise<TwoTower> {
  const source = new SampleSource(dataset);
  const settings = settle(training, source.deeds.length);
  const { batch, epochs, model, modalities, stepsPerEpoch } = settings;
  const fusion = fusionNamed(settings.fusion, random.fork('fusion'));
  const schedule = warmUpCosine({
    peak: settings.learningRate,
    warmUpSteps: 50,
    totalSteps: stepsPerEpoch * epochs,
    floor: settings.learningRate / 20,
  });
  const named = batch * (model.historyLength + 1);
  const popularity = source.popularity(dataset.items.length);
  const forSale = [...dataset.items.keys()].filter((item) => !dataset.items[item].retired);
  const slots = new ItemSlots(dataset.items.length, named + settings.negatives, popularity, named, forSale);
  const evidence = new ItemEvidenceSource(dataset, settings.content, {
    width: model.width,
    slots: slots.items.length,
    learningRate: schedule,
    random: random.fork('evidence'),
    modalities,
    hidden: settings.modalityDropout,
  });
  const parameters = new ParameterStore(random.fork('parameters'));
  const likeness =
    fusion.attend &&
    new ItemLikeness(
      distinctiveEvidence(dataset.items, settings.content, modalities, random.fork('distinctive')),
    );
  const trainer = await buildTrainer(parameters, evidence, slots, { ...settings, fusion }, schedule);
  const rows = new TwoTowerBatch(batch, model, slots, source, dataset, likeness);

  const step = progress.start('Training the shopping model', stepsPerEpoch * epochs);
  const draws = random.fork('batches');
  for (let epoch = 0; epoch < epochs; epoch++) {
    const deeds = source.epoch(draws, settings.samplesPerEpoch).slice(0, stepsPerEpoch * batch);
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
  // Every item's vector once more, without dropout.
  const items = await evidence.encodeAll(parameters, { width: model.width, fusion });
  const options = { ...model, width: items.vectors.length / dataset.items.length };
  return TwoTower.fromParts({
    options,
    fusion: settings.fusion,
    modalities,
    itemIds: dataset.items.map(({ id }) => id),
    ...(likeness && { likeness: likeness.parts }),
    ...items,
    shopperOnnx: shopperOnnx(parameters, options, { attend: fusion.attend, modalities: modalities.length }),
  });
}

type Settings = Omit<ReturnType<typeof settle>, 'fusion'> & { readonly fusion: Fusion };

/** What was asked for, with the rest fitted to the size of the log. */
function settle(training: TwoTowerTraining, deeds: number) {
  if (deeds < FEWEST_DEEDS) {
    throw new DaogouError('not-enough-data', `${deeds} deeds are too few to train a network on`, {
      received: deeds,
      remedy: `Import at least ${FEWEST_DEEDS} purchases, carts, wishes or views.`,
    });
  }
  const settings = { ...DEFAULTS, ...training };
  const modalities = MODALITIES.filter((modality) => settings.modalities.includes(modality));
  if (modalities.length === 0) {
    throw new DaogouError('invalid-input', 'The network has no modality to read', {
      received: settings.modalities,
      remedy: `Name at least one of ${MODALITIES.join(', ')}, or leave them out for all.`,
    });
  }
  checkAlignment(settings.alignment, modalities, settings.fusion);
  // A log shorter than a batch is one batch: left as it is, it would give no step at all.
  const batch = Math.min(training.batch ?? (deeds < SMALL_LOG ? 32 : 64), deeds);
  const wholeEpoch = Math.max(1, Math.floor(Math.min(deeds, settings.samplesPerEpoch) / batch));
  const usual = Math.max(3, Math.ceil(FEWEST_STEPS / wholeEpoch)) * (training.effort ?? 1);
  const epochs = training.epochs ?? Math.ceil(usual);
  // Less than one epoch is the beginning of one.
  const stepsPerEpoch = training.epochs || usual >= 1 ? wholeEpoch : Math.ceil(usual * wholeEpoch);
  return { ...settings, modalities, batch, stepsPerEpoch, epochs };
}

function buildTrainer(
  parameters: ParameterStore,
  evidence: ItemEvidenceSource,
  slots: ItemSlots,
  settings: Settings,
  schedule: (step: number) => number,
): Promise<Trainer> {
  const { alignment, batch, fusion, modalities, model } = settings;
  const { historyLength, temperature } = model;
  const graph = new Graph();
  const inputs = evidence.declare(graph, slots.items.length);
  const mask = graph.input('item mask', [slots.items.length, modalities.length]);
  const items = itemTower(graph, parameters, inputs, mask, { width: model.width, fusion });
  const width = items.vectors.shape[1];
  const historySlots = graph.input('history slots', [batch * historyLength], 'int64');
  const history = gather(items.vectors, historySlots); // (batch × historyLength, width)
  const shoppers = shopperTower(
    graph,
    parameters,
    {
      history: reshape(history, [batch, historyLength, width]),
      ...(fusion.attend && { likeness: graph.input('likeness', [batch, modalities.length + 1]) }),
      types: graph.input('types', [batch * historyLength], 'int64'),
      ages: graph.input('ages', [batch * historyLength], 'int64'),
      purchases: graph.input('purchases', [batch * historyLength], 'int64'),
      scenes: graph.input('scenes', [batch], 'int64'),
      mask: graph.input('history mask', [batch, historyLength + EXTRA_TOKENS]),
    },
    { attend: fusion.attend },
  );
  const affinity = interestScores(shoppers, items.vectors, temperature); // (batch, slots)
  const places = reshape(historySlots, [batch, historyLength]);
  const returns = placeColumns(shoppers.returns, places, slots.items.length); // (batch, slots)
  const appeal = reshape(items.appeal, [1, slots.items.length]);
  const correction = graph.input('correction', [1, slots.items.length]);
  const logits = add(add(add(affinity, returns), appeal), correction);
  const ranking = crossEntropy(logits, graph.input('targets', [batch], 'int64'), {
    weights: graph.input('weights', [batch]),
  });
  const loss =
    alignment === 0 ? ranking : add(ranking, scale(alignmentLoss(items.fusedFrom, mask), alignment));
  return createTrainer({
    graph,
    loss,
    parameters,
    optimiser: adam({ learningRate: schedule, clipNorm: 5, weightDecay: 0.03 }),
    extraGradients: [...inputs].filter(([modality]) => isTable(modality)).map(([, input]) => input),
    threads: settings.threads,
  });
}
