/**
 * A typed call into a worker thread. Inference, training, image decoding and big parsing happen there, so that an
 * event loop that serves people is never held up.
 *
 * A worker's file calls `exposeToParent(methods)`; the other side calls `startWorker<Methods>(url)` and gets the
 * same methods as promises. Progress reported inside a worker arrives at the `progress` that the caller gave.
 */
import { parentPort, Worker, workerData, type Transferable } from 'node:worker_threads';
import { DaogouError, toError, type ErrorCode } from './errors.ts';
import { silentProgress, type Progress, type ProgressStep } from './progress.ts';

export type WorkerMethods = Record<string, (...parameters: never[]) => unknown>;

export type RemoteMethods<Methods extends WorkerMethods> = {
  [Name in keyof Methods]: (
    ...parameters: Parameters<Methods[Name]>
  ) => Promise<Awaited<ReturnType<Methods[Name]>>>;
};

export interface WorkerHandle<Methods extends WorkerMethods> {
  readonly call: RemoteMethods<Methods>;
  /** Ends the thread; calls still under way are rejected. */
  close(): Promise<void>;
}

interface CallMessage {
  readonly id: number;
  readonly method: string;
  readonly parameters: unknown[];
}

interface SerialisedError {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly stack: string | undefined;
  readonly received: unknown;
  readonly remedy: string | undefined;
}

type ReplyMessage =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: SerialisedError }
  | { readonly kind: 'progress'; readonly step: number; readonly event: ProgressEvent };

type ProgressEvent =
  | { readonly type: 'start'; readonly label: string; readonly total: number }
  | { readonly type: 'advance'; readonly units: number }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'done' };

export interface WorkerOptions {
  /** Given to the worker as `workerInput()`; must be structured-cloneable. */
  readonly input?: unknown;
  readonly progress?: Progress;
}

export function startWorker<Methods extends WorkerMethods>(
  url: URL,
  options: WorkerOptions = {},
): WorkerHandle<Methods> {
  const worker = new Worker(url, { workerData: options.input });
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const steps = new Map<number, ProgressStep>();
  const progress = options.progress ?? silentProgress;
  let nextId = 0;
  let failure: Error | undefined;

  const fail = (error: Error): void => {
    failure ??= error;
    for (const call of pending.values()) call.reject(failure);
    pending.clear();
  };
  worker.on('error', (error) =>
    fail(
      new DaogouError('worker-failed', `The worker ${fileName(url)} failed: ${toError(error).message}`, {
        cause: error,
      }),
    ),
  );
  worker.on('exit', (code) =>
    fail(new DaogouError('worker-failed', `The worker ${fileName(url)} ended with code ${code}`)),
  );
  worker.on('message', (message: ReplyMessage) => {
    if (message.kind === 'progress') {
      applyProgress(progress, steps, message.step, message.event);
      return;
    }
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (pending.size === 0) worker.unref();
    if (message.kind === 'result') call?.resolve(message.value);
    else call?.reject(reviveError(message.error));
  });
  // An idle worker does not keep the process alive; one that owes an answer does.
  worker.unref();

  const invoke = (method: string, parameters: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (failure) {
        reject(failure);
        return;
      }
      const id = nextId++;
      pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, method, parameters } satisfies CallMessage);
    });

  const call = new Proxy({} as RemoteMethods<Methods>, {
    get: (_target, method) =>
      typeof method === 'string' && method !== 'then'
        ? (...parameters: unknown[]) => invoke(method, parameters)
        : undefined,
  });
  return {
    call,
    async close() {
      failure ??= new DaogouError('worker-failed', `The worker ${fileName(url)} was closed`);
      await worker.terminate();
    },
  };
}

/** What the starter of this thread gave as `input`. */
export function workerInput<T>(): T {
  return workerData as T;
}

/** Answers calls from the parent thread, in the order they come; each is awaited before the next begins. */
export function exposeToParent(methods: WorkerMethods): void {
  const port = parentPort;
  if (!port) throw new DaogouError('worker-failed', 'exposeToParent was called outside a worker thread');
  let queue: Promise<void> = Promise.resolve();
  port.on('message', (message: CallMessage) => {
    queue = queue.then(async () => {
      try {
        const method = methods[message.method] as ((...parameters: unknown[]) => unknown) | undefined;
        if (!method) throw new DaogouError('worker-failed', `The worker has no method ${message.method}`);
        const value = await method(...message.parameters);
        port.postMessage(
          { kind: 'result', id: message.id, value } satisfies ReplyMessage,
          transferables(value),
        );
      } catch (thrown) {
        port.postMessage({
          kind: 'error',
          id: message.id,
          error: serialiseError(thrown),
        } satisfies ReplyMessage);
      }
    });
  });
}

/** Progress that travels to the parent thread. */
export function progressToParent(): Progress {
  let nextStep = 0;
  const send = (step: number, event: ProgressEvent): void =>
    parentPort?.postMessage({ kind: 'progress', step, event } satisfies ReplyMessage);
  return {
    start(label, total) {
      const step = nextStep++;
      send(step, { type: 'start', label, total });
      return {
        advance: (units = 1) => send(step, { type: 'advance', units }),
        note: (text) => send(step, { type: 'note', text }),
        done: () => send(step, { type: 'done' }),
      };
    },
  };
}

function applyProgress(
  progress: Progress,
  steps: Map<number, ProgressStep>,
  step: number,
  event: ProgressEvent,
): void {
  switch (event.type) {
    case 'start':
      steps.set(step, progress.start(event.label, event.total));
      return;
    case 'advance':
      steps.get(step)?.advance(event.units);
      return;
    case 'note':
      steps.get(step)?.note(event.text);
      return;
    case 'done':
      steps.get(step)?.done();
      steps.delete(step);
      return;
    default:
      event satisfies never;
  }
}

/** Top-level typed arrays are moved, not copied: a worker's result is the caller's from then on. */
function transferables(value: unknown): Transferable[] {
  const candidates = Array.isArray(value) ? value : [value];
  const buffers = new Set<ArrayBuffer>();
  for (const candidate of candidates) {
    if (!ArrayBuffer.isView(candidate) || !(candidate.buffer instanceof ArrayBuffer)) continue;
    const ownsWholeBuffer = candidate.byteLength === candidate.buffer.byteLength;
    if (ownsWholeBuffer) buffers.add(candidate.buffer);
  }
  return [...buffers];
}

function serialiseError(thrown: unknown): SerialisedError {
  const error = toError(thrown);
  const known = error instanceof DaogouError ? error : undefined;
  return {
    code: known?.code,
    message: error.message,
    stack: error.stack,
    received: isCloneable(known?.received) ? known?.received : String(known?.received),
    remedy: known?.remedy,
  };
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function reviveError(error: SerialisedError): Error {
  const revived = new DaogouError(error.code ?? 'worker-failed', error.message, {
    received: error.received,
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
  });
  if (error.stack) revived.stack = error.stack;
  return revived;
}

function fileName(url: URL): string {
  return url.pathname.split('/').at(-1) ?? url.pathname;
}
