import type { Item } from '../core/contracts/item.ts';
import { DaogouError } from '../core/errors.ts';
import { startWorker, type WorkerHandle } from '../core/workers.ts';
import type { FurthestLook, ScreenSight } from '../guide/look/screen-sight.ts';
import type { GlanceMethods } from './screen-glance-worker.ts';
import type { ReadingInput, ReadingMethods } from './screen-reading-worker.ts';

/** The catalogue whose products are to be recognised. */
export interface SightCatalogue {
  /** The workspace's folder. */
  readonly folder: string;
  readonly items: readonly Item[];
}

export interface RunningSight {
  readonly sight: ScreenSight;
  /** Ends the threads, where there are any. */
  close(): Promise<void>;
}

interface Threads {
  /** Answers first. */
  readonly glancing: WorkerHandle<GlanceMethods>;
  /** Reads what the first has seen. */
  readonly reading: WorkerHandle<ReadingMethods>;
  readonly furthest: FurthestLook;
}

/**
 * Eyes that open when they are first asked: a shop that looks at no screens pays nothing for them. Without the package
 * that reads text, shapes and colours have to do; without a catalogue, no product is recognised.
 */
export function createScreenSight(catalogue?: SightCatalogue): RunningSight {
  let started: Promise<Threads> | undefined;
  const threads = (): Promise<Threads> => (started ??= startThreads(catalogue));
  return {
    sight: {
      furthest: async () => (await threads()).furthest,
      glance: async (picture) => (await threads()).glancing.call.glance(picture),
      read: async (glance, stream) => (await threads()).reading.call.read(glance, stream),
      match: async (glance, read) => (await threads()).reading.call.match(glance, read),
      forget: async (stream) => (await threads()).reading.call.forget(stream),
    },
    async close() {
      const running = await started?.catch(() => undefined);
      if (running) await endThreads(running);
    },
  };
}

async function startThreads(catalogue: SightCatalogue | undefined): Promise<Threads> {
  const input: ReadingInput = { catalogue };
  const glancing = startWorker<GlanceMethods>(new URL('./screen-glance-worker.ts', import.meta.url));
  const reading = startWorker<ReadingMethods>(new URL('./screen-reading-worker.ts', import.meta.url), {
    input,
  });
  try {
    const [lacking] = await Promise.all([lackOf(reading.call.ready()), glancing.call.ready()]);
    const hasCatalogue = catalogue !== undefined && catalogue.items.length > 0;
    const stage = lacking ? 'pixels' : hasCatalogue ? 'catalogue' : 'text';
    return { glancing, reading, furthest: { stage, lacking } };
  } catch (thrown) {
    await endThreads({ glancing, reading });
    throw thrown;
  }
}

async function endThreads({ glancing, reading }: Pick<Threads, 'glancing' | 'reading'>): Promise<void> {
  await Promise.all([glancing.close(), reading.close()]);
}

async function lackOf(ready: Promise<void>): Promise<DaogouError | undefined> {
  try {
    await ready;
    return undefined;
  } catch (thrown) {
    if (thrown instanceof DaogouError && thrown.code === 'missing-dependency') return thrown;
    throw thrown;
  }
}
