/** Training runs that go on after an interruption as if there had been none, to the last bit. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter, NumericArray } from '../core/contracts/artifacts.ts';
import { DaogouError } from '../core/errors.ts';
import type { Random } from '../core/random.ts';
import {
  expectOnly,
  joinStates,
  restoreInto,
  splitState,
  type Stateful,
  type TrainingState,
} from './training-state.ts';

export interface Checkpoints {
  /**
   * Saves every part as it is at the moment of the call: training may go on before the promise is fulfilled.
   * @param progress what else the run must know, as JSON: the step, for instance.
   */
  save(progress: unknown): Promise<void>;
  /**
   * Puts every part back to the newest whole checkpoint.
   * @returns its `progress`; undefined when nothing was ever saved whole.
   * @throws model-mismatch when both files are damaged or were saved by another model.
   */
  load(): Promise<unknown>;
}

const FILES = ['checkpoint-0.safetensors', 'checkpoint-1.safetensors'] as const;
const ABOUT = 'about';
const DIGEST = 'digest';

const aboutSchema = z.object({ sequence: z.number().int().nonnegative(), progress: z.unknown() });

interface SavedCheckpoint {
  readonly sequence: number;
  readonly progress: unknown;
  readonly state: TrainingState;
}

/**
 * Two files take turns and each carries a digest, so a crash in the middle of writing leaves the one before whole.
 * One writer at a time.
 *
 * @param artifacts where the files lie; the same for writing and reading.
 * @param parts all that changes while training, by names without a slash: parameters, optimisers, tables, generators.
 */
export function createCheckpoints(
  artifacts: ArtifactWriter & ArtifactReader,
  parts: Readonly<Record<string, Stateful>>,
): Checkpoints {
  let newest: number | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const write = async (state: TrainingState, progress: unknown): Promise<void> => {
    newest ??= (await readNewest(artifacts))?.sequence ?? -1;
    const sequence = newest + 1;
    const about = new TextEncoder().encode(JSON.stringify({ sequence, progress }));
    const arrays = { ...state, [ABOUT]: about };
    await artifacts.writeArrays(FILES[sequence % 2], { ...arrays, [DIGEST]: digestOf(arrays) });
    newest = sequence;
  };
  return {
    save(progress) {
      const states = Object.entries(parts).map(([name, part]) => [name, copyOf(part.state())] as const);
      const state = joinStates(Object.fromEntries(states));
      const saved = queue.then(() => write(state, progress));
      queue = saved.catch(() => undefined);
      return saved;
    },
    async load() {
      await queue;
      const saved = await readNewest(artifacts);
      if (!saved) return undefined;
      newest = saved.sequence;
      const states = splitState(saved.state, Object.keys(parts));
      for (const [name, part] of Object.entries(parts)) part.restore(states[name]);
      return saved.progress;
    },
  };
}

/** A generator as a part of a checkpoint. */
export function statefulRandom(random: Random): Stateful {
  return {
    state: () => ({ generator: random.state() }),
    restore(state) {
      const saved = new Float64Array(random.state().length);
      expectOnly(state, ['generator']);
      restoreInto(saved, state.generator, 'the generator of random numbers');
      random.restore(saved);
    },
  };
}

async function readNewest(artifacts: ArtifactReader): Promise<SavedCheckpoint | undefined> {
  const found = await Promise.all(FILES.map((file) => readWhole(artifacts, file)));
  if (found.every((saved) => saved === 'damaged')) {
    throw new DaogouError('model-mismatch', 'Both files of the checkpoint are damaged', {
      received: FILES,
      remedy: 'Remove them and start the training anew.',
    });
  }
  // One damaged file and none beside it: the very first save was cut short.
  const whole = found.filter((saved) => typeof saved === 'object');
  return whole.toSorted((a, b) => b.sequence - a.sequence)[0];
}

async function readWhole(
  artifacts: ArtifactReader,
  file: string,
): Promise<SavedCheckpoint | 'damaged' | undefined> {
  try {
    const { [DIGEST]: digest, ...arrays } = await artifacts.readArrays(file);
    if (!digest || Buffer.compare(digestOf(arrays), digest as Uint8Array) !== 0) return 'damaged';
    const { [ABOUT]: about, ...state } = arrays;
    const known = aboutSchema.parse(JSON.parse(new TextDecoder().decode(about)));
    return { sequence: known.sequence, progress: known.progress, state };
  } catch (thrown) {
    if (thrown instanceof DaogouError && thrown.code === 'model-missing') return undefined;
    if (thrown instanceof DaogouError && thrown.code === 'model-mismatch') return 'damaged';
    throw thrown;
  }
}

function copyOf(state: TrainingState): TrainingState {
  return Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values.slice()]));
}

/** SHA-256 of all names and bytes, in the order of the names. */
function digestOf(arrays: Readonly<Record<string, NumericArray>>): Uint8Array {
  const hash = createHash('sha256');
  for (const name of Object.keys(arrays).sort()) {
    const { buffer, byteOffset, byteLength } = arrays[name];
    hash.update(`${name} ${byteLength}\n`);
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return new Uint8Array(hash.digest());
}
