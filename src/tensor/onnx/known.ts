/**
 * Arithmetic on numbers that are known while a network is read: the shapes that exporters compute from other shapes
 * (Shape → Gather → Concat → Reshape) and weights that can be worked out ahead.
 */
import { DaogouError } from '../../core/errors.ts';
import type { DataType, Graph, Tensor } from '../graph.ts';
import { broadcastShapes, formatShape, sizeOf, type Shape } from '../shapes.ts';
import { toInt64, type OnnxArray } from './array.ts';

/** Numbers in row-major order. Those of 64 bits are kept as doubles, which hold every size that a tensor can have. */
export interface Known {
  readonly dtype: DataType;
  readonly shape: Shape;
  readonly values: Float32Array | Float64Array | Int32Array | Uint8Array;
}

/** Beyond this a computed constant is left to the runtime: 64 MB of floats. */
const MOST_ELEMENTS = 2 ** 24;

export function toKnown({ dtype, shape, values }: OnnxArray): Known {
  return {
    dtype,
    shape,
    values: values instanceof BigInt64Array ? Float64Array.from(values, Number) : values,
  };
}

/** Puts known numbers into a graph. */
export function toConstant(graph: Graph, { dtype, shape, values }: Known): Tensor {
  if (values instanceof Float64Array) return graph.constant(BigInt64Array.from(values, toInt64), shape);
  const constant = graph.constant(values, shape);
  if (dtype !== 'bool') return constant;
  return graph.emit('Cast', [constant], shape, { attributes: { to: 9 }, dtype: 'bool' });
}

/** An array for `count` elements of a type. */
export function allocate(dtype: DataType, shape: Shape): Known['values'] {
  const count = sizeOf(shape);
  if (!(count <= MOST_ELEMENTS)) {
    throw new DaogouError(
      'unsupported-format',
      `A constant of the network has the shape ${formatShape(shape)}`,
      {
        received: shape,
        remedy: 'Check the file: a constant that is computed has at most 16 million elements.',
      },
    );
  }
  if (dtype === 'float32') return new Float32Array(count);
  if (dtype === 'int64') return new Float64Array(count);
  return dtype === 'int32' ? new Int32Array(count) : new Uint8Array(count);
}

/** Whether results of this size are worked out while reading. */
export function isSmallEnough(shape: Shape): boolean {
  return sizeOf(shape) <= MOST_ELEMENTS;
}

export function knownOf(dtype: DataType, shape: Shape, numbers: Iterable<number>): Known {
  const values = allocate(dtype, shape);
  let i = 0;
  for (const number of numbers) values[i++] = number;
  return { dtype, shape, values };
}

/** Distance in the array between neighbours along each axis. */
export function stridesOf(shape: Shape): number[] {
  const strides = shape.map(() => 1);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** Reads elements at given distances: slices, exchanged axes and repetition (distance 0) are all this. */
export function strided(x: Known, shape: Shape, strides: readonly number[], offset = 0): Known {
  const values = allocate(x.dtype, shape);
  const position = shape.map(() => 0);
  let from = offset;
  for (let i = 0; i < values.length; i++) {
    values[i] = x.values[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++position[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      position[axis] = 0;
    }
  }
  return { dtype: x.dtype, shape, values };
}

export function expandKnown(x: Known, shape: Shape): Known {
  const own = stridesOf(x.shape);
  const added = shape.length - x.shape.length;
  const strides = shape.map((_, axis) =>
    axis < added || x.shape[axis - added] === 1 ? 0 : own[axis - added],
  );
  return strided(x, shape, strides);
}

/** Element by element with broadcasting; whole numbers stay whole, as ONNX truncates their quotients. */
export function combineKnown(
  operator: string,
  a: Known,
  b: Known,
  combine: (a: number, b: number) => number,
  dtype: DataType = a.dtype,
): Known {
  const shape = broadcastShapes(operator, a.shape, b.shape);
  const left = expandKnown(a, shape).values;
  const right = expandKnown(b, shape).values;
  const values = allocate(dtype, shape);
  const isWhole = dtype !== 'float32';
  for (let i = 0; i < values.length; i++) {
    const value = combine(left[i], right[i]);
    values[i] = isWhole ? Math.trunc(value) : value;
  }
  return { dtype, shape, values };
}

export function mapKnown(x: Known, map: (value: number) => number, dtype: DataType = x.dtype): Known {
  const values = allocate(dtype, x.shape);
  for (let i = 0; i < values.length; i++) values[i] = map(x.values[i]);
  return { dtype, shape: x.shape, values };
}
