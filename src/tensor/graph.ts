/**
 * A graph of tensor operations that is written down once, as ONNX, and run many times by ONNX Runtime.
 *
 * Operations (`ops/`) append nodes through `emit` and say through `record` how a gradient passes back through
 * them. Nodes are pure, so a node that is asked for twice exists once: a gradient rule may ask again for what the
 * forward pass computed and gets the same tensor.
 */
import { DaogouError } from '../core/errors.ts';
import { writeOnnx } from './onnx/writer.ts';
import { Tape } from './tape.ts';
import { checkShape, failOnShapes, formatShape, sameShape, sizeOf, type Shape } from './shapes.ts';

export type DataType = 'float32' | 'uint8' | 'int32' | 'int64' | 'bool';
export type TypedArray = Float32Array | Uint8Array | Int32Array | BigInt64Array;

/** A value in a graph: what an input is fed with or an operation computes. It holds no numbers itself. */
export interface Tensor {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DataType;
  readonly graph: Graph;
}

/** An ONNX attribute: an integer, several, a text, or a float (wrapped, since both are numbers here). */
export type Attribute = number | readonly number[] | string | { readonly float: number };

export interface GraphNode {
  readonly operator: string;
  readonly domain: string;
  /** `undefined` leaves an optional input out. */
  readonly inputs: readonly (Tensor | undefined)[];
  readonly outputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface EmitOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Element type of the outputs, or of each of them; that of the first input by default. */
  readonly dtype?: DataType | readonly DataType[];
  /** Operator set; ONNX's own by default. */
  readonly domain?: '' | 'com.microsoft';
}

/** Gets the gradient of each output (same shapes as the outputs) and gives that of one input. */
export type GradientRule = (...outputGradients: Tensor[]) => Tensor;

export interface InputOptions {
  /** Whether gradients with respect to this input can be asked for, as for rows of an embedding table. */
  readonly gradient?: boolean;
}

export interface OnnxOptions {
  /** Values for parameters that become part of the file instead of inputs, by name: for serving. */
  readonly frozen?: ReadonlyMap<string, Float32Array>;
  /**
   * Stores arrays of more than 64 floats in 16 bits, which halves the file and costs about three decimal digits;
   * arrays that leave the range of 16 bits stay whole. Computation stays in 32 bits. Default false.
   */
  readonly halfPrecision?: boolean;
  /** Texts that travel within the file (ONNX's metadata_props): labels, preprocessing, a version. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Names of computed tensors, and of weights in 16 bits in a file. */
const RESERVED_NAME = /^_(\d+$|half )/;
const LARGEST_SHARED_CONSTANT = 64;
/** Operators whose inputs must all be of one element type. The runtime would say so too, but not where. */
const TAKES_ONE_TYPE = new Set(
  (
    'Add Sub Mul Div Max Min Equal Greater GreaterOrEqual Less Concat ' +
    'MatMul FusedMatMul Gemm Conv LayerNormalization'
  ).split(' '),
);

export class Graph {
  readonly #names = new Set<string>();
  readonly #inputs = new Map<string, Tensor>();
  readonly #parameters = new Map<string, Tensor>();
  readonly #constants = new Map<Tensor, TypedArray>();
  readonly #outputs = new Map<string, Tensor>();
  readonly #nodes: GraphNode[] = [];
  readonly #nodesByKey = new Map<string, GraphNode>();
  readonly #constantsByKey = new Map<string, Tensor>();
  readonly #tape = new Tape();
  #nextName = 0;

  /** A value that is fed at every run. */
  input(name: string, shape: Shape, dtype: DataType = 'float32', options: InputOptions = {}): Tensor {
    const tensor = this.#declare(name, shape, dtype);
    this.#inputs.set(name, tensor);
    if (options.gradient) this.#tape.watch(tensor);
    return tensor;
  }

