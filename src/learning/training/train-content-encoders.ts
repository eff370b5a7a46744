import type { Item } from '../../core/contracts/item.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import type { ContentVectors, ModalityVectors } from '../../models/content-vectors.ts';
import { CnnEncoder } from '../../perception/encoders/image/cnn-encoder.ts';
import { PICTURE_SIDE } from '../../perception/encoders/image/small-cnn.ts';
import { VectorAdapter } from '../../perception/encoders/image/vector-adapter.ts';
import {
  createPieceTable,
  joinBags,
  PIECE_WIDTH,
  SubwordBagEncoder,
  subwordProjection,
} from '../../perception/encoders/text/subword-bag.ts';
import { subwordIds } from '../../perception/encoders/text/subwords.ts';
import { Graph, type Tensor, type TypedArray } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { relu } from '../../tensor/ops/activation.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { l2Normalise } from '../../tensor/ops/normalise.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { sparseAdam } from '../../tensor/optimisers/sparse-adam.ts';
import type { EmbeddingTable } from '../../tensor/embedding-table.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { sizeOf } from '../../tensor/shapes.ts';
import { createTrainer, type Trainer } from '../../tensor/trainer.ts';
import { labelTasks, type LabelTask } from './content-labels.ts';
import { seenPixels, seenVectors, type PictureSide } from './picture-side.ts';

export interface CatalogueTraining {
  readonly items: readonly Item[];
  readonly random: Random;
  readonly progress: Progress;
  /** Steps of 64 items; default: 12 rounds over the catalogue, between 160 and 450. */
  readonly steps?: number;
  /** Share of the default steps to take, in (0, 1]; default 1. */
  readonly effort?: number;
  readonly threads?: number;
}

export interface ContentTraining extends CatalogueTraining {
  /** One an item, as `decodePicture` gives it; undefined where there is no picture. */
  readonly pictures: readonly (Uint8Array | undefined)[];
}

export interface AdapterTraining extends CatalogueTraining {
  /** What an encoder that was trained elsewhere saw in each item's picture. */
  readonly image: ModalityVectors;
}

export interface ContentEncoders {
  readonly image: CnnEncoder;
  readonly text: SubwordBagEncoder;
  readonly vectors: ContentVectors;
}

export interface ContentAdapters {
  readonly image: VectorAdapter;
  readonly text: SubwordBagEncoder;
  readonly vectors: ContentVectors;
}

const BATCH = 64;
const WIDTH = 64;
const PIXELS = 3 * PICTURE_SIDE * PICTURE_SIDE;
/** Softness of the contrast between pictures and texts (as in CLIP, Radford et al., 2021, where it is learned). */
const CONTRAST_TEMPERATURE = 0.1;
const CONTRAST_WEIGHT = 0.3;

/** The words of an item that its text vector is made of. */
export function itemText(item: Item): string {
  const { title, description } = item;
  return [title.en, title.zh, description.en, description.zh].filter(Boolean).join('\n');
}

/**
 * Trains the picture and the text encoder on the catalogue alone: each must tell an item's categories and
 * attributes, and a picture must be near its own text and far from others (Radford et al., 2021). Blocks its
 * thread. Items without a picture teach the text only, and the other way round.
 */
export async function trainContentEncoders(training: ContentTraining): Promise<ContentEncoders> {
  const { items, pictures } = training;
  const { parameters, table } = await learnContent(seenPixels(pictures, WIDTH), training);
  const image = await CnnEncoder.fromParameters(parameters, WIDTH);
  const text = await SubwordBagEncoder.fromParameters(table, parameters, WIDTH);
  return { image, text, vectors: await encodeContent(items, pictures, image, text) };
}

/**
 * As `trainContentEncoders`, for pictures that are vectors already: a small network turns what the encoder knows of
 * pictures in general into what tells this shop's items apart. It takes a fraction of the time.
 */
export async function trainContentAdapters(training: AdapterTraining): Promise<ContentAdapters> {
  const { items, image: seen } = training;
  const { parameters, table } = await learnContent(seenVectors(seen, WIDTH), training);
  const image = await VectorAdapter.fromParameters(parameters, seen.width, WIDTH);
  const text = await SubwordBagEncoder.fromParameters(table, parameters, WIDTH);
  const vectors = { image: await adaptVectors(seen, image), text: await encodeTexts(items, text) };
  return { image, text, vectors };
}

