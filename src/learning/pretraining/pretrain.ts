/** Teaches the compact encoder: photos with their texts and labels in, parameters out. */
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import {
  labelLogits,
  PIECE_WIDTH,
  PIECES,
  pictureVector,
  textVector,
} from '../../perception/encoders/image/compact/compact-heads.ts';
import {
  compactNetwork,
  COMPACT_ARCHITECTURE,
  type CompactArchitecture,
} from '../../perception/encoders/image/compact/compact-network.ts';
import { standardisedWeights } from '../../perception/encoders/image/compact/compact-weights.ts';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import { createBatchOrder } from '../../tensor/batch-order.ts';
import { statefulRandom } from '../../tensor/checkpoint.ts';
import { createDataParallelTrainer } from '../../tensor/data-parallel.ts';
import { EmbeddingTable } from '../../tensor/embedding-table.ts';
import { fit } from '../../tensor/fit.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import type { Stateful } from '../../tensor/training-state.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
import { concat } from '../../tensor/ops/shape.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { movingAverage } from '../../tensor/optimisers/moving-average.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import type { Optimiser } from '../../tensor/optimisers/optimiser.ts';
import { sparseAdam, type SparseOptimiser } from '../../tensor/optimisers/sparse-adam.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import type { PhotoTask } from './photo-tasks.ts';
import type { Photo } from './photo.ts';
import { PretrainingBatch, type Share } from './pretraining-batch.ts';

/** Some epochs with views of one size. */
export interface PretrainingStage {
  /** Of the square views, in pixels; a multiple of 16. */
  readonly side: number;
  readonly epochs: number;
}

export interface Pretraining {
  readonly photos: readonly Photo[];
  readonly tasks: readonly PhotoTask[];
  /** Weight of each task's loss; 1 where none is given. */
  readonly taskWeights?: Readonly<Record<string, number>>;
  /** How often each photo is shown in an epoch; 1 where none is given. */
  readonly repeats?: (photo: Photo) => number;
  /** One after the other. */
  readonly stages: readonly PretrainingStage[];
  readonly random: Random;
  readonly progress: Progress;
  readonly architecture?: CompactArchitecture;
  /** Rows of one share of a batch; default 32. A photo is told from the other texts of its share. */
  readonly rows?: number;
  /** Shares of a batch; default 2. */
  readonly shares?: number;
  /** Highest learning rate; default 4e-3. */
  readonly learningRate?: number;
  /** Where every epoch is saved: a run that was interrupted goes on from there, to the same bits. */
  readonly checkpoints?: ArtifactWriter & ArtifactReader;
  /** Called after every epoch with parameters that may be measured, and not kept. */
  readonly onEpoch?: (epoch: number, encoder: PretrainedEncoder) => Promise<void>;
}

/** Parameters as they are trained; the encoder that serves is made of them by `writeCompactEncoder`. */
export interface PretrainedEncoder {
  readonly parameters: ParameterStore;
  /** Vectors of pieces of words. */
  readonly pieces: EmbeddingTable;
}

const CONTRAST_WEIGHT = 0.3;
const TEMPERATURE = 0.07;
/** Labels of shops are not always right, and kinds shade into each other. */
const LABEL_SMOOTHING = 0.1;
const LONGEST_WARM_UP = 100;
const WEIGHT_DECAY = 1e-2;
/** Share of the moving average of the weights that a step leaves. */
const SMOOTHING = 0.999;

/**
 * Each photo must tell its labels, and be nearer to its own text than to the others of its share (Radford et al.,
 * "Learning transferable visual models from natural language supervision", 2021). Small views come first, at a
 * fraction of the cost, and full ones last (Tan and Le, "EfficientNetV2", 2021). The result is the moving average of
 * the weights. The same photos, seed and shares give the same bits.
 *
 * @throws not-enough-data where there are fewer photos than a batch takes.
 */