  /** A trainable value. Asking again for the same name and shape gives the same tensor: shared weights. */
  parameter(name: string, shape: Shape): Tensor {
    const known = this.#parameters.get(name);
    if (known) {
      if (sameShape(known.shape, shape)) return known;
      failOnShapes(
        `parameter ${name}`,
        'it was declared with another shape',
        [known.shape, shape],
        'Use one shape for a name, or another name.',
      );
    }
    const tensor = this.#declare(name, shape, 'float32');
    this.#parameters.set(name, tensor);
    this.#tape.watch(tensor);
    return tensor;
  }

  /** Fixed numbers, stored in the file. The array is not copied: leave it unchanged until the file is written. */
  constant(values: TypedArray, shape: Shape): Tensor {
    // The only empty constant is the shape of a scalar, which `integers([])` asks for.
    if (values.length > 0) checkShape('constant', shape);
    if (values.length !== sizeOf(shape)) {
      failOnShapes(
        'constant',
        `${values.length} values for ${sizeOf(shape)} elements`,
        [shape],
        'Give one value per element.',
      );
    }
    const key = values.length > LARGEST_SHARED_CONSTANT ? undefined : constantKey(values, shape);
    const known = key === undefined ? undefined : this.#constantsByKey.get(key);
    if (known) return known;
    const tensor = this.#newTensor(shape, dataTypeOf(values));
    this.#constants.set(tensor, values);
    if (key !== undefined) this.#constantsByKey.set(key, tensor);
    return tensor;
  }

  /** A float32 constant of shape []. */
  scalar(value: number): Tensor {
    return this.constant(Float32Array.of(value), []);
  }

  /** An int64 constant of shape [values.length]: axes, sizes and other arguments that ONNX takes as inputs. */
  integers(values: readonly number[]): Tensor {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /** Makes a tensor a result of every run, under this name. */
  output(name: string, tensor: Tensor): Tensor {
    this.#checkOwn('output', tensor);
    this.#claimName(name);
    this.#outputs.set(name, tensor);
    return tensor;
  }

  get inputs(): ReadonlyMap<string, Tensor> {
    return this.#inputs;
  }

  get parameters(): ReadonlyMap<string, Tensor> {
    return this.#parameters;
  }

  get outputs(): ReadonlyMap<string, Tensor> {
    return this.#outputs;
  }

  get nodeCount(): number {
    return this.#nodes.length;
  }

  /** Whether a gradient can reach this tensor: operations may leave work out where it cannot. */
  isDifferentiable(tensor: Tensor): boolean {
    return this.#tape.reaches(tensor);
  }

  /**
   * Whether an output gradient that a rule was handed is known to be zero, since the loss does not depend on that
   * output: rules of operations with several outputs may leave work out.
   */
  isZeroGradient(gradient: Tensor): boolean {
    return this.#tape.isZeroGradient(gradient);
  }

  /** Appends one ONNX node with one output; an equal node that exists already is used again. */
  emit(
    operator: string,
    inputs: readonly (Tensor | undefined)[],
    shape: Shape,
    options?: EmitOptions,
  ): Tensor {
    return this.emitMany(operator, inputs, [shape], options)[0];
  }

  /** Appends one ONNX node with several outputs. */
  emitMany(
    operator: string,
    inputs: readonly (Tensor | undefined)[],
    shapes: readonly Shape[],
    options: EmitOptions = {},
  ): readonly Tensor[] {
    const { attributes = {}, domain = '' } = options;
    for (const input of inputs) if (input) this.#checkOwn(operator, input);
    if (TAKES_ONE_TYPE.has(operator)) checkOneType(operator, inputs);
    const dtype = options.dtype ?? inputs[0]?.dtype ?? 'float32';
    const inputNames = inputs.map((input) => input?.name ?? '').join();
    const key = `${domain}:${operator}(${inputNames})${JSON.stringify(attributes)}${String(dtype)}${shapes.map(formatShape).join('')}`;
    const known = this.#nodesByKey.get(key);
    if (known) return known.outputs;
    const outputs = shapes.map((shape, i) =>
      this.#newTensor(shape, typeof dtype === 'string' ? dtype : dtype[i]),
    );
    const node = { operator, domain, inputs, outputs, attributes };
    this.#nodes.push(node);
    this.#nodesByKey.set(key, node);
    return outputs;
  }

  /**
   * Says how gradients pass back through an operation: one rule per input, called only for inputs whose gradient
   * is needed. An input without a rule gets no gradient.
   */
  record<T extends Tensor | readonly Tensor[]>(
    result: T,
    inputs: readonly Tensor[],
    rules: readonly (GradientRule | undefined)[],
  ): T {
    this.#tape.record(Array.isArray(result) ? result : [result], inputs, rules);
    return result;
  }

  /**
   * Appends the nodes that compute d loss / d tensor for each tensor of `wrt` (reverse mode; Linnainmaa 1976).
   * @param loss a tensor with one element.
   * @returns one gradient per tensor of `wrt`, each of that tensor's shape.
   * @throws shape-mismatch when the loss has more than one element; invalid-input when it is of another graph or no
   * float32; not-differentiable when a tensor of `wrt` is a constant, an input without `gradient: true`, or does not
   * influence the loss.
   */
  gradients(loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
    if (sizeOf(loss.shape) !== 1) {
      failOnShapes('gradients', 'the loss must be one number', [loss.shape], 'Sum or average it first.');
    }
    this.#checkOwn('gradients', loss);
    if (loss.dtype !== 'float32') failOnTypes('gradients', [loss.dtype], 'The loss must be float32.');
    return this.#tape.gradients(this, loss, wrt);
  }

  /** The graph as the bytes of an ONNX file. Nodes that no output needs are left out. */
  toOnnx(options: OnnxOptions = {}): Uint8Array {
    if (this.#outputs.size === 0) {
      throw new DaogouError('invalid-input', 'The graph has no output', {
        received: [],
        remedy: 'Name at least one result with graph.output(name, tensor).',
      });
    }
    return writeOnnx({
      inputs: this.#inputs,
      parameters: this.#parameters,
      outputs: this.#outputs,
      constants: this.#constants,
      nodes: this.#nodes,
      frozen: options.frozen ?? new Map(),
      halfPrecision: options.halfPrecision ?? false,
      metadata: options.metadata ?? {},
    });
  }

  #declare(name: string, shape: Shape, dtype: DataType): Tensor {
    checkShape(name, shape);
    this.#claimName(name);
    return { name, shape: [...shape], dtype, graph: this };
  }

