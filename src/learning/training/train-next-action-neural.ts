import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import type { ActionSamples } from '../../models/actions/action-model.ts';
import {
  ACTION_HIDDEN,
  actionNetwork,
  NeuralActionModel,
  type ActionMasks,
  type FeatureScale,
} from '../../models/actions/neural-action-model.ts';
import { pickColumns, varyingColumns } from '../../models/actions/varying-columns.ts';
import { Graph } from '../../tensor/graph.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { movingAverage } from '../../tensor/optimisers/moving-average.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer } from '../../tensor/trainer.ts';
import { DropoutMasks } from './dropout-masks.ts';

const BATCH = 256;
const STEPS = 1_000;
/** Each sample is seen so often at most: a small log needs fewer steps. */
const MOST_EPOCHS = 30;
const PEAK_RATE = 2e-3;
const WEIGHT_DECAY = 0.05;
const FEATURE_DROPOUT = 0.1;
const HIDDEN_DROPOUT = 0.3;
const AVERAGING = 0.995;

export interface NeuralTraining {
  readonly random: Random;
  readonly progress: Progress;
  /** Share of the usual steps to take, in (0, 1]. */
  readonly effort?: number;
  /** Columns that may be read; default all. */
  readonly allowed?: Int32Array<ArrayBuffer>;
}

/**
 * Trains the network on samples drawn evenly, by the cross-entropy alone, so that its probabilities can be believed;
 * rare actions get their say where one action must be named (`decisionWeights`). Blocks its thread.
 */
export async function trainNeuralActions(
  train: ActionSamples,
  { random, progress, effort = 1, allowed }: NeuralTraining,
): Promise<NeuralActionModel> {
  const classes = train.actions.length;
  const read = { columns: varyingColumns(train, allowed), width: train.space.width };
  const width = read.columns.length;
  const rows = pickColumns(train.rows, read.width, read.columns);
  const scale = scaleOf(rows, width);
  const steps = Math.ceil(Math.min(STEPS, (MOST_EPOCHS * train.count) / BATCH) * effort);
  const parameters = new ParameterStore(random.fork('parameters'));
  const graph = new Graph();
  const situations = graph.input('situations', [BATCH, width]);
  const masks: ActionMasks = [
    graph.input('mask-0', [BATCH, width]),
    graph.input('mask-1', [BATCH, ACTION_HIDDEN]),
    graph.input('mask-2', [BATCH, ACTION_HIDDEN]),
  ];
  const loss = crossEntropy(
    actionNetwork(graph, parameters, situations, { classes, scale, masks }),
    graph.input('actions', [BATCH], 'int64'),
  );
  const warmUpSteps = Math.min(50, Math.ceil(steps / 10));
  const learningRate = warmUpCosine({
    peak: PEAK_RATE,
    warmUpSteps,
    totalSteps: steps,
    floor: PEAK_RATE / 20,
  });
  const optimiser = movingAverage(adam({ learningRate, weightDecay: WEIGHT_DECAY }), { decay: AVERAGING });
  const trainer = await createTrainer({ graph, loss, parameters, optimiser });
  const nextBatch = batches({ rows, width, truth: train.truth }, random.fork('batches'));
  const step = progress.start('Learning what comes next', steps);
  for (let i = 0; i < steps; i++) {
    await trainer.step(nextBatch());
    step.advance();
  }
  step.done();
  await trainer.release();
  optimiser.copyTo(parameters);
  return NeuralActionModel.fromParameters(parameters, read, scale, classes);
}

interface TrainingRows {
  readonly rows: Float32Array;
  readonly width: number;
  readonly truth: Int32Array;
}

/** Fills the same arrays again with every call. */
function batches({ rows, truth, width }: TrainingRows, random: Random) {
  const situations = new Float32Array(BATCH * width);
  const actions = new BigInt64Array(BATCH);
  const ofFeatures = new DropoutMasks(FEATURE_DROPOUT, BATCH * width, random.fork('features'));
  const ofHidden = new DropoutMasks(HIDDEN_DROPOUT, BATCH * ACTION_HIDDEN, random.fork('hidden'));
  return () => {
    for (let row = 0; row < BATCH; row++) {
      const sample = random.integer(truth.length);
      situations.set(rows.subarray(sample * width, (sample + 1) * width), row * width);
      actions[row] = BigInt(truth[sample]);
    }
    return {
      situations,
      actions,
      'mask-0': ofFeatures.draw(BATCH * width),
      'mask-1': ofHidden.draw(BATCH * ACTION_HIDDEN),
      'mask-2': ofHidden.draw(BATCH * ACTION_HIDDEN),
    };
  };
}

/** A feature that never varies counts for nothing: its deviation is infinite. */
function scaleOf(rows: Float32Array, width: number): FeatureScale {
  const count = rows.length / width;
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let row = 0; row < count; row++)
    for (let column = 0; column < width; column++) sums[column] += rows[row * width + column];
  const mean = Float32Array.from(sums, (sum) => sum / count);
  for (let row = 0; row < count; row++)
    for (let column = 0; column < width; column++)
      squares[column] += (rows[row * width + column] - mean[column]) ** 2;
  const deviation = Float32Array.from(squares, (square) =>
    square / count < 1e-8 ? Infinity : Math.sqrt(square / count),
  );
  return { mean, deviation };
}
