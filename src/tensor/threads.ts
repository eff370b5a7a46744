import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createSession, type Session } from './session.ts';
import type { Feeds } from './trainer.ts';

export interface ChooseThreadsOptions {
  /** Largest number to try; default: the number of processors. */
  readonly most?: number;
  /** Timed runs of each number at least, after one that is not timed; default 5. */
  readonly runs?: number;
}

/** More threads must be at least this much faster, in both measures: they take processors from other work. */
const WORTHWHILE = { share: 0.05, milliseconds: 0.1 };
/** A small network is run more often: its first runs are slowed by the compiler of the code around it. */
const SHORTEST_MEASUREMENT_MS = 20;

const choices = new Map<string, Promise<number>>();

/**
 * Measures a network with 1, 2, 4, … threads, and the largest number, and gives the fastest. It blocks the thread
 * for a few runs, once per network in a process: later calls get the same answer. Results have the same bits with
 * any number of threads, so the choice changes the speed alone.
 * @param feeds as for `Session.run`.
 */
export function chooseThreads(
  onnx: Uint8Array,
  feeds: Feeds,
  options: ChooseThreadsOptions = {},
): Promise<number> {
  const { most = availableParallelism(), runs = 5 } = options;
  const key = `${createHash('sha256').update(onnx).digest('hex')} ${most}`;
  let choice = choices.get(key);
  if (!choice) {
    choice = measure(onnx, feeds, most, runs);
    choices.set(key, choice);
    // What failed is tried again.
    choice.catch(() => choices.delete(key));
  }
  return choice;
}

async function measure(onnx: Uint8Array, feeds: Feeds, most: number, runs: number): Promise<number> {
  let best = { threads: 1, milliseconds: Infinity };
  for (const threads of candidates(most)) {
    const session = await createSession(onnx, { threads });
    try {
      const milliseconds = await fastestRun(session, feeds, runs);
      const gain = best.milliseconds - milliseconds;
      const needed = Math.max(WORTHWHILE.milliseconds, WORTHWHILE.share * best.milliseconds);
      if (best.milliseconds === Infinity || gain > needed) best = { threads, milliseconds };
    } finally {
      await session.release();
    }
  }
  return best.threads;
}

function candidates(most: number): number[] {
  const powers = Array.from({ length: 8 }, (_, exponent) => 2 ** exponent);
  return [...powers.filter((threads) => threads < most), Math.max(1, most)];
}

/** The fastest run is the one that other programs disturbed least. */
async function fastestRun(session: Session, feeds: Feeds, runs: number): Promise<number> {
  const fetch = await session.run(feeds);
  const begun = performance.now();
  let fastest = Infinity;
  for (let run = 0; run < runs || performance.now() - begun < SHORTEST_MEASUREMENT_MS; run++) {
    const start = performance.now();
    await session.run(feeds, fetch);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}
