/**
 * Fewer passes over memory for networks that others exported. Runtimes fuse a scale and a shift after a convolution
 * only in some of the shapes that exporters write them in, and the hard swish of older operator sets not at all; on a
 * processor each operator left is a pass over the whole map.
 */
import { readArray, type DecodedTensor } from './array.ts';
import { decodeProto } from './decode.ts';
import { ELEMENT_TYPES, ModelProto, ATTRIBUTE_TYPES } from './schema.ts';

interface Attribute {
  readonly name: string;
  readonly f?: number;
  readonly ints?: readonly number[];
  readonly t?: DecodedTensor;
}

interface Node {
  opType: string;
  input: string[];
  output: string[];
  name: string;
  attribute: Attribute[];
}

interface Model {
  readonly graph: {
    node: Node[];
    readonly initializer: DecodedTensor[];
    readonly output: readonly { readonly name: string }[];
  };
}

/** The bounds and the shift of a hard swish, x · clip(x + 3, 0, 6) / 6 (Howard et al., 2019). */
const SHIFT = 3;
const MOST = 6;

/**
 * The same network with scales and shifts after convolutions made part of their weights, and hard swishes written as
 * x · HardSigmoid(x): two operators instead of four. Results differ by rounding alone. Control flow stays as it is.
 *
 * @throws unsupported-format where the bytes are no ONNX file.
 */
export function fuseElementwise(onnx: Uint8Array): Uint8Array {
  const model = decodeProto<Model>(ModelProto, onnx);
  const network = new Network(model);
  // What one step leaves may be what the next one looks for.
  network.writeHardSwishes();
  network.foldAfterConvolutions();
  network.foldScalesIntoNext();
  network.sweep();
  return ModelProto.encode(ModelProto.fromObject(model)).finish();
}

/** A network while it is rewritten: who makes each value, and who takes it. */
class Network {
  readonly #model: Model;
  readonly #makers = new Map<string, Node>();
  readonly #takers = new Map<string, Node[]>();
  readonly #stored = new Map<string, DecodedTensor>();
  readonly #outputs: ReadonlySet<string>;
  #made = 0;

  constructor(model: Model) {
    this.#model = model;
    for (const tensor of model.graph.initializer) this.#stored.set(tensor.name, tensor);
    for (const node of model.graph.node) {
      for (const name of node.output) this.#makers.set(name, node);
      for (const name of node.input) this.#takers.set(name, [...(this.#takers.get(name) ?? []), node]);
    }
    this.#outputs = new Set(model.graph.output.map(({ name }) => name));
  }

  /** Div(Mul(x, Clip(Add(x, 3), 0, 6)), 6) becomes Mul(x, HardSigmoid(x)). */
  writeHardSwishes(): void {
    for (const division of this.#model.graph.node.filter(({ opType }) => opType === 'Div')) {
      if (this.#scalar(division.input[1]) !== MOST) continue;
      const product = this.#onlyMaker(division.input[0], 'Mul');
      const clip = product?.input.flatMap((name) => this.#onlyMaker(name, 'Clip') ?? []).at(0);
      const sum = clip && this.#onlyMaker(clip.input[0], 'Add');
      if (!product || !clip || !sum || !this.#clipsFromZeroTo(clip, MOST)) continue;
      const [x, shift] = this.#scalar(sum.input[1]) === undefined ? sum.input.toReversed() : sum.input;
      if (this.#scalar(shift) !== SHIFT || !product.input.includes(x)) continue;
      const gate = this.#newName();
      this.#replace(clip, {
        opType: 'HardSigmoid',
        input: [x],
        output: [gate],
        name: gate,
        attribute: [floatAttribute('alpha', 1 / MOST), floatAttribute('beta', SHIFT / MOST)],
      });
      this.#replace(division, {
        opType: 'Mul',
        input: [x, gate],
        output: division.output,
        name: division.name,
        attribute: [],
      });
      this.#remove(product);
      this.#remove(sum);
    }
  }