/** What a trained adapter makes of an encoder's vectors; a picture that is missing stays missing. */
export async function adaptVectors(seen: ModalityVectors, adapter: VectorAdapter): Promise<ModalityVectors> {
  const vectors = await adapter.adapt(seen.vectors);
  for (const [item, there] of seen.present.entries()) {
    if (!there) vectors.fill(0, item * adapter.width, (item + 1) * adapter.width);
  }
  return { width: adapter.width, vectors, present: seen.present };
}

/** Every item's text as a vector. */
export async function encodeTexts(items: readonly Item[], text: SubwordBagEncoder): Promise<ModalityVectors> {
  const texts = items.map(itemText);
  return {
    width: text.width,
    vectors: await text.encode(texts),
    present: Uint8Array.from(texts, (words) => (subwordIds(words).length > 0 ? 1 : 0)),
  };
}

async function learnContent(
  pictures: PictureSide,
  training: CatalogueTraining,
): Promise<{ parameters: ParameterStore; table: EmbeddingTable }> {
  const { items, progress, random } = training;
  const tasks = labelTasks(items);
  const texts = items.map((item) => subwordIds(itemText(item)));
  // What is no longer sold has neither picture nor text to learn from, as a rule.
  const taught = [...items.keys()].filter((item) => !items[item].retired);
  const usual = Math.min(450, Math.max(160, Math.ceil((12 * taught.length) / BATCH)));
  const steps = training.steps ?? Math.ceil(usual * (training.effort ?? 1));
  const schedule = warmUpCosine({ peak: 2e-3, warmUpSteps: 30, totalSteps: steps, floor: 1e-4 });
  const parameters = new ParameterStore(random.fork('parameters'));
  const table = createPieceTable(random.fork('pieces'));
  const tableOptimiser = sparseAdam(table, { learningRate: (step) => 3 * schedule(step) });
  const trainer = await buildTrainer(parameters, pictures, tasks, schedule, training.threads ?? 2);
  const batch = new ContentBatch(tasks, pictures, texts);

  const step = progress.start('Learning to see and read', steps);
  const draws = random.fork('batches');
  let order: number[] = [];
  for (let i = 0; i < steps; i++) {
    if (order.length < BATCH) order = draws.shuffle(taught);
    const chosen = Array.from({ length: BATCH }, () => order.pop() ?? taught[draws.integer(taught.length)]);
    const feeds = batch.write(chosen, draws);
    const bags = joinBags(chosen.map((item) => texts[item]));
    const { loss, gradients } = await trainer.step({ ...feeds, bags: table.bag(bags.ids, bags.offsets) });
    tableOptimiser.accumulateBag(bags.ids, bags.offsets, gradients['bags']);
    tableOptimiser.step();
    step.advance();
    if (i % 20 === 0) step.note(`loss ${loss.toFixed(3)}`);
  }
  step.done();
  await trainer.release();
  return { parameters, table };
}

/** Every item's picture and text as vectors. */
export async function encodeContent(
  items: readonly Item[],
  pictures: readonly (Uint8Array | undefined)[],
  image: CnnEncoder,
  text: SubwordBagEncoder,
): Promise<ContentVectors> {
  const withPicture = [...pictures.keys()].filter((item) => pictures[item] !== undefined);
  const encoded = await image.encode(withPicture.map((item) => pictures[item] ?? new Uint8Array(PIXELS)));
  const vectors = new Float32Array(items.length * image.width);
  const present = new Uint8Array(items.length);
  for (const [row, item] of withPicture.entries()) {
    vectors.set(encoded.subarray(row * image.width, (row + 1) * image.width), item * image.width);
    present[item] = 1;
  }
  return { image: { width: image.width, vectors, present }, text: await encodeTexts(items, text) };
}

