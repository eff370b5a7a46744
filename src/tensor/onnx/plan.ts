/** Decides, before anything is built, which nodes of a file are needed and which of its numbers are trained. */
import { DaogouError } from '../../core/errors.ts';
import type { OnnxArray } from './array.ts';
import { failWithoutGradient } from './node-reading.ts';
import { differentiability } from './operators.ts';
import type { OnnxFile, OnnxNode } from './reader.ts';

export interface ImportPlan {
  /** Names of the values that the graph ends with. */
  readonly outputs: readonly string[];
  /** What the outputs depend on, in order. */
  readonly nodes: readonly OnnxNode[];
  /** Initialisers that become parameters. */
  readonly trained: ReadonlySet<string>;
  /** Normalisations that become part of the layer before them, with that layer. */
  readonly folded: ReadonlyMap<OnnxNode, OnnxNode>;
}

export interface PlanOptions {
  readonly trainableAfter?: string | undefined;
  readonly stopAt?: string | readonly string[] | undefined;
  /** Values that are given: what computes them is not needed. */
  readonly feeds?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * @throws not-found for a name that no node or value has; not-differentiable for an operator without a gradient
 * between a trained number and the outputs.
 */
export function planImport(file: OnnxFile, { trainableAfter, stopAt, feeds = {} }: PlanOptions): ImportPlan {
  const stops = stopAt === undefined ? undefined : [stopAt].flat();
  const outputs = stops?.flatMap((name) => valuesNamed(file, name)) ?? file.outputs.map(({ name }) => name);
  const nodes = neededFor(file, outputs, new Set(Object.keys(feeds)));
  const frontier = trainableAfter === undefined ? [] : valuesNamed(file, trainableAfter);
  const trained =
    trainableAfter === undefined
      ? new Set<string>()
      : trainedNumbers(file, nodes, outputs, frontier, Object.keys(feeds));
  refuseWithoutGradient(file, nodes, trained);
  return { outputs, nodes, trained, folded: foldedNormalisations(nodes, [...outputs, ...frontier]) };
}

/**
 * The value of this name, or what the node of this name computes.
 * @throws not-found
 */
export function valuesNamed(file: OnnxFile, name: string): readonly string[] {
  const isValue =
    isInput(file, name) || file.nodes.some((node) => name !== '' && node.outputs.includes(name));
  if (isValue) return [name];
  const node = file.nodes.find((candidate) => candidate.name === name);
  if (node) return node.outputs.filter(Boolean);
  const last = file.nodes.slice(-12).map((candidate) => candidate.name);
  throw new DaogouError('not-found', `The network has no node or value called ${name}`, {
    received: name,
    remedy: `Use a name that readOnnx lists. The last nodes are: ${last.join(', ') || 'none'}.`,
  });
}

function isInput(file: OnnxFile, name: string): boolean {
  return file.inputs.some((input) => input.name === name);
}

function neededFor(file: OnnxFile, outputs: readonly string[], given: ReadonlySet<string>): OnnxNode[] {
  const used = new Set(outputs.filter((name) => !given.has(name)));
  const needed: OnnxNode[] = [];
  for (const node of file.nodes.toReversed()) {
    if (!node.outputs.some((output) => used.has(output))) continue;
    needed.push(node);
    for (const input of node.inputs) if (input !== '' && !given.has(input)) used.add(input);
  }
  const fromFile = new Set([...file.nodes.flatMap((node) => node.outputs), ...file.initialisers.keys()]);
  const known = new Set([...fromFile, ...file.inputs.map(({ name }) => name)]);
  const missing = outputs.find((name) => !known.has(name));
  if (missing === undefined) return needed.toReversed();
  throw new DaogouError('unsupported-format', `Nothing computes the output ${missing}`, {
    received: missing,
    remedy: 'The file is damaged: export it again.',
  });
}

/** Initialisers that are used as weights, and only by nodes that come after the frontier. */
function trainedNumbers(
  file: OnnxFile,
  nodes: readonly OnnxNode[],
  outputs: readonly string[],
  frontier: readonly string[],
  given: readonly string[],
): ReadonlySet<string> {
  const readers = readersOf(nodes);
  const fed = reachedFrom(nodes, [...file.inputs.map(({ name }) => name), ...given]);
  const beyond = reachedFrom(nodes, frontier);
  const after = new Set<OnnxNode>();
  const isAfter = (name: string): boolean =>
    !outputs.includes(name) && (readers.get(name) ?? []).every(({ node }) => after.has(node));
  for (const node of nodes.toReversed()) {
    const isFed = node.inputs.some((name) => fed.has(name));
    // What is made of weights alone, such as a transposed one, belongs to where it is used.
    const comesAfter = isFed ? node.inputs.some((name) => beyond.has(name)) : node.outputs.every(isAfter);
    if (comesAfter) after.add(node);
  }
  const trained = [...file.initialisers].filter(([name, array]) => {
    const uses = readers.get(name) ?? [];
    return (
      uses.length > 0 &&
      isAfter(name) &&
      uses.every(({ node, index }) => isWeight(node, index, array)) &&
      !isOwnConstant(file, name)
    );
  });
  return new Set(trained.map(([name]) => name));
}

/** Inputs of operators that hold weights. A single number that is added or multiplied is a setting, not a weight. */
const WEIGHT_INPUTS: Readonly<Record<string, readonly number[]>> = {
  Conv: [1, 2],
  Gemm: [0, 1, 2],
  MatMul: [0, 1],
  FusedMatMul: [0, 1],
  BatchNormalization: [1, 2],
  LayerNormalization: [1, 2],
  PRelu: [1],
  Gather: [0],
  Add: [0, 1],
  Sub: [0, 1],
  Mul: [0, 1],
  Div: [0, 1],
  Identity: [0],
  Cast: [0],
  Transpose: [0],
  Reshape: [0],
  Flatten: [0],
  Squeeze: [0],
  Unsqueeze: [0],
  Expand: [0],
  Slice: [0],
  Split: [0],
};

/** Operators whose weights may well be one number, such as the bias of one filter. */
const LAYERS = new Set(['Conv', 'Gemm', 'MatMul', 'FusedMatMul', 'BatchNormalization', 'LayerNormalization']);
/** Masks hold numbers like -10,000 or -Infinity where nothing may be looked at. */
const LARGEST_WEIGHT = 5_000;

function isWeight(node: OnnxNode, index: number, { dtype, values }: OnnxArray): boolean {
  if (dtype !== 'float32' || !WEIGHT_INPUTS[node.operator]?.includes(index)) return false;
  if (LAYERS.has(node.operator)) return true;
  const weights = values as Float32Array;
  return weights.length > 1 && weights.every((weight) => Math.abs(weight) < LARGEST_WEIGHT);
}

/** Numbers that a graph of ours held fixed: they carry the names that it gives to what is not named. */
function isOwnConstant({ producer }: OnnxFile, name: string): boolean {
  return producer === 'daogou' && /^(_half )?_\d+$/.test(name);
}

function refuseWithoutGradient(
  file: OnnxFile,
  nodes: readonly OnnxNode[],
  trained: ReadonlySet<string>,
): void {
  const moving = new Set(trained);
  const obstacles: OnnxNode[] = [];
  for (const node of nodes) {
    if (!node.inputs.some((name) => moving.has(name))) continue;
    const kind = differentiability(node);
    if (kind === 'flat') continue;
    if (kind === 'none') obstacles.push(node);
    for (const output of node.outputs) moving.add(output);
  }
  const last = obstacles.at(-1);
  if (last) failWithoutGradient(obstacles[0], last.outputs.find(Boolean) ?? file.outputs[0].name);
}

/** Nodes with a weight for each feature map, of which a normalisation behind them can become a part. */
const FOLDS_NORMALISATION = new Set(['Conv', 'Gemm']);

function foldedNormalisations(
  nodes: readonly OnnxNode[],
  kept: readonly string[],
): ReadonlyMap<OnnxNode, OnnxNode> {
  const readers = readersOf(nodes);
  const folded = new Map<OnnxNode, OnnxNode>();
  for (const node of nodes) {
    if (!FOLDS_NORMALISATION.has(node.operator) || kept.includes(node.outputs[0])) continue;
    const uses = readers.get(node.outputs[0]) ?? [];
    const [use] = uses;
    const isOnlyUse = uses.length === 1 && use.node.operator === 'BatchNormalization' && use.index === 0;
    if (isOnlyUse) folded.set(use.node, node);
  }
  return folded;
}

interface Use {
  readonly node: OnnxNode;
  /** Which input. */
  readonly index: number;
}

function readersOf(nodes: readonly OnnxNode[]): ReadonlyMap<string, Use[]> {
  const readers = new Map<string, Use[]>();
  for (const node of nodes) {
    for (const [index, name] of node.inputs.entries()) {
      if (name === '') continue;
      const list = readers.get(name);
      if (list) list.push({ node, index });
      else readers.set(name, [{ node, index }]);
    }
  }
  return readers;
}

function reachedFrom(nodes: readonly OnnxNode[], sources: readonly string[]): ReadonlySet<string> {
  const reached = new Set(sources);
  for (const node of nodes) {
    if (!node.inputs.some((name) => reached.has(name))) continue;
    for (const output of node.outputs) if (output !== '') reached.add(output);
  }
  return reached;
}