  /** Conv, Mul by a number, Add of a number: one Conv. */
  foldAfterConvolutions(): void {
    for (const convolution of this.#model.graph.node.filter(({ opType }) => opType === 'Conv')) {
      for (let next = this.#onlyTaker(convolution); next; next = this.#onlyTaker(convolution)) {
        const number = this.#otherScalar(next, convolution.output[0]);
        if (number === undefined || !this.#scaleAndShift(convolution, next.opType, number)) break;
        const { output } = next;
        this.#remove(next);
        this.#rename(convolution, output[0]);
      }
    }
  }

  /** Mul by a number, Add of a number, Conv: an Add of another number, and a Conv of other weights. */
  foldScalesIntoNext(): void {
    for (const product of this.#model.graph.node.filter(({ opType }) => opType === 'Mul')) {
      const scale = this.#scalarInput(product);
      const sum = this.#onlyTaker(product);
      if (scale === undefined || scale === 0 || sum?.opType !== 'Add') continue;
      const shift = this.#otherScalar(sum, product.output[0]);
      const convolution = this.#onlyTaker(sum);
      if (shift === undefined || convolution?.opType !== 'Conv' || convolution.input[0] !== sum.output[0])
        continue;
      if (!this.#scaleWeights(convolution, scale)) continue;
      const x = product.input.find((name) => this.#scalar(name) === undefined) ?? '';
      const constant = this.#store(this.#newName(), [], Float32Array.of(shift / scale));
      this.#replace(sum, { ...sum, input: [x, constant] });
      this.#remove(product);
    }
  }

  /** Drops constants that nobody takes any more. */
  sweep(): void {
    const { graph } = this.#model;
    const used = new Set([...graph.node.flatMap(({ input }) => input), ...this.#outputs]);
    graph.node = graph.node.filter((node) => node.opType !== 'Constant' || used.has(node.output[0]));
  }

  #scaleAndShift(convolution: Node, opType: string, number: number): boolean {
    if (opType === 'Mul')
      return this.#scaleWeights(convolution, number) && this.#changeBias(convolution, (b) => b * number);
    if (opType === 'Add') return this.#changeBias(convolution, (b) => b + number);
    return false;
  }

  #scaleWeights(convolution: Node, scale: number): boolean {
    const weights = this.#floats(convolution.input[1]);
    if (!weights) return false;
    convolution.input[1] = this.#store(
      this.#newName(),
      weights.shape,
      weights.values.map((w) => w * scale),
    );
    return true;
  }

  #changeBias(convolution: Node, change: (bias: number) => number): boolean {
    const weights = this.#floats(convolution.input[1]);
    if (!weights) return false;
    const bias = convolution.input[2]
      ? this.#floats(convolution.input[2])?.values
      : new Float32Array(weights.shape[0]);
    if (!bias) return false;
    convolution.input[2] = this.#store(this.#newName(), [weights.shape[0]], bias.map(change));
    return true;
  }

  #clipsFromZeroTo({ input, attribute }: Node, most: number): boolean {
    const bound = (place: number, name: string): number | undefined =>
      input[place] ? this.#scalar(input[place]) : attribute.find((one) => one.name === name)?.f;
    return bound(1, 'min') === 0 && bound(2, 'max') === most;
  }

  /** The constant of an operator with one, whichever side it is on. */
  #scalarInput({ input }: Node): number | undefined {
    return input.length === 2 ? (this.#scalar(input[0]) ?? this.#scalar(input[1])) : undefined;
  }

  #otherScalar(node: Node, own: string): number | undefined {
    return node.input.length === 2
      ? this.#scalar(node.input[0] === own ? node.input[1] : node.input[0])
      : undefined;
  }

  /** A stored array of one number that broadcasts to any shape of four axes. */
  #scalar(name: string): number | undefined {
    const found = this.#floats(name);
    return found?.values.length === 1 && found.shape.length <= 4 ? found.values[0] : undefined;
  }

  #floats(name: string): { readonly shape: readonly number[]; readonly values: Float32Array } | undefined {
    const maker = this.#makers.get(name);
    const tensor =
      this.#stored.get(name) ??
      (maker?.opType === 'Constant' ? maker.attribute.find((one) => one.name === 'value')?.t : undefined);
    if (tensor?.dataType !== ELEMENT_TYPES.float32) return undefined;
    const { shape, values } = readArray(tensor, undefined);
    return values instanceof Float32Array ? { shape, values } : undefined;
  }

  /** The node of this kind that makes the value, where nobody else takes it. */
  #onlyMaker(name: string, opType: string): Node | undefined {
    const maker = this.#makers.get(name);
    return maker?.opType === opType && this.#isTakenOnce(name) ? maker : undefined;
  }

  #onlyTaker({ output: [name] }: Node): Node | undefined {
    return this.#isTakenOnce(name) ? this.#takers.get(name)?.[0] : undefined;
  }

  #isTakenOnce(name: string): boolean {
    const takers = this.#takers.get(name) ?? [];
    return takers.length === 1 && !this.#outputs.has(name);
  }

  #store(name: string, dims: readonly number[], values: Float32Array): string {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const tensor = { name, dims, dataType: ELEMENT_TYPES.float32, rawData } as unknown as DecodedTensor;
    this.#model.graph.initializer.push(tensor);
    this.#stored.set(name, tensor);
    return name;
  }

  /** Puts another node in the place of one, and keeps the books. */
  #replace(old: Node, node: Node): void {
    const { graph } = this.#model;
    const place = graph.node.indexOf(old);
    this.#forget(old);
    graph.node[place] = node;
    for (const name of node.output) this.#makers.set(name, node);
    for (const name of node.input) this.#takers.set(name, [...(this.#takers.get(name) ?? []), node]);
  }

  #remove(node: Node): void {
    this.#forget(node);
    this.#model.graph.node = this.#model.graph.node.filter((other) => other !== node);
  }

  #forget(node: Node): void {
    for (const name of node.input) {
      this.#takers.set(
        name,
        (this.#takers.get(name) ?? []).filter((other) => other !== node),
      );
    }
  }

  #rename(node: Node, output: string): void {
    node.output[0] = output;
    this.#makers.set(output, node);
  }

  #newName(): string {
    return `_fused ${this.#made++}`;
  }
}

function floatAttribute(name: string, f: number): Attribute {
  return { name, f, type: ATTRIBUTE_TYPES.float } as Attribute;
}
