/** Writes a graph as an ONNX file (https://github.com/onnx/onnx/blob/main/docs/IR.md). */
import { DaogouError } from '../../core/errors.ts';
import type { Attribute, DataType, GraphNode, Tensor, TypedArray } from '../graph.ts';
import { narrowProducts } from '../narrow-products.ts';
import { failOnShapes, sizeOf, type Shape } from '../shapes.ts';
import { fitsHalfPrecision, toHalfPrecision } from './half-precision.ts';
import { ATTRIBUTE_TYPES, ELEMENT_TYPES, FLOAT16, ModelProto } from './schema.ts';

/** IR 8 and operator set 18 are read by every ONNX Runtime since 1.14, on servers and in browsers. */
const IR_VERSION = 8;
const OPERATOR_SET = 18;

export interface GraphContents {
  readonly inputs: ReadonlyMap<string, Tensor>;
  readonly parameters: ReadonlyMap<string, Tensor>;
  readonly outputs: ReadonlyMap<string, Tensor>;
  readonly constants: ReadonlyMap<Tensor, TypedArray>;
  readonly nodes: readonly GraphNode[];
  /** Parameters written as values of the file; the others are inputs. */
  readonly frozen: ReadonlyMap<string, Float32Array>;
  /** Whether large arrays of floats are stored in 16 bits. */
  readonly halfPrecision: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Arrays up to this size, such as an epsilon or the bounds of a clip, are stored whole: they cost nothing. */
const LARGEST_WHOLE = 64;

export function writeOnnx(contents: GraphContents): Uint8Array {
  const outputs = new Set(contents.outputs.values());
  const { nodes, used } = neededFor(outputs, narrowProducts(contents.nodes, contents.constants, outputs));
  const parameters = [...contents.parameters.values()];
  const fed = parameters.filter((tensor) => !contents.frozen.has(tensor.name));
  const kept = parameters.filter((tensor) => contents.frozen.has(tensor.name) && used.has(tensor));
  const constants = [...contents.constants].filter(([tensor]) => used.has(tensor));
  const { nameOf, copies } = outputNames(contents, nodes);
  const { initializer, casts } = writeStored(
    [...constants, ...kept.map((tensor) => [tensor, contents.frozen.get(tensor.name)!] as const)],
    contents.halfPrecision,
  );
  return ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: 'daogou',
    opsetImport: [
      { domain: '', version: OPERATOR_SET },
      { domain: 'com.microsoft', version: 1 },
    ],
    graph: {
      name: 'graph',
      node: [...casts, ...nodes.map((node) => writeNode(node, nameOf)), ...copies],
      initializer,
      input: [...contents.inputs.values(), ...fed].map((tensor) => writeValueInfo(tensor.name, tensor)),
      output: [...contents.outputs].map(([name, tensor]) => writeValueInfo(name, tensor)),
    },
    metadataProps: writeMetadata(contents.metadata),
  }).finish();
}

/** The numbers of the file; those in 16 bits are made floats again by a Cast, which the runtime does once, at load. */
function writeStored(
  stored: readonly (readonly [Tensor, TypedArray])[],
  halfPrecision: boolean,
): { initializer: object[]; casts: object[] } {
  const initializer: object[] = [];
  const casts: object[] = [];
  for (const [tensor, values] of stored) {
    checkCount(tensor, values);
    const isLargeFloat = values instanceof Float32Array && values.length > LARGEST_WHOLE;
    if (!halfPrecision || !isLargeFloat || !fitsHalfPrecision(values)) {
      initializer.push(writeTensor(tensor.name, tensor.shape, ELEMENT_TYPES[tensor.dtype], values));
      continue;
    }
    // Graph keeps names of this form for the file.
    const half = `_half ${tensor.name}`;
    initializer.push(writeTensor(half, tensor.shape, FLOAT16, toHalfPrecision(values)));
    casts.push({
      opType: 'Cast',
      name: `Cast ${tensor.name}`,
      input: [half],
      output: [tensor.name],
      attribute: [{ name: 'to', i: ELEMENT_TYPES.float32, type: ATTRIBUTE_TYPES.integer }],
    });
  }
  return { initializer, casts };
}

function writeMetadata(metadata: Readonly<Record<string, string>>): object[] {
  return Object.entries(metadata).map(([key, value]) => {
    if (key !== '' && typeof value === 'string') return { key, value };
    throw new DaogouError('invalid-input', `The metadata "${key}" cannot be stored`, {
      received: value,
      remedy: 'Give texts under names that are not empty; write other values as JSON.',
    });
  });
}

/** The nodes that some output depends on, in their order, and every tensor they touch. */
function neededFor(
  outputs: Iterable<Tensor>,
  nodes: readonly GraphNode[],
): { nodes: GraphNode[]; used: ReadonlySet<Tensor> } {
  const used = new Set(outputs);
  const needed: GraphNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((output) => used.has(output))) continue;
    needed.push(node);
    for (const input of node.inputs) if (input) used.add(input);
  }
  return { nodes: needed.toReversed(), used };
}

/**
 * A computed tensor takes the name of its output in the file, which spares a copy at every run. Inputs, constants
 * and tensors with a second output name keep theirs and are copied by an Identity node.
 */
function outputNames(
  { outputs }: GraphContents,
  nodes: readonly GraphNode[],
): { nameOf: (tensor: Tensor) => string; copies: object[] } {
  const computed = new Set(nodes.flatMap((node) => node.outputs));
  const names = new Map<Tensor, string>();
  const copies: object[] = [];
  for (const [name, tensor] of outputs) {
    if (computed.has(tensor) && !names.has(tensor)) names.set(tensor, name);
    else copies.push({ opType: 'Identity', input: [names.get(tensor) ?? tensor.name], output: [name], name });
  }
  return { nameOf: (tensor) => names.get(tensor) ?? tensor.name, copies };
}

function writeNode(node: GraphNode, nameOf: (tensor: Tensor) => string): object {
  return {
    opType: node.operator,
    name: node.outputs[0].name,
    domain: node.domain,
    input: node.inputs.map((input) => (input ? nameOf(input) : '')),
    output: node.outputs.map(nameOf),
    attribute: Object.entries(node.attributes).map(([name, value]) => ({ name, ...writeAttribute(value) })),
  };
}

function writeAttribute(value: Attribute): object {
  if (typeof value === 'number') return { i: value, type: ATTRIBUTE_TYPES.integer };
  if (typeof value === 'string') return { s: Buffer.from(value), type: ATTRIBUTE_TYPES.text };
  if ('float' in value) return { f: value.float, type: ATTRIBUTE_TYPES.float };
  return { ints: value, type: ATTRIBUTE_TYPES.integers };
}

function checkCount(tensor: Tensor, values: TypedArray): void {
  if (values.length === sizeOf(tensor.shape)) return;
  failOnShapes(
    `value of ${tensor.name}`,
    `${values.length} values for ${sizeOf(tensor.shape)} elements`,
    [tensor.shape],
    'Give one value per element.',
  );
}

function writeTensor(name: string, shape: Shape, dataType: number, values: NodeJS.TypedArray): object {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { name, dims: shape, dataType, rawData };
}

function writeValueInfo(name: string, { dtype, shape }: { dtype: DataType; shape: Shape }): object {
  return {
    name,
    type: {
      tensorType: {
        elemType: ELEMENT_TYPES[dtype],
        shape: { dim: shape.map((size) => ({ dimValue: size })) },
      },
    },
  };
}
