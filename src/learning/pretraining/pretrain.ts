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
import { createBatchOrder } from '../../tensor/batch-order.ts';
import { createDataParallelTrainer } from '../../tensor/data-parallel.ts';
import { EmbeddingTable } from '../../tensor/embedding-table.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
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
  const { photos, stages, random, rows = 32, shares = 2, repeats = () => 1 } = options;
  const shown = photos.flatMap((photo, i) => Array.from({ length: repeats(photo) }, () => i));
  const batch = rows * shares;
  const order = createBatchOrder({ examples: shown.length, batch, random: random.fork('order') });
  const epochs = stages.reduce((total, stage) => total + stage.epochs, 0);
  const student = createStudent(options, order.batchesPerEpoch * epochs);
  const draws = random.fork('views');
  const report = options.progress.start('Learning to see', order.batchesPerEpoch * epochs);
  let epoch = 0;
  for (const stage of stages) {
    const parts = Array.from({ length: shares }, () => new PretrainingBatch(options, rows, stage.side));
    const write = (): Share[] => {
      const chosen = Array.from(order.next(), (row) => shown[row]);
      return parts.map((part, i) =>
        part.write(chosen.slice(i * rows, (i + 1) * rows), student.pieces, draws),
      );
    };
    const lesson = await startLesson(options, student, rows, shares, stage.side);
    try {
      let next = write();
      for (let step = 1; step <= stage.epochs * order.batchesPerEpoch; step++) {
        const current = next;
        const running = lesson.step(current);
        next = write();
        report.advance();
        report.note(`loss ${(await running).toFixed(3)}`);
        if (step % order.batchesPerEpoch === 0) await options.onEpoch?.(++epoch, student.encoder());
      }
    } finally {
      await lesson.release();
    }
  }
  report.done();
  return student.encoder();
}

/** What is learned and goes on from stage to stage. */
interface Student {
  readonly parameters: ParameterStore;
  readonly pieces: EmbeddingTable;
  readonly optimiser: Optimiser;
  readonly pieceOptimiser: SparseOptimiser;
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
  return {
    parameters,
    pieces,
    optimiser,
    // A row is touched far more rarely than a weight, and may move farther.
    pieceOptimiser: sparseAdam(pieces, { learningRate: (step) => 3 * schedule(step) }),
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
    const labels = graph.input(`labels ${name}`, [rows], 'int64');
    const weights = graph.input(`known ${name}`, [rows]);
    return scale(crossEntropy(logits, labels, { weights }), taskWeights[name] ?? 1);
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
