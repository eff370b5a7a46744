/** Reads an ONNX file (https://github.com/onnx/onnx/blob/main/docs/IR.md) and checks that it can be worked with. */
import { DaogouError } from '../../core/errors.ts';
import type { Attribute, DataType } from '../graph.ts';
import { elementTypeOf, readArray, type DecodedTensor, type OnnxArray, type ReadExternal } from './array.ts';
import { decodeProto, unreadable } from './decode.ts';
import { folderReader } from './external-folder.ts';
import { inOrder } from './node-order.ts';
import { ATTRIBUTE_TYPES, ModelProto } from './schema.ts';

/** An attribute of a node: what a graph can write again, several floats, a constant, or a branch. */
export type OnnxAttribute =
  | Attribute
  | { readonly floats: readonly number[] }
  | { readonly branch: OnnxBranch }
  | OnnxArray;

/** Nodes within a node, of which a condition chooses. They may read values around it. */
export interface OnnxBranch {
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: ReadonlyMap<string, OnnxArray>;
  readonly outputs: readonly string[];
}

export interface OnnxNode {
  /** As in the file; where that is empty, the operator and the first output. */
  readonly name: string;
  readonly operator: string;
  /** '' is ONNX's own operator set. */
  readonly domain: string;
  /** Names of values; '' where an optional one is left out. What branches read from around comes last. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

export interface OnnxValue {
  readonly name: string;
  /** `undefined` for element types that graphs do not have. */
  readonly dtype: DataType | undefined;
  /** Sizes, names of sizes that are open ('' without a name), or `undefined` where even the rank is. */
  readonly shape: readonly (number | string)[] | undefined;
}

export interface OnnxFile {
  readonly producer: string;
  /** Version of ONNX's own operator set. */
  readonly operatorSet: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** What must be fed: values with stored numbers are left out, as old files list them here too. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** In an order in which each comes after those it reads. */
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: ReadonlyMap<string, OnnxArray>;
  /** What the file says about values between nodes, which may be nothing. */
  readonly values: ReadonlyMap<string, OnnxValue>;
}

export interface ReadOnnxOptions {
  /** Where files lie that hold a large network's numbers (`model.onnx_data`). */
  readonly externalFolder?: string;
  /** Reads them from elsewhere, in place of `externalFolder`. */
  readonly readExternal?: ReadExternal;
}

interface DecodedAttribute {
  readonly name: string;
  readonly type: number;
  readonly f: number;
  readonly i: number;
  readonly s: Uint8Array;
  readonly t: DecodedTensor | null;
  readonly g: DecodedGraph | null;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly strings: readonly Uint8Array[];
}

interface DecodedNode {
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly DecodedAttribute[];
}

interface DecodedValue {
  readonly name: string;
  readonly type: {
    readonly tensorType: {
      readonly elemType: number;
      readonly shape: { readonly dim: readonly { dimValue?: number; dimParam?: string }[] } | null;
    } | null;
  } | null;
}

interface DecodedModel {
  readonly producerName: string;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly metadataProps: readonly { readonly key: string; readonly value: string }[];
  readonly graph: DecodedGraph | null;
}

interface DecodedGraph {
  readonly node: readonly DecodedNode[];
  readonly initializer: readonly DecodedTensor[];
  readonly sparseInitializer: readonly Uint8Array[];
  readonly input: readonly DecodedValue[];
  readonly output: readonly DecodedValue[];
  readonly valueInfo: readonly DecodedValue[];
}

/** Broadcasting as it is today came with set 7. */
const OLDEST_OPERATOR_SET = 7;
/** The newest that was read and compared with; operators that came later are refused by name anyway. */
const NEWEST_OPERATOR_SET = 24;

/**
 * Reads an ONNX file without changing or copying its numbers where that can be avoided.
 * @throws unsupported-format when the bytes are no ONNX file, end too early, use an operator set that is too old or
 * too new, or hold numbers that graphs do not have; not-found for a file of external data that is not there.
 */
export function readOnnx(onnx: Uint8Array, options: ReadOnnxOptions = {}): OnnxFile {
  const model = decodeProto<DecodedModel>(ModelProto, onnx);
  const { graph } = model;
  if (!graph || graph.node.length + graph.output.length === 0) {
    throw unreadable('There is no network in the file', `${onnx.byteLength} bytes`);
  }
  if (graph.sparseInitializer.length > 0) {
    throw unreadable('The network has sparse constants', graph.sparseInitializer.length);
  }
  const operatorSet = checkOperatorSet(model.opsetImport);
  const readExternal = options.readExternal ?? folderReader(options.externalFolder);
  const initialisers = readInitialisers(graph, readExternal);
  const inputs = graph.input.map(readValue).filter(({ name }) => !initialisers.has(name));
  const nodes = graph.node.map((node) => readNode(node, readExternal));
  return {
    producer: model.producerName,
    operatorSet,
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value])),
    inputs,
    outputs: graph.output.map(readValue),
    nodes: inOrder(nodes, new Set([...inputs.map(({ name }) => name), ...initialisers.keys()])),
    initialisers,
    values: new Map(graph.valueInfo.map(readValue).map((value) => [value.name, value])),
  };
}

