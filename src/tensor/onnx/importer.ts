/** Makes a network of an ONNX file part of a graph again, so that it can be trained further. */
import { createRandom } from '../../core/random.ts';
import { DaogouError } from '../../core/errors.ts';
import { Graph, type Tensor } from '../graph.ts';
import { ParameterStore } from '../parameters.ts';
import { formatShape, type Shape } from '../shapes.ts';
import { fold } from './fold.ts';
import { toKnown, type Known } from './known.ts';
import {
  failWithoutGradient,
  isTensor,
  namingNode,
  NodeReading,
  type Rebatch,
  type Value,
} from './node-reading.ts';
import { isCondition, operatorOf } from './operators.ts';
import { gemm } from './operators/linear.ts';
import { scaleAndShift } from './operators/normalisation.ts';
import { carryOver, type BoundValue } from './operators/raw.ts';
import { convolution } from './operators/windows.ts';
import { parameterName } from './parameter-names.ts';
import { planImport, valuesNamed, type ImportPlan } from './plan.ts';
import { readOnnx, type OnnxFile, type OnnxNode, type OnnxValue, type ReadOnnxOptions } from './reader.ts';

export interface ImportOptions extends ReadOnnxOptions {
  /**
   * Size of the first axis of every input, also where the file fixed another one. Default: what the file says,
   * and 1 where it leaves it open.
   */
  readonly batch?: number;
  /** Sizes that the file leaves open, by the names that it gives them: `{ height: 224, width: 224 }`. */
  readonly dimensions?: Readonly<Record<string, number>>;
  /**
   * Name of a node or value: numbers that only nodes after it use become parameters, everything before it stays as
   * it is and costs no gradient. The name of an input trains the whole network; default: nothing is trained.
   */
  readonly trainableAfter?: string;
  /** Names of nodes or values to end with in place of the file's outputs, so that a new head can be put on. */
  readonly stopAt?: string | readonly string[];
  /** The graph to become part of; a new one by default. */
  readonly graph?: Graph;
  /**
   * Tensors of `graph` to use in place of inputs, or of values inside of the network, by their names in the file:
   * what computes them is left out.
   */
  readonly feeds?: Readonly<Record<string, Tensor>>;
  /**
   * Where parameters are kept; a new store by default. Numbers that it has already under a name are used in place
   * of the file's, so a network can be imported into two graphs that share one set of numbers.
   */
  readonly parameters?: ParameterStore;
}

export interface ImportedNetwork {
  readonly graph: Graph;
  /** By the names of the file, without those that `feeds` replaced. */
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** By the names of the file's outputs, or of the values that `stopAt` asked for. They are not outputs of the graph yet. */
  readonly outputs: ReadonlyMap<string, Tensor>;
  /** Everything that is computed, by the names of nodes (their first result) and of values. */
  readonly values: ReadonlyMap<string, Tensor>;
  readonly parameters: ParameterStore;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Builds the network of a file in a graph. Normalisations by stored statistics become part of the layer before them;
 * arithmetic on shapes is done on the way.
 *
 * @param onnx the bytes of a file, or what `readOnnx` made of them.
 * @throws what `readOnnx` throws; invalid-input for a size that stays open; not-found for a name that is not in the
 * file; not-differentiable for an operator without a gradient that a parameter depends on (the error says where to
 * freeze); unsupported-format for an operator that is not understood. Errors name the node.
 */
export function importOnnx(onnx: Uint8Array | OnnxFile, options: ImportOptions = {}): ImportedNetwork {
  const file = onnx instanceof Uint8Array ? readOnnx(onnx, options) : onnx;
  const feeds = Object.fromEntries(
    Object.entries(options.feeds ?? {}).map(([name, tensor]) => [valuesNamed(file, name)[0], tensor]),
  );
  const plan = planImport(file, { ...options, feeds });
  const builder = new NetworkBuilder(file, plan, { ...options, feeds });
  for (const node of plan.nodes) builder.build(node);
  return builder.finish();
}

class NetworkBuilder {
  readonly #file: OnnxFile;
  readonly #plan: ImportPlan;
  readonly #options: ImportOptions;
  readonly #graph: Graph;
  readonly #parameters: ParameterStore;
  readonly #inputs = new Map<string, Tensor>();
  readonly #values = new Map<string, Value>();
  readonly #firstResults = new Map<string, Value>();
  /** Layers that are built together with the normalisation behind them. */
  readonly #waiting: ReadonlySet<OnnxNode>;
  #rebatch: Rebatch | undefined;

