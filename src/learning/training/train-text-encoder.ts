import type { Item } from '../../core/contracts/item.ts';
import { DaogouError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import type { ModalityVectors } from '../../models/content-vectors.ts';
import { PieceVocabulary } from '../../perception/encoders/text/piece-vocabulary.ts';
import { SequenceEncoder } from '../../perception/encoders/text/sequence-encoder.ts';
import { sequenceNetwork, type SequenceKind } from '../../perception/encoders/text/sequence-network.ts';
import { Graph, type Tensor, type TypedArray } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { relu } from '../../tensor/ops/activation.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { l2Normalise } from '../../tensor/ops/normalise.ts';
import { split } from '../../tensor/ops/shape.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer, type Trainer } from '../../tensor/trainer.ts';
import { labelTasks, type LabelTask } from './content-labels.ts';
import { textsOf, TextViews } from './train-text-views.ts';

export interface TextEncoderTraining {
  readonly kind: SequenceKind;
  readonly items: readonly Item[];
  readonly random: Random;
  readonly progress: Progress;
  /** Vectors of the items' pictures: a text is then drawn to its own picture's, into one space with it. */
  readonly images?: ModalityVectors;
  /** Of the vectors; default that of `images`, or 64. */
  readonly width?: number;
  /** Pieces read of a text at most; default 64, and fewer where the texts are shorter. */
  readonly longest?: number;
  /** Items in a step; default 64. */
  readonly batch?: number;
  /** Default: 15 rounds over the catalogue, between 400 and 800. */
  readonly steps?: number;
  /** Share of the default steps to take, in (0, 1]; default 1. */
  readonly effort?: number;
  /** Default 1. */
  readonly threads?: number;
}

/** Every item is read so often in a step, in as many views. */
const VIEWS = 2;
const TEMPERATURE = 0.1;
/**
 * Highest learning rate: measured on the embedded shop, where a third of the GRU's found half as much in as many
 * steps, and twice as much no more.
 */
const PEAK = { gru: 6e-3, transformer: 3e-3 } as const satisfies Record<SequenceKind, number>;

/**
 * Trains a GRU or a small Transformer on the catalogue alone: a text must tell its item's categories and attributes,
 * one text of an item (its title, its description, either language) must be nearer to another of the same item than
 * to those of others, and to its picture where there are vectors of pictures (InfoNCE, van den Oord et al., 2018;
 * Radford et al., 2021). The pieces of words are learned from the same texts. Blocks its thread.
 *
 * @throws not-enough-data for fewer than two items with a text.
 */
export async function trainTextEncoder(training: TextEncoderTraining): Promise<SequenceEncoder> {
  const { images, items, kind, progress, random } = training;
  const vocabulary = PieceVocabulary.learn(items.flatMap(textsOf));
  const views = new TextViews(items, vocabulary, training.longest ?? 64);
  const readable = [...items.keys()].filter((item) => !views.isEmpty(item));
  if (readable.length < 2) throw tooFew(readable.length);
  const rows = training.batch ?? 64;
  const usual = Math.min(800, Math.max(400, Math.ceil((15 * readable.length) / rows)));
  const steps = training.steps ?? Math.ceil(usual * (training.effort ?? 1));
  const width = images?.width ?? training.width ?? 64;
  const contrastWeight = readable.reduce((sum, item) => sum + views.weight(item), 0) / readable.length;
  const network: Network = {
    kind,
    batch: rows,
    contrastWeight,
    width,
    pieces: vocabulary.pieces.length,
    longest: views.longest,
  };
  const parameters = new ParameterStore(random.fork('parameters'));
  const tasks = labelTasks(items);
  const schedule = warmUpCosine({
    peak: PEAK[kind],
    warmUpSteps: Math.min(30, steps),
    totalSteps: steps,
    floor: 1e-4,
  });
  const trainer = await buildTrainer(
    parameters,
    network,
    tasks,
    images !== undefined,
    schedule,
    training.threads ?? 1,
  );
  const batch = new TextBatch(rows, tasks, views, images);
  const draws = random.fork('batches');
  const step = progress.start('Learning to read', steps);
  let order: number[] = [];
  for (let i = 0; i < steps; i++) {
    if (order.length < rows) order = draws.shuffle(readable);
    const chosen = Array.from({ length: rows }, () => order.pop() ?? draws.pick(readable));
    const { loss } = await trainer.step(batch.write(chosen, draws));
    step.advance();
    if (i % 20 === 0) step.note(`loss ${loss.toFixed(3)}`);
  }
  step.done();
  await trainer.release();
  return SequenceEncoder.fromParameters(kind, vocabulary, parameters, network);
}

interface Network {
  readonly kind: SequenceKind;
  readonly batch: number;
  /** Of the contrast between texts, against 1 for the labels. */
  readonly contrastWeight: number;
  readonly pieces: number;
  readonly width: number;
  readonly longest: number;
}

function buildTrainer(
  parameters: ParameterStore,
  network: Network,
  tasks: readonly LabelTask[],
  hasImages: boolean,
  schedule: (step: number) => number,
  threads: number,
): Promise<Trainer> {
  const { batch, contrastWeight } = network;
  const rows = VIEWS * batch;
  const graph = new Graph();
  const ids = graph.input('ids', [rows, network.longest], 'int32');
  const mask = graph.input('mask', [rows, network.longest]);
  const text = sequenceNetwork(graph, parameters, ids, mask, network); // (rows, width)
  const unit = l2Normalise(text);
  const [first, second] = split(unit, 0, [batch, batch]);
  const losses = tasks.map(({ classes, name }) => {
    const logits = linearLayer(graph, parameters, `label.${name}`, relu(text), classes);
    const weights = graph.input(`weights ${name}`, [rows]);
    const loss = crossEntropy(logits, graph.input(`labels ${name}`, [rows], 'int64'), { weights });
    return scale(loss, 1 / tasks.length);
  });
  losses.push(scale(contrast(graph, first, second, graph.input('weights views', [batch])), contrastWeight));
  if (hasImages) {
    const images = graph.input('images', [batch, network.width]);
    const weights = graph.input('weights images', [batch]);
    losses.push(contrast(graph, first, images, weights));
  }
  return createTrainer({
    graph,
    loss: losses.reduce((sum, loss) => add(sum, loss)),
    parameters,
    optimiser: adam({ learningRate: schedule, weightDecay: 1e-4, clipNorm: 5 }),
    threads,
  });
}

/** InfoNCE in both directions: each row of one side finds its own of the other among the batch's. */
function contrast(graph: Graph, a: Tensor, b: Tensor, weights: Tensor): Tensor {
  const [batch] = a.shape;
  const own = graph.constant(
    BigInt64Array.from({ length: batch }, (_, row) => BigInt(row)),
    [batch],
  );
  const towards = (from: Tensor, to: Tensor): Tensor => {
    const logits = scale(matmul(from, to, { transposeB: true }), 1 / TEMPERATURE); // (batch, batch)
    return crossEntropy(logits, own, { weights });
  };
  return scale(add(towards(a, b), towards(b, a)), 0.5);
}

/** Fills the numbers of one training step, in arrays that are made once. */
class TextBatch {
  readonly #items: number;
  readonly #tasks: readonly LabelTask[];
  readonly #views: TextViews;
  readonly #images: ModalityVectors | undefined;
  readonly #feeds: Record<string, TypedArray> & { readonly ids: Int32Array; readonly mask: Float32Array };

  constructor(
    items: number,
    tasks: readonly LabelTask[],
    views: TextViews,
    images: ModalityVectors | undefined,
  ) {
    const rows = VIEWS * items;
    this.#items = items;
    this.#tasks = tasks;
    this.#views = views;
    this.#images = images;
    this.#feeds = {
      ids: new Int32Array(rows * views.longest),
      mask: new Float32Array(rows * views.longest),
      'weights views': new Float32Array(items),
    };
    for (const { name } of tasks) {
      this.#feeds[`labels ${name}`] = new BigInt64Array(rows);
      this.#feeds[`weights ${name}`] = new Float32Array(rows);
    }
    if (!images) return;
    this.#feeds['images'] = new Float32Array(items * images.width);
    this.#feeds['weights images'] = new Float32Array(items);
  }

  write(items: readonly number[], random: Random): Record<string, TypedArray> {
    const feeds = this.#feeds;
    feeds.ids.fill(0);
    feeds.mask.fill(0);
    for (const [place, item] of items.entries()) {
      for (const [view, pieces] of this.#views.draw(item, random).entries()) {
        const row = view * this.#items + place;
        feeds.ids.set(pieces, row * this.#views.longest);
        feeds.mask.fill(1, row * this.#views.longest, row * this.#views.longest + pieces.length);
        for (const { labels, name } of this.#tasks) {
          feeds[`labels ${name}`][row] = BigInt(Math.max(0, labels[item]));
          feeds[`weights ${name}`][row] = labels[item] >= 0 ? 1 : 0;
        }
      }
      feeds['weights views'][place] = this.#views.weight(item);
      this.#writeImage(place, item);
    }
    return feeds;
  }

  #writeImage(place: number, item: number): void {
    if (!this.#images) return;
    const { present, vectors, width } = this.#images;
    const images = this.#feeds['images'] as Float32Array;
    images.set(vectors.subarray(item * width, (item + 1) * width), place * width);
    this.#feeds['weights images'][place] = present[item];
  }
}

function tooFew(found: number): DaogouError {
  return new DaogouError('not-enough-data', `${found} items have a text; a text encoder needs two at least`, {
    received: found,
    remedy: 'Import a catalogue with titles or descriptions.',
  });
}
