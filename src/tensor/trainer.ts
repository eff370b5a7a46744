/** One training graph, its parameters and its optimiser, made into a step that can be repeated. */
import type { TypedArray } from './graph.ts';
import type { Optimiser, ParameterUpdate } from './optimisers/optimiser.ts';
import type { Provider } from './providers.ts';
import { createSession, type Session } from './session.ts';
import { chooseThreads } from './threads.ts';
import {
  gradientOutput,
  LOSS_OUTPUT,
  notFinite,
  stillRunning,
  writeTrainingGraph,
  type TrainingGraphOptions,
} from './training-graph.ts';

export interface TrainerOptions extends TrainingGraphOptions {
  readonly optimiser: Optimiser;
  /**
   * Threads of the session; default 1. `measured` tries them out with the first batch and keeps the fastest number;
   * the results have the same bits with any.
   */
  readonly threads?: number | 'measured';
  /** What computes; default `cpu`. */
  readonly provider?: Provider;
}

/** One array per input of the graph, in row-major order. */
export type Feeds = Readonly<Record<string, TypedArray>>;

export interface StepResult {
  readonly loss: number;
  /** Gradients of `extraGradients` by the input's name. The arrays are overwritten by the next step. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
  /** The graph's own outputs, by name; overwritten by the next step as well. */
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

export interface Trainer {
  /**
   * Computes loss and gradients of one batch and lets the optimiser change the parameters in place. One step at a
   * time.
   * @throws what `Session.run` throws; invalid-input when the loss is not finite, before any parameter has changed, and
   * when the step before has not ended.
   */
  step(feeds: Feeds): Promise<StepResult>;
  /** Frees the memory of the session; parameters and optimiser stay as they are. */
  release(): Promise<void>;
}

/**
 * Appends the gradients to the graph and prepares a session for it. All results land in arrays that are made once,
 * so memory stays flat. Steps block the thread (see session.ts): train in a worker.
 *
 * @throws not-differentiable when a trained parameter does not influence the loss; not-found for a parameter that the
 * store lacks; invalid-input when nothing is trained or the graph has a trainer already.
 */
export async function createTrainer(options: TrainerOptions): Promise<Trainer> {
  const { optimiser, parameters, threads = 1, provider = 'cpu' } = options;
  const training = writeTrainingGraph(options);
  const fetch: Record<string, Float32Array> = {};
  for (const [name, length] of training.outputLengths) fetch[name] = new Float32Array(length);
  const open = (count: number): Promise<Session> =>
    createSession(training.onnx, { threads: count, provider });
  let session = threads === 'measured' ? undefined : await open(threads);
  const values: Record<string, Float32Array> = {};
  const updates = training.trained.map((name): ParameterUpdate => {
    const parameter = parameters.get(name).data;
    values[name] = parameter;
    return { name, parameter, update: fetch[gradientOutput(name)] };
  });
  const gradients = Object.fromEntries(training.extras.map((name) => [name, fetch[gradientOutput(name)]]));
  const outputs = Object.fromEntries(training.ownOutputs.map((name) => [name, fetch[name]]));

  let running = false;

  return {
    async step(feeds) {
      if (running) throw stillRunning();
      running = true;
      try {
        const fed = { ...feeds, ...values };
        session ??= await open(await chooseThreads(training.onnx, fed));
        await session.run(fed, fetch);
      } finally {
        running = false;
      }
      const [loss] = fetch[LOSS_OUTPUT];
      if (!Number.isFinite(loss)) throw notFinite(loss);
      optimiser.step(updates);
      return { loss, gradients, outputs };
    },
    async release() {
      await session?.release();
    },
  };
}
