import { DaogouError } from '../../core/errors.ts';
import type { Item } from '../../core/contracts/item.ts';
import { silentProgress, type Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import type { PictureProcessing } from '../../perception/encoders/image/picture-processing.ts';
import { fit } from '../../tensor/fit.ts';
import { readOnnx, type OnnxFile, type ReadOnnxOptions } from '../../tensor/onnx/reader.ts';
import { replaceWeights } from '../../tensor/onnx/replace-weights.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer } from '../../tensor/trainer.ts';
import { labelTasks, type LabelTask } from './content-labels.ts';
import { FineTuneBatches } from './fine-tune-batches.ts';
import { buildFineTuneGraph, type FineTuneGraph, type FineTuneGraphOptions } from './fine-tune-graph.ts';
import { createJudge } from './fine-tune-judge.ts';
import type { ItemPair } from './fine-tune-pairs.ts';
import { frozenRows, networkInput, pixelRows, type Pictures } from './fine-tune-pictures.ts';

export interface ImageFineTuning extends ReadOnnxOptions {
  /** Any network for pictures in an ONNX file. */
  readonly onnx: Uint8Array;
  /** One an item: planes as `decodePicture(file, frame)` gives them; undefined where there is no picture. */
  readonly pictures: Pictures;
  /** Whose categories and attributes are learned; not needed where `tasks` are given. */
  readonly items?: readonly Item[];
  /** What pictures should tell; default: `labelTasks(items)`. */
  readonly tasks?: readonly LabelTask[];
  /** Items that were bought together (`purchasePairs`), whose pictures should come close; none by default. */
  readonly pairs?: readonly ItemPair[];
  readonly random: Random;
  readonly progress?: Progress;
  /** How the network wants its pictures; ImageNet's ways where nothing is said. Networks of bytes get bytes. */
  readonly processing?: Partial<PictureProcessing>;
  /** Name of a node or value of the network, which stays as it is up to there; default: all of it is trained. */
  readonly trainableAfter?: string;
  /** Name of the value that is the vector; default: the last output with two axes, else the last, averaged. */
  readonly output?: string;
  /** Most steps; default: 12 rounds over the pictures, between 60 and 600. */
  readonly steps?: number;
  /** Pictures of a step; default 32. */
  readonly batch?: number;
  /** Highest rate of the new heads, of which the network's own numbers get `networkShare`; default 3e-3. */
  readonly learningRate?: number;
  /** Default 0.2: what was learned from many pictures should not be forgotten for a few. */
  readonly networkShare?: number;
  /** Share of the pictures that are never trained on and decide when to stop; default 0.1. */
  readonly heldOut?: number;
  /** Measurements without a new best before training stops early; default 4. */
  readonly patience?: number;
  readonly threads?: number;
  /** Texts to add to the file's metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface FineTunedEncoder {
  /** The same network with other numbers: its input is as it was, its output is the vector. */
  readonly onnx: Uint8Array;
  readonly steps: number;
  readonly heldOut: {
    readonly items: number;
    /** Before any step, with heads that have learned nothing, and at the best measurement, which is kept. */
    readonly lossBefore: number;
    readonly loss: number;
    /** Share of held-out pictures told right, by the name of the task. */
    readonly accuracy: Readonly<Record<string, number>>;
  };
}

const FEWEST_PICTURES = 16;
const MEASUREMENTS = 20;

/**
 * Trains an image network further on a shop's own categories and attributes, and on what is bought together. The
 * numbers of the best measurement on held-out pictures are kept. Blocks its thread: run it in a worker.
 *
 * @throws what `importOnnx` throws; not-enough-data for fewer than 16 pictures, or neither labels nor pairs;
 * invalid-input where nothing is left to train; unsupported-format for a network that does not read pictures.
 */
export async function fineTuneImageEncoder(tuning: ImageFineTuning): Promise<FineTunedEncoder> {
  const { random, threads = 1, patience = 4 } = tuning;
  const examples = prepareExamples(tuning);
  const file = readOnnx(tuning.onnx, tuning);
  const parameters = new ParameterStore(random.fork('heads'));
  const plan = await startPlan(tuning, file, examples, parameters, threads);
  const steps =
    tuning.steps ?? Math.min(600, Math.max(60, Math.ceil((12 * examples.train.length) / plan.batch)));
  const network = buildFineTuneGraph(plan);
  const share = tuning.networkShare ?? 0.2;
  const own = new Set(network.ownParameters);
  const trainer = await createTrainer({
    graph: network.graph,
    loss: network.loss,
    parameters,
    optimiser: adam({
      learningRate: warmUpCosine({
        peak: tuning.learningRate ?? 3e-3,
        warmUpSteps: Math.min(20, Math.ceil(steps / 5)),
        totalSteps: steps,
        floor: 1e-5,
      }),
      rateFactor: (name) => (own.has(name) ? share : 1),
      clipNorm: 5,
    }),
    threads,
  });
  const batches = new FineTuneBatches({ ...plan, known: examples.pairs });
  const judge = await createJudge(plan, examples, batches, threads);
  const draws = drawBatches(plan, examples, batches, random.fork('batches'));
  const bar = (tuning.progress ?? silentProgress).start('Fine-tuning the image encoder', steps);
  try {
    const { loss: lossBefore } = await judge.measure();
    const result = await fit({
      steps,
      batch: draws,
      train: async (feeds) => (await trainer.step(feeds)).loss,
      validation: {
        every: Math.max(1, Math.ceil(steps / MEASUREMENTS)),
        measure: async () => (await judge.measure()).loss,
        patience,
        restoreBest: { parameters },
      },
      onProgress: ({ loss, validation }) => {
        if (validation === undefined) bar.advance();
        else bar.note(`loss ${loss.toFixed(3)}, held out ${validation.toFixed(3)}`);
      },
    });
    const { loss, accuracy } = await judge.measure();
    return {
      onnx: writeBack(tuning, file, parameters, network),
      steps: result.step,
      heldOut: { items: examples.heldOut.length, lossBefore, loss, accuracy },
    };
  } finally {
    bar.done();
    await trainer.release();
    await judge.release();
  }
}

interface Examples {
  readonly tasks: readonly LabelTask[];
  /** Items with a picture. */
  readonly train: readonly number[];
  readonly heldOut: readonly number[];
  readonly pairs: readonly ItemPair[];
  readonly trainPairs: readonly ItemPair[];
  /** With a held-out item in them. */
  readonly heldOutPairs: readonly ItemPair[];
}

function prepareExamples(tuning: ImageFineTuning): Examples {
  const { pictures, random } = tuning;
  const tasks = tuning.tasks ?? labelTasks(tuning.items ?? []);
  const has = (item: number): boolean => pictures[item] !== undefined;
  const pairs = (tuning.pairs ?? []).filter(([a, b]) => a !== b && has(a) && has(b));
  const paired = new Set(pairs.flat());
  const useful = [...pictures.keys()].filter(
    (item) => has(item) && (paired.has(item) || tasks.some(({ labels }) => labels[item] >= 0)),
  );
  if (useful.length < FEWEST_PICTURES) {
    throw new DaogouError('not-enough-data', `There are ${useful.length} pictures with something to learn`, {
      received: { pictures: pictures.filter(Boolean).length, tasks: tasks.length, pairs: pairs.length },
      remedy: `Give at least ${FEWEST_PICTURES} pictures of items with categories, attributes or purchases.`,
    });
  }
  const order = random.fork('held out').shuffle(useful);
  const heldOut = order.slice(0, Math.max(4, Math.round((tuning.heldOut ?? 0.1) * order.length)));
  const isHeldOut = new Set(heldOut);
  return {
    tasks,
    train: order.slice(heldOut.length),
    heldOut,
    pairs,
    trainPairs: pairs.filter(([a, b]) => !isHeldOut.has(a) && !isHeldOut.has(b)),
    heldOutPairs: pairs.filter(([a, b]) => isHeldOut.has(a) || isHeldOut.has(b)),
  };
}

/** Chooses where training starts from: the frozen part's results, where they can be kept, otherwise the pixels. */
async function startPlan(
  tuning: ImageFineTuning,
  file: OnnxFile,
  examples: Examples,
  parameters: ParameterStore,
  threads: number,
): Promise<FineTuneGraphOptions> {
  const { pictures, batch = 32 } = tuning;
  const input = networkInput(file, tuning.processing ?? {});
  const pixels = pixelRows(input, pictures);
  const trainableAfter = tuning.trainableAfter ?? input.name;
  const pairs = examples.trainPairs.length > 0 ? Math.floor(batch / 4) : 0;
  const { tasks } = examples;
  const plan = { file, batch, pairs, tasks, trainableAfter, output: tuning.output };
  const trial = buildFineTuneGraph({ ...plan, rows: pixels, parameters: new ParameterStore(tuning.random) });
  if (trial.ownParameters.length === 0) {
    throw new DaogouError('invalid-input', `Nothing of the network comes after ${trainableAfter}`, {
      received: trainableAfter,
      remedy: 'Freeze less of it (trainableAfter).',
    });
  }
  const isWhole = trainableAfter === input.name;
  const frozen = isWhole ? undefined : await frozenRows(file, pixels, trainableAfter, pictures, threads);
  const isEnough = frozen !== undefined && startsFrom({ ...plan, rows: frozen }, tuning.random);
  return { ...plan, parameters, rows: isEnough ? frozen : pixels };
}

/** Whether the trained part reads nothing else of the picture. */
function startsFrom(plan: Omit<FineTuneGraphOptions, 'parameters'>, random: Random): boolean {
  return buildFineTuneGraph({ ...plan, parameters: new ParameterStore(random) }).isComplete;
}

function drawBatches(
  { batch, pairs: pairRows }: FineTuneGraphOptions,
  { train, trainPairs }: Examples,
  batches: FineTuneBatches,
  random: Random,
): () => ReturnType<FineTuneBatches['write']> {
  const deal = <T>(list: readonly T[]): ((count: number) => T[]) => {
    let order: T[] = [];
    return (count) => {
      if (order.length < count) order = random.shuffle(list);
      return order.splice(-count);
    };
  };
  const [nextItems, nextPairs] = [deal(train), deal(trainPairs)];
  const single = batch - 2 * pairRows;
  return () => batches.write(pairRows > 0 ? nextPairs(pairRows) : [], nextItems(single), random);
}

function writeBack(
  { onnx, metadata }: ImageFineTuning,
  file: OnnxFile,
  parameters: ParameterStore,
  { ownParameters, output }: FineTuneGraph,
): Uint8Array {
  const weights = new Map(ownParameters.map((name) => [name, parameters.get(name).data]));
  const isOutput = file.outputs.length === 1 && file.outputs[0].name === output.name;
  const batch = file.inputs[0].shape?.[0] ?? 'rows';
  const outputs = [{ name: output.name, shape: [batch || 'rows', ...output.shape.slice(1)] }];
  return replaceWeights(onnx, weights, { ...(isOutput ? {} : { outputs }), ...(metadata && { metadata }) });
}
