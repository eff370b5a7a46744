/**
 * Runs an ONNX file with ONNX Runtime.
 *
 * A run blocks the thread that calls it until it is done, although it returns a promise: use sessions in worker
 * threads (`core/workers.ts`), never on the event loop of a server.
 */
import { DaogouError, toError } from '../core/errors.ts';
import { checkCount } from './check-setting.ts';
import type { DataType, TypedArray } from './graph.ts';
import { ort } from './onnx-runtime.ts';
import { checkProvider, expectProvider, type Provider } from './providers.ts';
import { failOnShapes, formatShape, sizeOf, type Shape } from './shapes.ts';

export interface SessionOptions {
  /** Threads that share one operation, from 1; default 1. Several sessions in workers often beat several threads. */
  readonly threads?: number;
  /** What computes; default `cpu`. Only there are results promised to have the same bits every time. */
  readonly provider?: Provider;
}

export interface SessionValue {
  readonly dtype: DataType;
  readonly shape: Shape;
}

export interface Session {
  readonly inputs: ReadonlyMap<string, SessionValue>;
  readonly outputs: ReadonlyMap<string, SessionValue>;
  /**
   * Runs the whole graph. One run at a time when `fetch` or the feeds are used again.
   * @param feeds one array per input, in row-major order. They are read during the call and not kept.
   * @param fetch arrays that receive the outputs of these names; other outputs get new arrays. Reusing them keeps
   * memory flat.
   * @returns every output by name.
   * @throws invalid-input for a missing input, one of another element type, an index outside its table, results that
   * need more memory than there is, or a session that is released; shape-mismatch for a wrong number of elements.
   */
  run(
    feeds: Readonly<Record<string, TypedArray>>,
    fetch?: Readonly<Record<string, Float32Array>>,
  ): Promise<Record<string, Float32Array>>;
  /** Frees the memory of the runtime; the session cannot be used any more. A second call does nothing. */
  release(): Promise<void>;
}

/**
 * @throws unsupported-format when the bytes are no ONNX file or use an operator that the runtime lacks; invalid-input
 * for threads or a provider that cannot be; missing-dependency when this machine cannot use the provider.
 */
export async function createSession(onnx: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  checkOptions(options);
  const session = await load(onnx, options);
  const inputs = describe(session.inputMetadata);
  const outputs = describe(session.outputMetadata);
  const toRuntime = rememberTensors();
  let released = false;

  return {
    inputs,
    outputs,
    async run(feeds, fetch = {}) {
      if (released) throw alreadyReleased('session');
      checkFeeds(feeds, inputs);
      const fed: Record<string, ort.Tensor> = {};
      for (const [name, value] of inputs) {
        fed[name] = toRuntime(`feed ${name}`, feeds[name], value);
      }
      const wanted: Record<string, ort.Tensor | null> = {};
      for (const [name, value] of outputs) {
        const target = fetch[name];
        if (target) checkArray('fetch', name, value, target);
        wanted[name] = target ? toRuntime(`fetch ${name}`, target, value) : null;
      }
      const results = await session.run(fed, wanted).catch(failToRun);
      const values: Record<string, Float32Array> = {};
      for (const name of outputs.keys()) values[name] = fetch[name] ?? (results[name].data as Float32Array);
      return values;
    },
    async release() {
      if (released) return;
      released = true;
      await session.release();
    },
  };
}

function checkOptions({ threads = 1, provider = 'cpu' }: SessionOptions): void {
  checkCount('The number of threads', threads);
  checkProvider(provider);
}

export function alreadyReleased(what: string): DaogouError {
  return new DaogouError('invalid-input', `The ${what} is released already`, {
    remedy: `Release it after the last use, or create a new ${what}.`,
  });
}

function failToRun(thrown: unknown): never {
  const { message } = toError(thrown);
  throw new DaogouError('invalid-input', `ONNX Runtime cannot run the network: ${message}`, {
    received: message,
    remedy: remedyFor(message),
    cause: thrown,
  });
}

