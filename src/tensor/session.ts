/**
 * Runs an ONNX file with ONNX Runtime.
 *
 * A run blocks the thread that calls it until it is done, although it returns a promise: use sessions in worker
 * threads (`core/workers.ts`), never on the event loop of a server.
 */
import ort from 'onnxruntime-node';
import { DaogouError, toError } from '../core/errors.ts';
import type { DataType, TypedArray } from './graph.ts';
import { expectProvider, type Provider } from './providers.ts';
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
   * Runs the whole graph.
   * @param feeds one array per input, in row-major order. They are read during the call and not kept.
   * @param fetch arrays that receive the outputs of these names; other outputs get new arrays. Reusing them keeps
   * memory flat.
   * @returns every output by name.
   * @throws invalid-input for a missing input, one of another element type or an index outside its table;
   * shape-mismatch for a wrong number of elements.
   */
  run(
    feeds: Readonly<Record<string, TypedArray>>,
    fetch?: Readonly<Record<string, Float32Array>>,
  ): Promise<Record<string, Float32Array>>;
  /** Frees the memory of the runtime; the session cannot be used any more. */
  release(): Promise<void>;
}

/**
 * @throws unsupported-format when the bytes are no ONNX file or use an operator that the runtime lacks;
 * missing-dependency when this machine cannot use the provider.
 */
export async function createSession(onnx: Uint8Array, options: SessionOptions = {}): Promise<Session> {
  const session = await load(onnx, options);
  const inputs = describe(session.inputMetadata);
  const outputs = describe(session.outputMetadata);
  const toRuntime = rememberTensors();

  return {
    inputs,
    outputs,
    async run(feeds, fetch = {}) {
      const fed: Record<string, ort.Tensor> = {};
      for (const [name, value] of inputs) {
        checkFeed(name, value, feeds[name]);
        fed[name] = toRuntime(`feed ${name}`, feeds[name], value);
      }
      const wanted: Record<string, ort.Tensor | null> = {};
      for (const [name, value] of outputs) {
        const target = fetch[name];
        if (target) checkFeed(name, value, target);
        wanted[name] = target ? toRuntime(`fetch ${name}`, target, value) : null;
      }
      const results = await session.run(fed, wanted).catch(failToRun);
      const values: Record<string, Float32Array> = {};
      for (const name of outputs.keys()) values[name] = fetch[name] ?? (results[name].data as Float32Array);
      return values;
    },
    release: () => session.release(),
  };
}

function failToRun(thrown: unknown): never {
  throw new DaogouError('invalid-input', `ONNX Runtime cannot run the network: ${toError(thrown).message}`, {
    received: toError(thrown).message,
    remedy: 'Check that indices that were fed lie within their tables, and that the session is not released.',
    cause: thrown,
  });
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

/** @throws invalid-input for an absent array or one of another element type; shape-mismatch for a wrong length. */
export function checkFeed(
  name: string,
  { dtype, shape }: SessionValue,
  values: TypedArray | undefined,
): void {
  const ArrayType = ARRAY_TYPES[dtype];
  if (!values || !ArrayType || !(values instanceof ArrayType)) {
    throw new DaogouError('invalid-input', `run: ${name} has no ${dtype} array`, {
      received: values?.constructor.name,
      remedy: `Feed ${name} with ${ArrayType?.name ?? `an array of ${dtype}`} for shape ${formatShape(shape)}.`,
    });
  }
  if (values.length !== sizeOf(shape)) {
    failOnShapes(
      'run',
      `${name} has ${values.length} values instead of ${sizeOf(shape)}`,
      [shape],
      'Feed as many values as the shape has elements.',
    );
  }
}