  constructor(file: OnnxFile, plan: ImportPlan, options: ImportOptions) {
    this.#file = file;
    this.#plan = plan;
    this.#options = options;
    this.#graph = options.graph ?? new Graph();
    // No number is drawn: every parameter is filled from the file.
    this.#parameters = options.parameters ?? new ParameterStore(createRandom('imported'));
    this.#waiting = new Set(plan.folded.values());
    this.#declareInputs();
    for (const [name, array] of file.initialisers) {
      this.#values.set(name, plan.trained.has(name) ? this.#parameter(name) : toKnown(array));
    }
  }

  build(node: OnnxNode): void {
    if (this.#waiting.has(node)) return;
    const results = this.#results(node);
    for (const [i, name] of node.outputs.entries()) {
      if (name !== '' && results[i] !== undefined) this.#values.set(name, results[i]);
    }
    if (results[0] !== undefined) this.#firstResults.set(node.name, results[0]);
  }

  finish(): ImportedNetwork {
    const outputs = new Map(
      this.#plan.outputs.map((name) => [name, this.#read(undefined).asTensor(this.#values.get(name)!)]),
    );
    if (this.#rebatch) this.#checkBatch(outputs);
    const tensors = [...this.#firstResults, ...this.#values].filter((entry): entry is [string, Tensor] =>
      isTensor(entry[1]),
    );
    return {
      graph: this.#graph,
      inputs: this.#inputs,
      outputs,
      values: new Map(tensors),
      parameters: this.#parameters,
      metadata: this.#file.metadata,
    };
  }

  #results(node: OnnxNode): readonly Value[] {
    try {
      const results = this.#compute(node);
      return 'length' in results ? results : [results];
    } catch (thrown) {
      throw namingNode(node, thrown);
    }
  }

  #compute(node: OnnxNode): Value | readonly Value[] {
    const reading = this.#read(node);
    const layer = this.#plan.folded.get(node);
    if (layer) {
      const build = layer.operator === 'Conv' ? convolution : gemm;
      return build(this.#read(layer), scaleAndShift(reading));
    }
    if (isCondition(node)) return this.#branch(reading);
    const inputs = node.inputs.filter(Boolean).map((name) => this.#values.get(name));
    const isKnown = inputs.every((value): value is Known => value !== undefined && !isTensor(value));
    const folded = isKnown ? fold(reading, inputs) : undefined;
    const operator = operatorOf(node);
    if (folded) return folded;
    if ((operator?.gradient ?? 'none') === 'none') this.#refuseGradient(node);
    return operator ? operator.build(reading) : carryOver(reading, (name) => this.#declaredShape(name));
  }

  /** Builds the nodes of the branch that a known condition chooses. */
  #branch(reading: NodeReading): readonly Value[] {
    const chosen = reading.known(0).values[0] === 0 ? 'else_branch' : 'then_branch';
    const attribute = reading.node.attributes.get(chosen);
    if (typeof attribute !== 'object' || !('branch' in attribute)) {
      return reading.fail(`has no ${chosen}`, 'Check the file: both branches are needed.');
    }
    const { nodes, initialisers, outputs } = attribute.branch;
    for (const [name, array] of initialisers) this.#values.set(name, toKnown(array));
    for (const inner of nodes) this.build(inner);
    return outputs.map(
      (name) => this.#values.get(name) ?? reading.fail(`does not compute ${name}`, 'Check the file.'),
    );
  }

  /** The plan knows what is trained in the file, but not what a tensor that was fed depends on. */
  #refuseGradient(node: OnnxNode): void {
    const isTrained = node.inputs.some((name) => {
      const value = this.#values.get(name);
      return value !== undefined && isTensor(value) && this.#graph.isDifferentiable(value);
    });
    if (isTrained) failWithoutGradient(node, node.outputs.find(Boolean) ?? node.name);
  }

  #read(node: OnnxNode | undefined): NodeReading {
    return new NodeReading(node ?? OUTPUT, this.#graph, this.#file, this.#values, this.#rebatch);
  }

  #declareInputs(): void {
    for (const [name, tensor] of Object.entries(this.#options.feeds ?? {})) this.#values.set(name, tensor);
    for (const input of this.#file.inputs) {
      const given = this.#options.feeds?.[input.name];
      if (!given && !this.#isNeeded(input.name)) continue;
      const tensor = given ?? this.#graph.input(input.name, this.#bind(input), this.#elementType(input));
      const declared = input.shape?.[0];
      if (typeof declared === 'number' && declared > 0 && declared !== tensor.shape[0]) {
        this.#rebatch = { from: declared, to: tensor.shape[0] };
      }
      this.#values.set(input.name, tensor);
      if (!given) this.#inputs.set(input.name, tensor);
    }
  }

  #isNeeded(name: string): boolean {
    return this.#plan.outputs.includes(name) || this.#plan.nodes.some((node) => node.inputs.includes(name));
  }

  #elementType({ name, dtype }: OnnxValue): NonNullable<OnnxValue['dtype']> {
    if (dtype) return dtype;
    throw new DaogouError('unsupported-format', `The input ${name} is of an element type that graphs lack`, {
      received: name,
      remedy: 'Export the network with inputs of floats or integers.',
    });
  }

  #bind({ name, shape }: OnnxValue): Shape {
    if (!shape) {
      throw new DaogouError(
        'unsupported-format',
        `The file does not say how many axes its input ${name} has`,
        {
          received: name,
          remedy: 'Export the network with shapes, or feed a tensor (feeds).',
        },
      );
    }
    return shape.map((size, axis) => {
      const bound = this.#sizeOf(size, axis);
      if (bound !== undefined) return bound;
      throw new DaogouError('invalid-input', `Axis ${axis} of the input ${name} has no size yet`, {
        received: shape,
        remedy: `Bind it: { dimensions: { '${size}': 224 } }; graphs have fixed sizes.`,
      });
    });
  }

