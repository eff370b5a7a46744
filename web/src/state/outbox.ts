import type { EventInput } from '../../../src/core/contracts/event.ts';

/** The part of a kept store that the outbox needs. */
interface Waiting {
  get: () => readonly EventInput[];
  update: (change: (current: readonly EventInput[]) => readonly EventInput[]) => void;
}

export interface Outbox {
  /** Queues the event and sends it at once; never throws, for shopping goes on whether or not it is counted. */
  put: (event: EventInput) => Promise<void>;
  /** Sends what is waiting. */
  flush: () => Promise<void>;
}

/** The API's limit on one batch. */
const BATCH = 1000;

/**
 * Events are kept until the shop has taken them, so that none is lost while offline; their ids make a second
 * sending harmless. `send` resolves to false where the shop refused the events for good, and throws where a later
 * try may succeed. `onDelivered` follows each delivery.
 */
export function createOutbox(options: {
  waiting: Waiting;
  send: (events: readonly EventInput[]) => Promise<boolean>;
  onDelivered: () => void;
}): Outbox {
  const { waiting } = options;
  let running: Promise<void> | null = null;

  async function sendAll(): Promise<void> {
    try {
      while (waiting.get().length > 0) {
        const batch = waiting.get().slice(0, BATCH);
        const taken = await options.send(batch);
        const sent = new Set(batch.map(({ id }) => id));
        waiting.update((current) => current.filter(({ id }) => !sent.has(id)));
        if (taken) options.onDelivered();
      }
    } catch {
      // Not delivered: the events wait for the next flush.
    } finally {
      running = null;
    }
  }

  const flush = (): Promise<void> => {
    if (waiting.get().length === 0) return Promise.resolve();
    running ??= sendAll();
    return running;
  };

  return {
    put: (event) => {
      waiting.update((current) => [...current, event].slice(-BATCH));
      return flush();
    },
    flush,
  };
}
