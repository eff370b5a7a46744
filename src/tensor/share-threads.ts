/** The threads of a data-parallel trainer and the memory that they share with it. */
import { DaogouError } from '../core/errors.ts';
import { startWorker, type WorkerHandle } from '../core/workers.ts';
import type { ShareWorkerInput, ShareWorkerMethods } from './data-parallel-worker.ts';
import type { Tensor } from './graph.ts';
import { alreadyReleased, checkFeeds } from './session.ts';
import { sizeOf } from './shapes.ts';
import { arraysIn, bytesOf, copyArrays, type ArraySlot, type NamedArrays } from './shared-arrays.ts';
import type { Feeds } from './trainer.ts';

export interface ShareThreadsOptions {
  readonly onnx: Uint8Array;
  readonly shares: number;
  readonly workers: number;
  /** What the threads run. */
  readonly workerFile: URL;
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** The parameters that are fed; their numbers are read at every run. */
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly outputLengths: ReadonlyMap<string, number>;
}

export interface ShareThreads {
  /** Every output of the graph, one set per share; overwritten by the next run. */
  readonly results: readonly Readonly<Record<string, Float32Array>>[];
  /**
   * Runs every share once. Feeds and weights are copied before this returns.
   * @param feeds one set of arrays per share.
   */
  run(feeds: readonly Feeds[]): Promise<void>;
  release(): Promise<void>;
}

export async function startShareThreads(options: ShareThreadsOptions): Promise<ShareThreads> {
  const { inputs, shares, weights } = options;
  const memory = planMemory(options);
  const threads = await startThreads(options.workerFile, { onnx: options.onnx, ...memory }, options.workers);
  const sharedWeights = arraysIn(memory.weights, memory.parameterSlots);
  const feedSets = arraySets(memory.feeds, memory.feedSlots, shares);
  const nextShare = new Int32Array(memory.nextShare);
  let released = false;

  return {
    results: arraySets(memory.results, memory.resultSlots, shares) as Record<string, Float32Array>[],
    async run(feeds) {
      if (released) throw alreadyReleased('trainer');
      checkShares(feeds, inputs, shares);
      for (const [share, set] of feedSets.entries()) copyArrays(feeds[share], set);
      copyArrays(weights, sharedWeights);
      nextShare[0] = 0;
      const outcomes = await Promise.allSettled(threads.map(({ call }) => call.work()));
      // Only when all have stopped may the shared memory be written again.
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
    async release() {
      if (released) return;
      released = true;
      await Promise.allSettled(threads.map(({ call }) => call.release()));
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

type SharedMemory = Omit<ShareWorkerInput, 'onnx'>;

function planMemory({ shares, weights, inputs, outputLengths }: ShareThreadsOptions): SharedMemory {
  const parameterSlots = Object.entries(weights).map(([name, { length }]) => floats(name, length));
  const feedSlots = [...inputs.values()].map(({ name, dtype, shape }): ArraySlot => ({
    name,
    dtype,
    length: sizeOf(shape),
  }));
  const resultSlots = [...outputLengths].map(([name, length]) => floats(name, length));
  return {
    shares,
    parameterSlots,
    weights: new SharedArrayBuffer(bytesOf(parameterSlots)),
    feedSlots,
    feeds: new SharedArrayBuffer(shares * bytesOf(feedSlots)),
    resultSlots,
    results: new SharedArrayBuffer(shares * bytesOf(resultSlots)),
    nextShare: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
  };
}

async function startThreads(
  file: URL,
  input: ShareWorkerInput,
  count: number,
): Promise<WorkerHandle<ShareWorkerMethods>[]> {
  const threads = Array.from({ length: count }, () => startWorker<ShareWorkerMethods>(file, { input }));
  try {
    await Promise.all(threads.map(({ call }) => call.open()));
    return threads;
  } catch (error) {
    await Promise.all(threads.map((thread) => thread.close()));
    throw error;
  }
}

function checkShares(feeds: readonly Feeds[], inputs: ReadonlyMap<string, Tensor>, shares: number): void {
  if (feeds.length !== shares) {
    throw new DaogouError(
      'invalid-input',
      `There are feeds for ${feeds.length} shares instead of ${shares}`,
      {
        received: feeds.length,
        remedy: 'Give one set of arrays per share.',
      },
    );
  }
  for (const set of feeds) checkFeeds(set, inputs);
}

function arraySets(memory: SharedArrayBuffer, slots: readonly ArraySlot[], count: number): NamedArrays[] {
  return Array.from({ length: count }, (_, index) => arraysIn(memory, slots, index));
}

function floats(name: string, length: number): ArraySlot {
  return { name, dtype: 'float32', length };
}