  #claimName(name: string): void {
    if (name === '' || this.#names.has(name) || RESERVED_NAME.test(name)) {
      throw new DaogouError('invalid-input', `The name "${name}" cannot be used in this graph`, {
        received: name,
        remedy: 'Choose a name that is not empty, not used yet and does not start with an underscore.',
      });
    }
    this.#names.add(name);
  }

  #newTensor(shape: Shape, dtype: DataType): Tensor {
    return { name: `_${this.#nextName++}`, shape: [...shape], dtype, graph: this };
  }

  #checkOwn(operation: string, tensor: Tensor): void {
    if (tensor.graph === this) return;
    throw new DaogouError('invalid-input', `${operation}: the tensor ${tensor.name} is of another graph`, {
      received: tensor.name,
      remedy: 'Build all parts of a model in one graph; declare the input or parameter again in this one.',
    });
  }
}

function checkOneType(operator: string, inputs: readonly (Tensor | undefined)[]): void {
  const types = inputs.flatMap((input) => (input ? [input.dtype] : []));
  if (types.every((type) => type === types[0])) return;
  failOnTypes(
    operator,
    types,
    'Declare inputs and constants that meet as one type; networks compute in float32.',
  );
}

function failOnTypes(operation: string, types: readonly DataType[], remedy: string): never {
  throw new DaogouError(
    'invalid-input',
    `${operation}: the element types do not fit; received ${types.join(' and ')}`,
    {
      received: types,
      remedy,
    },
  );
}

function dataTypeOf(values: TypedArray): DataType {
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Int32Array) return 'int32';
  return values instanceof BigInt64Array ? 'int64' : 'uint8';
}

function constantKey(values: TypedArray, shape: Shape): string {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return `${dataTypeOf(values)}${formatShape(shape)}${bytes.toString('latin1')}`;
}
