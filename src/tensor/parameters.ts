/** The trainable numbers of a model, kept by name outside of any graph. */
import { DaogouError } from '../core/errors.ts';
import type { Random } from '../core/random.ts';
import type { Graph, Tensor } from './graph.ts';
import { expectOnly, restoreInto, type Stateful, type TrainingState } from './training-state.ts';
import { checkShape, failOnShapes, sameShape, sizeOf, type Shape } from './shapes.ts';

export interface Parameter {
  readonly data: Float32Array;
  readonly shape: Shape;
}

/** Fills a new parameter. */
export type Initialiser = (data: Float32Array, shape: Shape, random: Random) => void;

/**
 * A builder function that declares its parameters here gives a training graph and a serving graph that share one
 * set of numbers: the first `use` of a name creates it, later ones find it.
 */
export class ParameterStore implements Iterable<[name: string, parameter: Parameter]>, Stateful {
  readonly #parameters = new Map<string, Parameter>();
  readonly #random: Random;

  /** @param random each parameter draws from `random.fork(name)`, so the order of declaration does not matter. */
  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Declares a parameter in a graph; creates its numbers if the name is new.
   * @throws shape-mismatch when the name is known with another shape.
   */
  use(graph: Graph, name: string, shape: Shape, initialise: Initialiser): Tensor {
    checkShape(`parameter ${name}`, shape);
    const known = this.#parameters.get(name);
    if (known) {
      this.#checkShape(name, known, shape);
    } else {
      const data = allocated(name, shape);
      initialise(data, shape, this.#random.fork(name));
      this.#parameters.set(name, { data, shape: [...shape] });
    }
    return graph.parameter(name, shape);
  }

  /** @throws not-found for a name that was never used. */
  get(name: string): Parameter {
    const parameter = this.#parameters.get(name);
    if (parameter) return parameter;
    throw new DaogouError('not-found', `There is no parameter ${name}`, {
      received: name,
      remedy: `Known are: ${[...this.#parameters.keys()].join(', ') || 'none'}.`,
    });
  }

  /** Creates a parameter or overwrites its numbers with a copy, as when a stored model is read. */
  set(name: string, data: Float32Array, shape: Shape): void {
    if (data.length !== sizeOf(shape)) {
      failOnShapes(`parameter ${name}`, `there are ${data.length} values`, [shape], 'Give one per element.');
    }
    const known = this.#parameters.get(name);
    if (!known) {
      this.#parameters.set(name, { data: data.slice(), shape: [...shape] });
      return;
    }
    this.#checkShape(name, known, shape);
    known.data.set(data);
  }

  has(name: string): boolean {
    return this.#parameters.has(name);
  }

  /** Number of trainable numbers. */
  get size(): number {
    return [...this.#parameters.values()].reduce((total, { data }) => total + data.length, 0);
  }

  [Symbol.iterator](): IterableIterator<[string, Parameter]> {
    return this.#parameters.entries();
  }

  /** For `graph.toOnnx({ frozen: store.frozen() })`: the file then holds the parameters and needs no feeding. */
  frozen(): ReadonlyMap<string, Float32Array> {
    return new Map([...this.#parameters].map(([name, { data }]) => [name, data]));
  }

  state(): TrainingState {
    return Object.fromEntries(this.frozen());
  }

  restore(state: TrainingState): void {
    expectOnly(state, this.#parameters.keys());
    for (const [name, { data }] of this.#parameters) restoreInto(data, state[name], `parameter ${name}`);
  }

  #checkShape(name: string, known: Parameter, shape: Shape): void {
    if (sameShape(known.shape, shape)) return;
    failOnShapes(
      `parameter ${name}`,
      'it exists with another shape',
      [known.shape, shape],
      'Use one shape for a name; a model of another size needs a new store.',
    );
  }
}

function allocated(name: string, shape: Shape): Float32Array {
  try {
    return new Float32Array(sizeOf(shape));
  } catch (thrown) {
    const gigabytes = ((4 * sizeOf(shape)) / 2 ** 30).toFixed(1);
    throw new DaogouError(
      'invalid-input',
      `There is no memory for the parameter ${name} of ${gigabytes} GiB`,
      {
        received: shape,
        remedy: 'Give smaller sizes.',
        cause: thrown,
      },
    );
  }
}

export function zeros(): Initialiser {
  return (data) => data.fill(0);
}

export function ones(): Initialiser {
  return (data) => data.fill(1);
}

/** Uniform numbers from -limit up to limit. */
export function uniform(limit: number): Initialiser {
  return (data, _shape, random) => {
    for (let i = 0; i < data.length; i++) data[i] = limit * (2 * random.next() - 1);
  };
}

/** Normal numbers with mean 0. */
export function normal(standardDeviation: number): Initialiser {
  return (data, _shape, random) => {
    for (let i = 0; i < data.length; i++) data[i] = standardDeviation * random.normal();
  };
}

/**
 * Uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010). A matrix is [inputs, outputs]; a convolution's
 * weight is [filters, channels, ...kernel].
 */
export function glorot(): Initialiser {
  return (data, shape, random) => {
    const [first, second = 1, ...kernel] = shape;
    uniform(Math.sqrt(6 / ((first + second) * sizeOf(kernel))))(data, shape, random);
  };
}

/**
 * Normal with variance 2 / inputs (He et al., 2015), for layers that a relu follows. Shapes are read as by `glorot`.
 */
export function he(): Initialiser {
  return (data, shape, random) => {
    const inputs = shape.length > 2 ? sizeOf(shape.slice(1)) : shape[0];
    normal(Math.sqrt(2 / inputs))(data, shape, random);
  };
}
