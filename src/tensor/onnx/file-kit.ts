/** For tests: writes ONNX files node by node, as exporters of other frameworks do. */
import ort from 'onnxruntime-node';
import { createRandom, type Random } from '../../core/random.ts';
import type { TypedArray } from '../graph.ts';
import { sizeOf, type Shape } from '../shapes.ts';
import { ATTRIBUTE_TYPES, ELEMENT_TYPES, FLOAT16, ModelProto } from './schema.ts';

type AttributeValue =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly tensor: object };

const DOUBLE = 11;

export interface FileKitOptions {
  /** Operator set; default 17. */
  readonly operatorSet?: number;
  readonly seed?: string;
}

export class FileKit {
  readonly random: Random;
  /** Every part as protobufjs takes it, open to tests that damage something. */
  readonly parts = {
    irVersion: 8,
    producerName: 'kit',
    opsetImport: [] as object[],
    metadataProps: [] as object[],
    graph: {
      name: 'kit',
      node: [] as object[],
      initializer: [] as object[],
      input: [] as object[],
      output: [] as object[],
      valueInfo: [] as object[],
    },
  };
  #count = 0;

  constructor({ operatorSet = 17, seed = 'kit' }: FileKitOptions = {}) {
    this.random = createRandom(seed);
    this.parts.opsetImport.push({ domain: '', version: operatorSet });
  }

  input(name: string, shape: readonly (number | string)[], elemType: number = ELEMENT_TYPES.float32): string {
    this.parts.graph.input.push(valueInfo(name, shape, elemType));
    return name;
  }

  output(name: string, shape: readonly (number | string)[], elemType: number = ELEMENT_TYPES.float32): void {
    this.parts.graph.output.push(valueInfo(name, shape, elemType));
  }

  /** Numbers drawn from a normal distribution, stored as an initialiser. */
  weight(name: string, shape: Shape, deviation = 0.5, mean = 0): string {
    const values = Float32Array.from(
      { length: sizeOf(shape) },
      () => mean + deviation * this.random.normal(),
    );
    return this.stored(name, shape, values);
  }

  stored(name: string, shape: Shape, values: TypedArray | Float64Array | Float16Array): string {
    this.parts.graph.initializer.push({ name, ...tensorOf(shape, values) });
    return name;
  }

  integers(name: string, values: readonly number[]): string {
    return this.stored(name, [values.length], BigInt64Array.from(values, BigInt));
  }

  /** A node whose (first) output is named after it. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    name = `${operator.toLowerCase()}_${this.#count++}`,
    outputs: readonly string[] = [name],
    domain = '',
  ): string {
    this.parts.graph.node.push({
      opType: operator,
      name: `node ${name}`,
      domain,
      input: inputs,
      output: outputs,
      attribute: Object.entries(attributes).map(([key, value]) => ({ name: key, ...attributeOf(value) })),
    });
    return outputs[0];
  }

  /** Convolution, normalisation by random statistics, and an activation if one is named. */
  convolution(
    x: string,
    channels: readonly [from: number, to: number],
    options: { kernel?: number; stride?: number; groups?: number; activation?: string; bias?: boolean } = {},
  ): string {
    const { kernel = 3, stride = 1, groups = 1, activation, bias = false } = options;
    const name = `conv${this.#count++}`;
    const [from, to] = channels;
    const fan = (from / groups) * kernel * kernel;
    const weights = this.weight(`${name}.weight`, [to, from / groups, kernel, kernel], Math.sqrt(2 / fan));
    const inputs = bias ? [x, weights, this.weight(`${name}.bias`, [to])] : [x, weights];
    const pad = (kernel - 1) / 2;
    const y = this.node(
      'Conv',
      inputs,
      {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
        pads: [pad, pad, pad, pad],
        group: groups,
        dilations: [1, 1],
      },
      `${name}.out`,
    );
    const z = this.normalisation(y, `${name}.bn`, to);
    return activation ? this.node(activation, [z], {}, `${name}.act`) : z;
  }

  normalisation(x: string, name: string, channels: number): string {
    const positive = Float32Array.from({ length: channels }, () => 0.5 + this.random.next());
    const statistics = [
      this.weight(`${name}.weight`, [channels], 0.2, 1),
      this.weight(`${name}.bias`, [channels], 0.2),
      this.weight(`${name}.running_mean`, [channels], 0.2),
      this.stored(`${name}.running_var`, [channels], positive),
    ];
    return this.node('BatchNormalization', [x, ...statistics], { epsilon: { float: 1e-5 } }, `${name}.out`);
  }

  bytes(): Uint8Array {
    return ModelProto.encode(this.parts).finish();
  }
}

export function tensorOf(shape: Shape, values: TypedArray | Float64Array | Float16Array): object {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { dims: shape, dataType: typeNumber(values), rawData };
}

function typeNumber(values: TypedArray | Float64Array | Float16Array): number {
  if (values instanceof Float32Array) return ELEMENT_TYPES.float32;
  if (values instanceof Float16Array) return FLOAT16;
  if (values instanceof Float64Array) return DOUBLE;
  if (values instanceof Int32Array) return ELEMENT_TYPES.int32;
  return values instanceof BigInt64Array ? ELEMENT_TYPES.int64 : ELEMENT_TYPES.uint8;
}

function valueInfo(name: string, shape: readonly (number | string)[], elemType: number): object {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

function attributeOf(value: AttributeValue): object {
  if (typeof value === 'number') return { i: value, type: ATTRIBUTE_TYPES.integer };
  if (typeof value === 'string') return { s: Buffer.from(value), type: ATTRIBUTE_TYPES.text };
  if ('float' in value) return { f: value.float, type: ATTRIBUTE_TYPES.float };
  if ('tensor' in value) return { t: value.tensor, type: ATTRIBUTE_TYPES.tensor };
  return { ints: value, type: ATTRIBUTE_TYPES.integers };
}

/** Runs a file as it is, with the runtime itself: what an imported network is held against. */
export async function runFile(
  onnx: Uint8Array,
  feeds: Readonly<Record<string, readonly [values: TypedArray, shape: Shape]>>,
): Promise<Record<string, { values: Float32Array; shape: Shape }>> {
  const session = await ort.InferenceSession.create(onnx, { intraOpNumThreads: 1, logSeverityLevel: 4 });
  const fed = Object.entries(feeds).map(([name, [values, shape]]) => {
    return [name, new ort.Tensor(values as Float32Array, shape)] as const;
  });
  const results = await session.run(Object.fromEntries(fed));
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => [
      name,
      { values: data as Float32Array, shape: dims },
    ]),
  );
}
