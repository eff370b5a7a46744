/**
 * Training with a batch that is cut into shares, each computed by a worker thread with a session of its own.
 *
 * For small convolutions several sessions of one thread beat one session of several threads, and the thread that
 * calls is free to prepare the next batch while the workers run.
 */
import { availableParallelism } from 'node:os';
import { checkCount } from './check-setting.ts';
import type { Optimiser, ParameterUpdate } from './optimisers/optimiser.ts';
import { startShareThreads } from './share-threads.ts';
import type { Feeds, StepResult } from './trainer.ts';
import {
  gradientOutput,
  LOSS_OUTPUT,
  notFinite,
  stillRunning,
  writeTrainingGraph,
  type TrainingGraphOptions,
} from './training-graph.ts';

export interface DataParallelOptions extends TrainingGraphOptions {
  readonly optimiser: Optimiser;
  /**
   * Equal parts into which a batch is cut. The graph is that of one share, and its loss must be a mean over the
   * share's rows, so that the mean over shares is the mean over the batch.
   */
  readonly shares: number;
  /** Threads; by default as many as there are processors, and never more than shares. */
  readonly workers?: number;
}

export interface DataParallelStep {
  /** Mean over the shares. */
  readonly loss: number;
  /**
   * What each share gave, in their order; the arrays are overwritten by the next step. Gradients of extra inputs
   * are those of the mean over all shares, so they add up as in one large batch.
   */
  readonly shares: readonly StepResult[];
}

export interface DataParallelTrainer {
  /**
   * Computes the shares, averages their gradients and lets the optimiser change the parameters in place. The feeds
   * are copied before this returns: the caller may fill its arrays with the next batch while the workers run.
   * One step at a time.
   *
   * @param feeds one set of arrays per share.
   * @throws invalid-input or shape-mismatch when feeds do not fit the graph, before anything runs; invalid-input
   * when a loss is not finite, before any parameter has changed; worker-failed when a thread died.
   */
  step(feeds: readonly Feeds[]): Promise<DataParallelStep>;
  /** Ends the threads. */
  release(): Promise<void>;
}

/**
 * Gradients are added in the order of the shares whichever worker computed them. So a number of shares gives the
 * same bits with any number of workers and any timing; another number of shares rounds differently. One share
 * gives the bits of `createTrainer`.
 *
 * @param workerFile what the threads run; another one only in tests of what happens when a thread dies.
 * @throws not-differentiable when a trained parameter does not influence the loss.
 */
export async function createDataParallelTrainer(
  options: DataParallelOptions,
  workerFile = new URL('./data-parallel-worker.ts', import.meta.url),
): Promise<DataParallelTrainer> {
  const { optimiser, parameters, shares } = options;
  checkCount('The number of shares', shares);
  const workers = Math.min(options.workers ?? availableParallelism(), shares);
  checkCount('The number of workers', workers);
  const training = writeTrainingGraph(options);
  const { trained, extras, ownOutputs, onnx, outputLengths } = training;
  const weights = Object.fromEntries(trained.map((name) => [name, parameters.get(name).data]));
  const { inputs } = options.graph;
  const threads = await startShareThreads({
    onnx,
    shares,
    workers,
    workerFile,
    inputs,
    weights,
    outputLengths,
  });
  const { results } = threads;
  const picked = results.map((result) => ({
    gradients: Object.fromEntries(extras.map((name) => [name, result[gradientOutput(name)]])),
    outputs: Object.fromEntries(ownOutputs.map((name) => [name, result[name]])),
  }));
  const updates = trained.map((name): ParameterUpdate => {
    const parameter = weights[name];
    return { name, parameter, update: new Float32Array(parameter.length) };
  });
  let running = false;

  return {
    async step(feeds) {
      if (running) throw stillRunning();
      running = true;
      try {
        await threads.run(feeds);
      } finally {
        running = false;
      }
      const losses = results.map((result) => result[LOSS_OUTPUT][0]);
      const loss = losses.reduce((total, value) => total + value, 0) / shares;
      if (!Number.isFinite(loss)) throw notFinite(loss);
      for (const { name, update } of updates) {
        averageInto(
          update,
          results.map((result) => result[gradientOutput(name)]),
        );
      }
      for (const { gradients } of picked)
        for (const gradient of Object.values(gradients)) divide(gradient, shares);
      optimiser.step(updates);
      return { loss, shares: picked.map((result, share) => ({ ...result, loss: losses[share] })) };
    },
    release: () => threads.release(),
  };
}

/** Adds in the order of the list, then divides. */
function averageInto(out: Float32Array, parts: readonly Float32Array[]): void {
  out.set(parts[0]);
  for (const part of parts.slice(1)) for (let i = 0; i < out.length; i++) out[i] += part[i];
  divide(out, parts.length);
}

function divide(values: Float32Array, divisor: number): void {
  if (divisor === 1) return;
  const factor = 1 / divisor;
  for (let i = 0; i < values.length; i++) values[i] *= factor;
}