function buildTrainer(
  parameters: ParameterStore,
  pictures: PictureSide,
  tasks: readonly LabelTask[],
  schedule: (step: number) => number,
  threads: number,
): Promise<Trainer> {
  const graph = new Graph();
  const bags = graph.input('bags', [BATCH, PIECE_WIDTH], 'float32', { gradient: true });
  const image = pictures.build(graph, parameters, graph.input('pictures', [BATCH, ...pictures.shape]));
  const text = subwordProjection(graph, parameters, bags, WIDTH);
  const losses = tasks.flatMap((task) =>
    (['image', 'text'] as const).map((side) => {
      const features = relu(side === 'image' ? image : text);
      const logits = linearLayer(graph, parameters, `${side}.${task.name}`, features, task.classes);
      return scale(labelLoss(graph, logits, `${side} of ${task.name}`, task.name), 1 / tasks.length);
    }),
  );
  losses.push(scale(contrast(graph, image, text), CONTRAST_WEIGHT));
  return createTrainer({
    graph,
    loss: losses.reduce((sum, loss) => add(sum, loss)),
    parameters,
    optimiser: adam({ learningRate: schedule, weightDecay: 1e-4, clipNorm: 5 }),
    extraGradients: [bags],
    threads,
  });
}

/** The labels of a task are one input for both sides; each side has weights of its own. */
function labelLoss(graph: Graph, logits: Tensor, weightName: string, task: string): Tensor {
  const labels = graph.inputs.get(`labels ${task}`) ?? graph.input(`labels ${task}`, [BATCH], 'int64');
  return crossEntropy(logits, labels, { weights: graph.input(`weights ${weightName}`, [BATCH]) });
}

/** InfoNCE in both directions (van den Oord et al., 2018): each picture finds its text among the batch's. */
function contrast(graph: Graph, image: Tensor, text: Tensor): Tensor {
  const similarity = matmul(l2Normalise(image), l2Normalise(text), { transposeB: true }); // (batch, batch)
  const towardsText = scale(similarity, 1 / CONTRAST_TEMPERATURE);
  const towardsImage = scale(
    matmul(l2Normalise(text), l2Normalise(image), { transposeB: true }),
    1 / CONTRAST_TEMPERATURE,
  );
  const own = graph.constant(
    BigInt64Array.from({ length: BATCH }, (_, row) => BigInt(row)),
    [BATCH],
  );
  const weights = graph.input('weights of pairs', [BATCH]);
  const losses = [towardsText, towardsImage].map((logits) => crossEntropy(logits, own, { weights }));
  return scale(add(losses[0], losses[1]), 0.5);
}

/** Fills the numbers of one training step, in arrays that are made once. */
class ContentBatch {
  private readonly tasks: readonly LabelTask[];
  private readonly pictures: PictureSide;
  private readonly texts: readonly Int32Array[];
  private readonly feeds: Record<string, TypedArray>;

  constructor(tasks: readonly LabelTask[], pictures: PictureSide, texts: readonly Int32Array[]) {
    this.tasks = tasks;
    this.pictures = pictures;
    this.texts = texts;
    const size = BATCH * sizeOf(pictures.shape);
    this.feeds = { pictures: new Float32Array(size), 'weights of pairs': new Float32Array(BATCH) };
    for (const { name } of tasks) {
      this.feeds[`labels ${name}`] = new BigInt64Array(BATCH);
      this.feeds[`weights image of ${name}`] = new Float32Array(BATCH);
      this.feeds[`weights text of ${name}`] = new Float32Array(BATCH);
    }
  }

  write(items: readonly number[], random: Random): Record<string, TypedArray> {
    const { feeds, pictures, tasks, texts } = this;
    const width = sizeOf(pictures.shape);
    const seen = feeds['pictures'] as Float32Array;
    for (const [row, item] of items.entries()) {
      const picture = pictures.write(item, random, seen.subarray(row * width, (row + 1) * width));
      const hasText = texts[item].length > 0;
      feeds['weights of pairs'][row] = picture && hasText ? 1 : 0;
      for (const { name, labels } of tasks) {
        const known = labels[item] >= 0;
        feeds[`labels ${name}`][row] = BigInt(Math.max(0, labels[item]));
        feeds[`weights image of ${name}`][row] = known && picture ? 1 : 0;
        feeds[`weights text of ${name}`][row] = known && hasText ? 1 : 0;
      }
    }
    return feeds;
  }
}