export async function pretrain(options: Pretraining): Promise<PretrainedEncoder> {
  const { photos, stages, random, rows = 32, shares = 2, repeats = () => 1, checkpoints } = options;
  const shown = photos.flatMap((photo, i) => Array.from({ length: repeats(photo) }, () => i));
  const order = createBatchOrder({
    examples: shown.length,
    batch: rows * shares,
    random: random.fork('order'),
  });
  const { batchesPerEpoch } = order;
  const stageOfEpoch = stages.flatMap(({ epochs }, stage) => Array.from({ length: epochs }, () => stage));
  const stageAt = (step: number): number => stageOfEpoch[Math.floor((step - 1) / batchesPerEpoch)];
  const steps = stageOfEpoch.length * batchesPerEpoch;
  const student = createStudent(options, steps);
  const views = random.fork('views');
  const writer = new PretrainingBatch(options);
  const lessons = new Lessons((stage) => startLesson(options, student, rows, shares, stages[stage].side));
  // Declares the parameters, so that a checkpoint finds them.
  buildGraph(student.parameters, options, rows, stages[0].side);
  const report = options.progress.start('Learning to see', steps);
  let reported = 0;
  try {
    await fit({
      steps,
      batch(step) {
        const chosen = Array.from(order.next(), (row) => shown[row]);
        const { side } = stages[stageAt(step)];
        return Array.from({ length: shares }, (_, i) =>
          writer.write(chosen.slice(i * rows, (i + 1) * rows), side, student.pieces, views),
        );
      },
      ahead: true,
      async train(batch, step) {
        const lesson = await lessons.at(stageAt(step));
        const loss = await lesson.step(batch);
        if (step % batchesPerEpoch === 0) await options.onEpoch?.(step / batchesPerEpoch, student.encoder());
        return loss;
      },
      onProgress({ step, loss }) {
        report.advance(step - reported);
        reported = step;
        report.note(`loss ${loss.toFixed(3)}`);
      },
      ...(checkpoints && {
        checkpoints: {
          artifacts: checkpoints,
          every: batchesPerEpoch,
          parts: { ...student.parts, order, views: statefulRandom(views) },
        },
      }),
    });
  } finally {
    await lessons.release();
  }
  report.done();
  return student.encoder();
}

/** The training of one stage at a time: its threads end when the next one begins. */
class Lessons {
  private readonly start: (stage: number) => Promise<Lesson>;
  private stage = -1;
  private lesson: Lesson | undefined;

  constructor(start: (stage: number) => Promise<Lesson>) {
    this.start = start;
  }

  async at(stage: number): Promise<Lesson> {
    if (this.lesson && this.stage === stage) return this.lesson;
    await this.release();
    this.stage = stage;
    this.lesson = await this.start(stage);
    return this.lesson;
  }

  async release(): Promise<void> {
    await this.lesson?.release();
    this.lesson = undefined;
  }
}

/** What is learned and goes on from stage to stage. */
interface Student {
  readonly parameters: ParameterStore;
  readonly pieces: EmbeddingTable;
  readonly optimiser: Optimiser;
  readonly pieceOptimiser: SparseOptimiser;
  /** All that changes, by name, for checkpoints. */
  readonly parts: Readonly<Record<string, Stateful>>;
  /** With the moving averages of the weights. */
  encoder(): PretrainedEncoder;
}

function createStudent({ random, learningRate = 4e-3 }: Pretraining, totalSteps: number): Student {
  const warmUpSteps = Math.min(LONGEST_WARM_UP, Math.ceil(totalSteps / 20));
  const schedule = warmUpCosine({ peak: learningRate, warmUpSteps, totalSteps, floor: 1e-5 });
  const parameters = new ParameterStore(random.fork('parameters'));
  const size = { rows: PIECES.buckets, width: PIECE_WIDTH };
  const pieces = EmbeddingTable.random(size, 0.1, random.fork('pieces'));
  const optimiser = movingAverage(
    adam({ learningRate: schedule, weightDecay: WEIGHT_DECAY, decays: isWeight, clipNorm: 5 }),
    { decay: SMOOTHING },
  );
  // A row is touched far more rarely than a weight, and may move farther.
  const pieceOptimiser = sparseAdam(pieces, { learningRate: (step) => 3 * schedule(step) });
  return {
    parameters,
    pieces,
    optimiser,
    pieceOptimiser,
    parts: { parameters, pieces, optimiser, pieceOptimiser },
    encoder() {
      const averages = new ParameterStore(random);
      for (const [name, { data, shape }] of parameters) averages.set(name, data, shape);
      optimiser.copyTo(averages);
      return { parameters: averages, pieces };
    },
  };
}

