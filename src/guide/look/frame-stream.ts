import type { LookAnswer, LookMessage, LookStream } from '../../core/contracts/look.ts';
import { DaogouError, toError } from '../../core/errors.ts';
import type { Glance } from './screen-sight.ts';

export interface FrameStreamParts {
  glance(picture: Uint8Array): Promise<Glance>;
  first(glance: Glance, started: number): Promise<LookAnswer>;
  closer(glance: Glance, started: number): AsyncIterable<LookAnswer>;
  forget(): Promise<void>;
  hear(message: LookMessage): void;
}

interface Waiting<T> {
  readonly frame: number;
  readonly started: number;
  readonly what: T;
}

/**
 * A stream on which late frames are dropped, never queued. Frames are glanced at one after the other, and what was
 * glanced at is looked at closely one after the other beside that; before each of the two, only the newest waits, so
 * that a slow machine answers about fewer frames and never later.
 */
export function createFrameStream(parts: FrameStreamParts): LookStream {
  let frames = 0;
  let open = true;
  const hear = (message: LookMessage): void => {
    if (open) parts.hear(message);
  };
  const fail = (frame: number, thrown: unknown): void => hear(problemOf(frame, thrown));

  const closer = newestOnly<Glance>(async ({ frame, started, what }) => {
    try {
      for await (const answer of parts.closer(what, started)) {
        if (!open) return;
        hear({ type: 'answer', frame, answer });
      }
    } catch (thrown) {
      fail(frame, thrown);
    }
  });
  const first = newestOnly<Uint8Array>(
    async ({ frame, started, what }) => {
      try {
        const glance = await parts.glance(what);
        hear({ type: 'answer', frame, answer: await parts.first(glance, started) });
        if (open) closer.offer({ frame, started, what: glance });
      } catch (thrown) {
        fail(frame, thrown);
      }
    },
    ({ frame }) => hear({ type: 'dropped', frame }),
  );

  return {
    offer(picture) {
      if (open) first.offer({ frame: frames++, started: performance.now(), what: picture });
    },
    close() {
      if (!open) return;
      open = false;
      first.empty();
      closer.empty();
      // Nobody hears any more what became of it.
      parts.forget().catch(() => {});
    },
  };
}

/** Does one piece of work after the other; of those that wait meanwhile, the newest stays. */
function newestOnly<T>(
  work: (waiting: Waiting<T>) => Promise<void>,
  drop: (waiting: Waiting<T>) => void = () => {},
): { offer(waiting: Waiting<T>): void; empty(): void } {
  let next: Waiting<T> | undefined;
  let busy = false;
  const run = async (): Promise<void> => {
    busy = true;
    while (next) {
      const taken = next;
      next = undefined;
      await work(taken);
    }
    busy = false;
  };
  return {
    offer(waiting) {
      if (next) drop(next);
      next = waiting;
      if (!busy) void run();
    },
    empty() {
      next = undefined;
    },
  };
}

function problemOf(frame: number, thrown: unknown): LookMessage {
  const error = toError(thrown);
  const known = error instanceof DaogouError ? error : undefined;
  return {
    type: 'problem',
    frame,
    code: known?.code ?? 'internal',
    // What went wrong inside is for the log, not for a stranger.
    message: known?.message ?? 'The frame could not be looked at',
    ...(known?.remedy === undefined ? {} : { remedy: known.remedy }),
  };
}
