import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import { NextActionModel, nextActionNetwork } from '../../models/actions/next-action-model.ts';
import { LEARNT_ACTIONS, SESSION_WIDTH } from '../../models/actions/session-state.ts';
import { Graph } from '../../tensor/graph.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createSession } from '../../tensor/session.ts';
import { createTrainer } from '../../tensor/trainer.ts';
import { nextActionSamples, type NextActionSamples } from './next-action-samples.ts';

const BATCH = 256;
const STEPS = 1_200;
/** Fewer moments than this say nothing about what follows what. */
const FEWEST_SAMPLES = 500;
/** A log of purchases alone knows two: to buy and to leave. */
const FEWEST_ACTIONS = 3;
/** Share of the newest sessions that the model is measured on and does not see. */
const HELD_OUT = 0.1;
const ACTIONS = LEARNT_ACTIONS.length;

export interface TrainedNextAction {
  readonly model: NextActionModel;
  /** On the newest tenth of the sessions, none of which was trained on. */
  readonly metrics: {
    readonly accuracy: number;
    readonly macroF1: number;
    readonly bigramAccuracy: number;
    readonly bigramMacroF1: number;
  };
}

/**
 * Trains the next-action model on a shop's sessions; undefined where the log has too few of them, as a table of
 * purchases alone has. `effort` is the share of the usual steps to take, in (0, 1]. Blocks its thread.
 */
export async function trainNextAction(
  dataset: Dataset,
  { random, progress }: FitContext,
  { effort = 1 }: { readonly effort?: number } = {},
): Promise<TrainedNextAction | undefined> {
  const samples = nextActionSamples(dataset);
  if (samples.count < FEWEST_SAMPLES || new Set(samples.actions).size < FEWEST_ACTIONS) return undefined;
  const steps = Math.ceil(STEPS * effort);
  const { train, test } = splitBySession(samples);
  // Where all sessions bear one time, as dates without an hour do, there is no newest tenth to measure on.
  if (train.length === 0) return undefined;
  const parameters = new ParameterStore(random.fork('parameters'));
  const graph = new Graph();
  const sessions = graph.input('sessions', [BATCH, SESSION_WIDTH]);
  const loss = crossEntropy(
    nextActionNetwork(graph, parameters, sessions),
    graph.input('actions', [BATCH], 'int64'),
  );
  const learningRate = warmUpCosine({ peak: 4e-3, warmUpSteps: 20, totalSteps: steps, floor: 2e-4 });
  const trainer = await createTrainer({ graph, loss, parameters, optimiser: adam({ learningRate }) });
  const batch = { sessions: new Float32Array(BATCH * SESSION_WIDTH), actions: new BigInt64Array(BATCH) };
  const step = progress.start('Learning what comes next', steps);
  const draws = random.fork('batches');
  for (let i = 0; i < steps; i++) {
    for (let row = 0; row < BATCH; row++) {
      const sample = train[draws.integer(train.length)];
      const from = sample * SESSION_WIDTH;
      batch.sessions.set(samples.sessions.subarray(from, from + SESSION_WIDTH), row * SESSION_WIDTH);
      batch.actions[row] = BigInt(samples.actions[sample]);
    }
    await trainer.step(batch);
    step.advance();
  }
  step.done();
  await trainer.release();
  const predicted = await predictAll(parameters, samples, test);
  const bigram = bigramPredictions(samples, train, test);
  const truth = test.map((sample) => samples.actions[sample]);
  return {
    model: await NextActionModel.fromParameters(parameters),
    metrics: {
      accuracy: accuracyOf(predicted, truth),
      macroF1: macroF1Of(predicted, truth),
      bigramAccuracy: accuracyOf(bigram, truth),
      bigramMacroF1: macroF1Of(bigram, truth),
    },
  };
}

/** The newest tenth by the start of the session, so that no session is on both sides. */
function splitBySession(samples: NextActionSamples): { train: number[]; test: number[] } {
  const starts = samples.sessionStart.toSorted();
  const boundary = starts[Math.floor(starts.length * (1 - HELD_OUT))];
  const all = Array.from({ length: samples.count }, (_, i) => i);
  return {
    train: all.filter((i) => samples.sessionStart[i] < boundary),
    test: all.filter((i) => samples.sessionStart[i] >= boundary),
  };
}

async function predictAll(
  parameters: ParameterStore,
  samples: NextActionSamples,
  chosen: readonly number[],
): Promise<number[]> {
  const graph = new Graph();
  const sessions = graph.input('sessions', [BATCH, SESSION_WIDTH]);
  graph.output('logits', nextActionNetwork(graph, parameters, sessions));
  const session = await createSession(graph.toOnnx({ frozen: parameters.frozen() }));
  const feed = new Float32Array(BATCH * SESSION_WIDTH);
  const predicted: number[] = [];
  for (let start = 0; start < chosen.length; start += BATCH) {
    const rows = chosen.slice(start, start + BATCH);
    for (const [row, sample] of rows.entries()) {
      const from = sample * SESSION_WIDTH;
      feed.set(samples.sessions.subarray(from, from + SESSION_WIDTH), row * SESSION_WIDTH);
    }
    const { logits } = await session.run({ sessions: feed });
    for (const row of rows.keys())
      predicted.push(topIndices(logits.subarray(row * ACTIONS, (row + 1) * ACTIONS), 1)[0]);
  }
  await session.release();
  return predicted;
}

/** The baseline: what most often followed the last two actions. */
function bigramPredictions(
  samples: NextActionSamples,
  train: readonly number[],
  test: readonly number[],
): number[] {
  const keyOf = (i: number): number =>
    (samples.beforePrevious[i] + 1) * (ACTIONS + 1) + samples.previous[i] + 1;
  const counts = new Map<number, Float64Array>();
  for (const i of train) {
    let row = counts.get(keyOf(i));
    if (!row) counts.set(keyOf(i), (row = new Float64Array(ACTIONS)));
    row[samples.actions[i]]++;
  }
  return test.map((i) => {
    const row = counts.get(keyOf(i));
    return row ? topIndices(row, 1)[0] : 0;
  });
}

function accuracyOf(predicted: readonly number[], truth: readonly number[]): number {
  return truth.filter((action, i) => predicted[i] === action).length / truth.length;
}

/** The mean over the actions that occur of the harmonic mean of precision and recall. */
function macroF1Of(predicted: readonly number[], truth: readonly number[]): number {
  const scores = [...new Set(truth)].map((action) => {
    const found = truth.filter((one, i) => one === action && predicted[i] === action).length;
    const said = predicted.filter((one) => one === action).length;
    const there = truth.filter((one) => one === action).length;
    return (2 * found) / (said + there);
  });
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