  #sizeOf(size: number | string, axis: number): number | undefined {
    const { batch, dimensions = {} } = this.#options;
    if (axis === 0 && batch !== undefined) return batch;
    if (typeof size === 'number' && size > 0) return size;
    if (typeof size === 'string' && Object.hasOwn(dimensions, size)) return dimensions[size];
    return axis === 0 ? 1 : undefined;
  }

  #parameter(name: string): Tensor {
    const { shape, values } = this.#file.initialisers.get(name)!;
    return this.#parameters.use(this.#graph, parameterName(name), shape, (data) => {
      data.set(values as Float32Array);
    });
  }

  /** What the file says about a result, with open sizes bound. */
  #declaredShape(name: string): BoundValue | undefined {
    const declared = this.#file.values.get(name) ?? this.#file.outputs.find((output) => output.name === name);
    const shape = declared?.shape?.map((size, axis) => {
      if (axis === 0 && size === this.#rebatch?.from) return this.#rebatch.to;
      return this.#sizeOf(size, axis) ?? 0;
    });
    return declared && shape?.every((size) => size > 0) ? { shape, dtype: declared.dtype } : undefined;
  }

  /** A batch that was fixed in the file may be fixed inside as well, where it cannot be seen. */
  #checkBatch(outputs: ReadonlyMap<string, Tensor>): void {
    const { from, to } = this.#rebatch!;
    for (const { name, shape } of this.#file.outputs) {
      const tensor = outputs.get(name);
      if (!tensor || shape?.[0] !== from || tensor.shape[0] === to) continue;
      throw new DaogouError(
        'unsupported-format',
        `The network is made for batches of ${from}: ${name} is ${formatShape(tensor.shape)} for a batch of ${to}`,
        { received: to, remedy: `Use { batch: ${from} }, or export the network with an open batch axis.` },
      );
    }
  }
}

/** Stands for what reads the outputs. */
const OUTPUT: OnnxNode = {
  name: 'outputs',
  operator: 'Identity',
  domain: '',
  inputs: [],
  outputs: [],
  attributes: new Map(),
};