function remedyFor(message: string): string {
  if (/allocate memory|bad_alloc/i.test(message)) {
    return 'A result needs more memory than there is: use a smaller batch or smaller layers.';
  }
  if (/out of (data )?bounds/i.test(message)) {
    return 'Feed indices from 0 up to but without the number of rows of their table, and classes likewise.';
  }
  return 'Look at what was fed and at the shapes of the graph around the node that the message names.';
}

async function load(
  onnx: Uint8Array,
  { threads = 1, provider = 'cpu' }: SessionOptions,
): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(onnx, {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // What goes wrong is thrown, and need not be printed as well.
      logSeverityLevel: 4,
      // A thread that spins while it waits takes the core from the optimiser and from other workers.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (thrown) {
    if (provider !== 'cpu') await expectProvider(provider);
    throw new DaogouError(
      'unsupported-format',
      `ONNX Runtime cannot load the network: ${toError(thrown).message}`,
      {
        received: `${onnx.byteLength} bytes`,
        remedy: 'Check that the file is a complete ONNX file of operator set 24 or lower.',
        cause: thrown,
      },
    );
  }
}

function describe(metadata: readonly ort.InferenceSession.ValueMetadata[]): Map<string, SessionValue> {
  return new Map(
    metadata
      .filter((value) => value.isTensor)
      .map(({ name, type, shape }) => [name, { dtype: type as DataType, shape: shape as number[] }]),
  );
}

/** Keeps the runtime's wrapper of an array that is fed or fetched under the same name again. */
function rememberTensors(): (slot: string, values: TypedArray, value: SessionValue) => ort.Tensor {
  const wrappers = new Map<string, { values: TypedArray; tensor: ort.Tensor }>();
  return (slot, values, { dtype, shape }) => {
    const known = wrappers.get(slot);
    if (known?.values === values) return known.tensor;
    const tensor = new ort.Tensor(dtype as 'float32', values as Float32Array, shape);
    wrappers.set(slot, { values, tensor });
    return tensor;
  };
}

const ARRAY_TYPES: Partial<Record<DataType, new (length: number) => TypedArray>> = {
  float32: Float32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int32: Int32Array,
  int64: BigInt64Array,
};

/**
 * Checks that there is a fitting array for every input. Other arrays may be there as well.
 * @throws invalid-input for an absent array or one of another element type; shape-mismatch for a wrong length;
 * unsupported-format for an input whose sizes the file leaves open.
 */
export function checkFeeds(
  feeds: Readonly<Record<string, TypedArray>>,
  inputs: ReadonlyMap<string, SessionValue>,
): void {
  for (const [name, value] of inputs) {
    if (feeds[name] === undefined) {
      throw new DaogouError('invalid-input', `run: ${name} is not fed`, {
        received: Object.keys(feeds),
        remedy:
          `Feed ${name} with ${arrayName(value.dtype)} of ${formatShape(value.shape)}; ` +
          `fed were: ${Object.keys(feeds).join(', ') || 'none'}.`,
      });
    }
    checkArray('run', name, value, feeds[name]);
  }
}

function checkArray(
  operation: string,
  name: string,
  { dtype, shape }: SessionValue,
  values: TypedArray,
): void {
  const ArrayType = ARRAY_TYPES[dtype];
  if (!ArrayType || !(values instanceof ArrayType)) {
    const received = (values as object | null)?.constructor.name ?? 'null';
    throw new DaogouError('invalid-input', `${operation}: ${name} is ${dtype} and cannot take ${received}`, {
      received,
      remedy: `Give ${name} ${arrayName(dtype)} of ${formatShape(shape)}.`,
    });
  }
  if (!shape.every(Number.isInteger)) {
    throw new DaogouError('unsupported-format', `${operation}: the file leaves sizes of ${name} open`, {
      received: shape,
      remedy: 'Bind them: importOnnx(bytes, { batch, dimensions }) builds a graph of fixed sizes.',
    });
  }
  if (values.length !== sizeOf(shape)) {
    failOnShapes(
      operation,
      `${name} has ${values.length} values instead of ${sizeOf(shape)}`,
      [shape],
      'Give as many values as the shape has elements.',
    );
  }
}

function arrayName(dtype: DataType): string {
  return ARRAY_TYPES[dtype]?.name ?? `an array of ${dtype}`;
}