function checkOperatorSet(sets: DecodedModel['opsetImport']): number {
  const version = sets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version;
  if (version === undefined) throw unreadable('The file names no operator set', sets);
  if (version >= OLDEST_OPERATOR_SET && version <= NEWEST_OPERATOR_SET) return version;
  throw new DaogouError('unsupported-format', `The network is of operator set ${version}`, {
    received: version,
    remedy: `Export it with a set from ${OLDEST_OPERATOR_SET} to ${NEWEST_OPERATOR_SET}, best 18 (opset_version in torch.onnx.export).`,
  });
}

function readInitialisers(
  graph: DecodedGraph,
  readExternal: ReadExternal | undefined,
): ReadonlyMap<string, OnnxArray> {
  return new Map(graph.initializer.map((tensor) => [tensor.name, readArray(tensor, readExternal)]));
}

/** Operators of networks in integers: QLinearConv, QuantizeLinear, DynamicQuantizeLSTM, MatMulInteger and the like. */
const QUANTISED = /^(QLinear|QGemm|QAttention|Quantize|Dequantize|DynamicQuantize)|Integer(ToFloat)?$/;

function readNode(node: DecodedNode, readExternal: ReadExternal | undefined): OnnxNode {
  const name = node.name === '' ? `${node.opType} of ${node.output.find(Boolean) ?? 'nothing'}` : node.name;
  if (QUANTISED.test(node.opType)) {
    throw new DaogouError('unsupported-format', `The network is quantised: ${name} is a ${node.opType}`, {
      received: name,
      remedy:
        'Give the network in 16- or 32-bit floats; quantised networks can be run, but not be read for training.',
    });
  }
  const attributes = node.attribute.map((attribute) => {
    return [attribute.name, readAttribute(attribute, readExternal)] as const;
  });
  return {
    name,
    operator: node.opType,
    domain: node.domain === 'ai.onnx' ? '' : node.domain,
    inputs: [...node.input, ...readFromAround(attributes.map(([, value]) => value))],
    outputs: node.output,
    attributes: new Map(
      attributes.filter((entry): entry is [string, OnnxAttribute] => entry[1] !== undefined),
    ),
  };
}

/** Values that branches read and do not make themselves. */
function readFromAround(attributes: readonly (OnnxAttribute | undefined)[]): string[] {
  return attributes.flatMap((value) => {
    if (typeof value !== 'object' || !('branch' in value)) return [];
    const { nodes, initialisers, outputs } = value.branch;
    const own = new Set([...initialisers.keys(), ...nodes.flatMap((node) => node.outputs)]);
    const read = [...nodes.flatMap((node) => node.inputs), ...outputs];
    return read.filter((name) => name !== '' && !own.has(name));
  });
}

function readBranch(graph: DecodedGraph, readExternal: ReadExternal | undefined): OnnxBranch {
  return {
    nodes: graph.node.map((node) => readNode(node, readExternal)),
    initialisers: readInitialisers(graph, readExternal),
    outputs: graph.output.map(({ name }) => name),
  };
}

/** `undefined` for kinds that no operator needs which is understood here, such as lists of texts. */
function readAttribute(
  attribute: DecodedAttribute,
  readExternal: ReadExternal | undefined,
): OnnxAttribute | undefined {
  switch (attribute.type) {
    case ATTRIBUTE_TYPES.float:
      return { float: attribute.f };
    case ATTRIBUTE_TYPES.integer:
      return attribute.i;
    case ATTRIBUTE_TYPES.text:
      return Buffer.from(attribute.s).toString('utf8');
    case ATTRIBUTE_TYPES.tensor:
      return attribute.t ? readArray(attribute.t, readExternal) : undefined;
    case ATTRIBUTE_TYPES.graph:
      return attribute.g ? { branch: readBranch(attribute.g, readExternal) } : undefined;
    case ATTRIBUTE_TYPES.floats:
      return { floats: attribute.floats };
    case ATTRIBUTE_TYPES.integers:
      return attribute.ints;
    default:
      return undefined;
  }
}

function readValue({ name, type }: DecodedValue): OnnxValue {
  const tensor = type?.tensorType;
  return {
    name,
    dtype: tensor ? elementTypeOf(tensor.elemType) : undefined,
    shape: tensor?.shape?.dim.map((size) => size.dimValue ?? size.dimParam ?? ''),
  };
}
