import { DaogouError, toError } from '../../core/errors.ts';
import type { Graph, Tensor } from '../graph.ts';
import { formatShape, type Shape } from '../shapes.ts';
import { toConstant, toKnown, type Known } from './known.ts';
import type { OnnxFile, OnnxNode } from './reader.ts';

/** What a value of the file has become: numbers that are known already, or a tensor of the graph. */
export type Value = Known | Tensor;

export function isTensor(value: Value): value is Tensor {
  return 'graph' in value;
}

/** One node of a file while it becomes part of a graph: its values and its attributes, with errors that name it. */
export class NodeReading {
  readonly node: OnnxNode;
  readonly graph: Graph;
  readonly file: OnnxFile;
  /** What a batch axis was in the file and has become, where the caller asked for another size. */
  readonly rebatch: Rebatch | undefined;
  readonly #values: ReadonlyMap<string, Value>;

  constructor(
    node: OnnxNode,
    graph: Graph,
    file: OnnxFile,
    values: ReadonlyMap<string, Value>,
    rebatch: Rebatch | undefined,
  ) {
    this.node = node;
    this.graph = graph;
    this.file = file;
    this.rebatch = rebatch;
    this.#values = values;
  }

  /** Version of the operator set that the file is written in. */
  get operatorSet(): number {
    return this.file.operatorSet;
  }

  get inputCount(): number {
    return this.node.inputs.length;
  }

  has(index: number): boolean {
    return (this.node.inputs[index] ?? '') !== '';
  }

  value(index: number): Value {
    const value = this.#values.get(this.node.inputs[index] ?? '');
    return (
      value ?? this.fail(`lacks its input ${index}`, 'Check the file: the operator cannot do without it.')
    );
  }

  tensor(index: number): Tensor {
    return this.asTensor(this.value(index));
  }

  asTensor(value: Value): Tensor {
    return isTensor(value) ? value : toConstant(this.graph, value);
  }

  /** An input whose numbers must be known now, because shapes depend on them. */
  known(index: number): Known {
    const value = this.value(index);
    if (!isTensor(value)) return value;
    return this.fail(
      `needs the numbers of ${this.node.inputs[index]} while the graph is built, but they depend on what is fed`,
      'Export the network for inputs of fixed size, or stop before this node (stopAt).',
    );
  }

  numbers(index: number): number[] {
    return [...this.known(index).values];
  }

  integer(name: string, otherwise: number): number {
    const value = this.node.attributes.get(name);
    return typeof value === 'number' ? value : otherwise;
  }

  float(name: string, otherwise: number): number {
    const value = this.node.attributes.get(name);
    return typeof value === 'object' && 'float' in value ? value.float : otherwise;
  }

  text(name: string, otherwise: string): string {
    const value = this.node.attributes.get(name);
    return typeof value === 'string' ? value : otherwise;
  }

  integers(name: string): readonly number[] | undefined {
    const value = this.node.attributes.get(name);
    return Array.isArray(value) ? (value as readonly number[]) : undefined;
  }

  array(name: string): Known | undefined {
    const value = this.node.attributes.get(name);
    return typeof value === 'object' && 'storedAs' in value ? toKnown(value) : undefined;
  }

  /** Numbers that old operator sets keep in an attribute and newer ones in an input; `undefined` for neither. */
  argument(attribute: string, input: number): readonly number[] | undefined {
    return this.integers(attribute) ?? (this.has(input) ? this.numbers(input) : undefined);
  }

  /** Axes from the front, from an attribute or an input. */
  axes(attribute: string, input: number, rank: number): number[] | undefined {
    return this.argument(attribute, input)?.map((axis) => this.axis(axis, rank));
  }

  axis(axis: number, rank: number): number {
    const resolved = axis < 0 ? axis + rank : axis;
    if (Number.isInteger(axis) && resolved >= 0 && resolved < rank) return resolved;
    return this.fail(`names axis ${axis} of ${rank}`, 'Check the file: the axis is not there.');
  }

  fail(reason: string, remedy: string): never {
    throw new DaogouError('unsupported-format', `${describeNode(this.node)} ${reason}`, {
      received: this.node.name,
      remedy,
    });
  }

  /** For the ways of an operator that no gradient passes although it passes others. */
  failOnGradient(): never {
    failWithoutGradient(this.node, this.node.outputs[0]);
  }

  failOnShape(reason: string, ...shapes: readonly Shape[]): never {
    return this.fail(
      `${reason}; received ${shapes.map(formatShape).join(' and ')}`,
      'Check the sizes that the inputs were bound to (batch, dimensions).',
    );
  }
}

export interface Rebatch {
  readonly from: number;
  readonly to: number;
}

/** The error for an operator that no gradient passes. */
export function failWithoutGradient(node: OnnxNode, freezeAt: string): never {
  throw new DaogouError('not-differentiable', `${describeNode(node)} has no gradient`, {
    received: { node: node.name, operator: node.operator, freezeAt },
    remedy: `Train only what comes after it: { trainableAfter: '${freezeAt}' }.`,
  });
}

export function describeNode(node: OnnxNode): string {
  return `The node ${node.name} (${node.domain ? `${node.domain}.` : ''}${node.operator})`;
}

/** Says in which node something went wrong; operations know only shapes. */
export function namingNode(node: OnnxNode, thrown: unknown): DaogouError {
  const error = toError(thrown);
  if (error instanceof DaogouError) {
    if (error.message.includes(node.name)) return error;
    return new DaogouError(error.code, `${describeNode(node)}: ${error.message}`, {
      received: error.received,
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      cause: error,
    });
  }
  return new DaogouError('unsupported-format', `${describeNode(node)} cannot be read: ${error.message}`, {
    received: node.name,
    remedy: 'The file is damaged or uses the operator in an unknown way: export it again.',
    cause: error,
  });
}
