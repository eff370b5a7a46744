/** One thread of a data-parallel trainer: takes shares of the batch until none is left. */
import { exposeToParent, workerInput } from '../core/workers.ts';
import { createSession, type Session } from './session.ts';
import { arraysIn, bytesOf, copyArrays, type ArraySlot, type NamedArrays } from './shared-arrays.ts';

export interface ShareWorkerInput {
  readonly onnx: Uint8Array;
  readonly shares: number;
  /** Trained parameters; `weights` holds one set. */
  readonly parameterSlots: readonly ArraySlot[];
  readonly weights: SharedArrayBuffer;
  /** What is fed; `feeds` holds one set per share. */
  readonly feedSlots: readonly ArraySlot[];
  readonly feeds: SharedArrayBuffer;
  /** Every output of the graph; `results` holds one set per share. */
  readonly resultSlots: readonly ArraySlot[];
  readonly results: SharedArrayBuffer;
  /** One int32: the first share that no worker has taken yet. */
  readonly nextShare: SharedArrayBuffer;
}

const input = workerInput<ShareWorkerInput>();
const nextShare = new Int32Array(input.nextShare);

// The runtime takes no shared memory, so everything goes through arrays of this thread's own.
const local = (slots: readonly ArraySlot[]): NamedArrays => arraysIn(new ArrayBuffer(bytesOf(slots)), slots);
const setPerShare = (memory: SharedArrayBuffer, slots: readonly ArraySlot[]): NamedArrays[] =>
  Array.from({ length: input.shares }, (_, share) => arraysIn(memory, slots, share));
const weights = arraysIn(input.weights, input.parameterSlots);
const ownWeights = local(input.parameterSlots);
const feeds = setPerShare(input.feeds, input.feedSlots);
const ownFeeds = local(input.feedSlots);
const results = setPerShare(input.results, input.resultSlots);
const ownResults = local(input.resultSlots) as Record<string, Float32Array>;
const fed = { ...ownFeeds, ...ownWeights };
let session: Session | undefined;

const methods = {
  async open(): Promise<void> {
    session = await createSession(input.onnx);
  },

  /** Takes shares and computes their losses and gradients. */
  async work(): Promise<void> {
    copyArrays(weights, ownWeights);
    for (;;) {
      const share = Atomics.add(nextShare, 0, 1);
      if (share >= input.shares) return;
      copyArrays(feeds[share], ownFeeds);
      await session!.run(fed, ownResults);
      copyArrays(ownResults, results[share]);
    }
  },

  async release(): Promise<void> {
    await session?.release();
  },
};

export type ShareWorkerMethods = typeof methods;

exposeToParent(methods);