/** Training with views of one size. */
interface Lesson {
  /** @returns the loss. The shares are read before this returns. */
  step(shares: readonly Share[]): Promise<number>;
  release(): Promise<void>;
}

async function startLesson(
  options: Pretraining,
  { parameters, optimiser, pieceOptimiser }: Student,
  rows: number,
  shares: number,
  side: number,
): Promise<Lesson> {
  const { graph, loss, bags } = buildGraph(parameters, options, rows, side);
  const extraGradients = [bags];
  const trainer = await createDataParallelTrainer({
    graph,
    loss,
    parameters,
    extraGradients,
    optimiser,
    shares,
  });
  return {
    async step(batch) {
      const { loss: value, shares: results } = await trainer.step(batch.map(({ feeds }) => feeds));
      for (const [share, { ids, offsets }] of batch.entries()) {
        pieceOptimiser.accumulateBag(ids, offsets, results[share].gradients['bags']);
      }
      pieceOptimiser.step();
      return value;
    },
    release: () => trainer.release(),
  };
}

function buildGraph(
  parameters: ParameterStore,
  { tasks, taskWeights = {}, architecture = COMPACT_ARCHITECTURE }: Pretraining,
  rows: number,
  side: number,
): { graph: Graph; loss: Tensor; bags: Tensor } {
  const graph = new Graph();
  const pixels = graph.input('pixels', [rows, 3, side, side]);
  const bags = graph.input('bags', [rows, PIECE_WIDTH], 'float32', { gradient: true });
  const features = compactNetwork(pixels, standardisedWeights(parameters), architecture);
  const losses = tasks.map(({ name, classes }) => {
    const logits = labelLogits(graph, parameters, name, features, classes.length);
    // A row may show a part of a second photo, whose label stands as many rows below.
    const labels = graph.input(`labels ${name}`, [2 * rows], 'int64');
    const weights = graph.input(`known ${name}`, [2 * rows]);
    const loss = crossEntropy(concat([logits, logits], 0), labels, { weights, smoothing: LABEL_SMOOTHING });
    return scale(loss, taskWeights[name] ?? 1);
  });
  losses.push(scale(contrast(graph, parameters, features, bags, rows), CONTRAST_WEIGHT));
  return { graph, loss: losses.reduce((sum, loss) => add(sum, loss)), bags };
}

/** InfoNCE in both directions (van den Oord et al., 2018). */
function contrast(
  graph: Graph,
  parameters: ParameterStore,
  features: Tensor,
  bags: Tensor,
  rows: number,
): Tensor {
  const picture = pictureVector(graph, parameters, features);
  const text = textVector(graph, parameters, bags);
  const neither = graph.input('pairs', [rows, rows]);
  const weights = graph.input('paired', [rows]);
  const own = graph.constant(
    BigInt64Array.from({ length: rows }, (_, row) => BigInt(row)),
    [rows],
  );
  // Reading the same is mutual, so one matrix serves both directions.
  const losses = [matmul(picture, text, { transposeB: true }), matmul(text, picture, { transposeB: true })]
    .map((likeness) => add(scale(likeness, 1 / TEMPERATURE), neither))
    .map((logits) => crossEntropy(logits, own, { weights }));
  return scale(add(losses[0], losses[1]), 0.5);
}

/** Gains, biases and shares are few, and have no reason to be small. */
const isWeight = (name: string): boolean => name.endsWith('.weight');
