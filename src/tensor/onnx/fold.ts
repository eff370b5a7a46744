/** Nodes whose inputs are all known, worked out while the network is read. */
import type { DataType } from '../graph.ts';
import { broadcastShapes, sizeOf, type Shape } from '../shapes.ts';
import { elementTypeOf } from './array.ts';
import {
  allocate,
  combineKnown,
  expandKnown,
  isSmallEnough,
  knownOf,
  mapKnown,
  strided,
  stridesOf,
  type Known,
} from './known.ts';
import {
  expandTarget,
  flattenAxis,
  reshapeTarget,
  sliceRanges,
  splitSizes,
  squeezedShape,
  transposeOrder,
  unsqueezedShape,
} from './node-arguments.ts';
import type { NodeReading } from './node-reading.ts';

type Fold = (reading: NodeReading, ...inputs: Known[]) => Known | Known[];

const truth = (value: boolean): number => (value ? 1 : 0);

const binary =
  (combine: (a: number, b: number) => number, dtype?: DataType): Fold =>
  (reading, ...inputs) =>
    inputs
      .slice(1)
      .reduce((a, b) => combineKnown(reading.node.operator, a, b, combine, dtype ?? a.dtype), inputs[0]);

const unary =
  (map: (value: number) => number, dtype?: DataType): Fold =>
  (_, x) =>
    mapKnown(x, map, dtype ?? x.dtype);

const reshapedAs = (x: Known, shape: Shape): Known => ({ ...x, shape });

const FOLDS: Readonly<Record<string, Fold>> = {
  Identity: (_, x) => x,
  Dropout: (_, x) => x,
  Size: (_, x) => knownOf('int64', [], [sizeOf(x.shape)]),
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b) => a / b),
  Pow: binary((a, b) => a ** b),
  Max: binary(Math.max),
  Min: binary(Math.min),
  Mod: (reading, a, b) => {
    const likeC = reading.integer('fmod', 0) === 1;
    return combineKnown('Mod', a, b, (x, y) => (likeC ? x % y : x - y * Math.floor(x / y)));
  },
  Equal: binary((a, b) => truth(a === b), 'bool'),
  Less: binary((a, b) => truth(a < b), 'bool'),
  LessOrEqual: binary((a, b) => truth(a <= b), 'bool'),
  Greater: binary((a, b) => truth(a > b), 'bool'),
  GreaterOrEqual: binary((a, b) => truth(a >= b), 'bool'),
  And: binary((a, b) => a & b),
  Or: binary((a, b) => a | b),
  Xor: binary((a, b) => a ^ b),
  Not: unary((value) => 1 - value),
  Neg: unary((value) => -value),
  Abs: unary(Math.abs),
  Sign: unary(Math.sign),
  Floor: unary(Math.floor),
  Ceil: unary(Math.ceil),
  Sqrt: unary(Math.sqrt),
  Exp: unary(Math.exp),
  Log: unary(Math.log),
  Reciprocal: unary((value) => 1 / value),
  Cast: (reading, x) => {
    const dtype = elementTypeOf(reading.integer('to', 1)) ?? 'float32';
    if (dtype === x.dtype) return x;
    if (dtype === 'bool') return mapKnown(x, (value) => truth(value !== 0), dtype);
    return mapKnown(x, dtype === 'float32' ? (value) => value : Math.trunc, dtype);
  },
  Constant: (reading) =>
    reading.array('value') ??
    constantFromAttribute(reading) ??
    reading.fail('holds a constant of an unknown kind', 'Export the network with constants as tensors.'),
  ConstantOfShape: (reading, sizes) => {
    const value = reading.array('value') ?? knownOf('float32', [1], [0]);
    const shape = [...sizes.values];
    return { dtype: value.dtype, shape, values: allocate(value.dtype, shape).fill(value.values[0]) };
  },
  Range: (reading, start, limit, delta) => {
    const [from, to, step] = [start.values[0], limit.values[0], delta.values[0]];
    const count = Math.max(0, Math.ceil((to - from) / step));
    if (!Number.isFinite(count)) reading.fail('has a range without an end', 'Check the file.');
    const values = allocate(start.dtype, [count]);
    for (let i = 0; i < count; i++) values[i] = from + i * step;
    return { dtype: start.dtype, shape: [count], values };
  },
  Reshape: (reading, x, target) => reshapedAs(x, reshapeTarget(reading, x.shape, [...target.values])),
  Flatten: (reading, x) => {
    const axis = flattenAxis(reading, x.shape);
    return reshapedAs(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
  },
  Squeeze: (reading, x) => reshapedAs(x, squeezedShape(reading, x.shape)),
  Unsqueeze: (reading, x) => reshapedAs(x, unsqueezedShape(reading, x.shape)),
  Transpose: (reading, x) => {
    const order = transposeOrder(reading, x.shape);
    const strides = stridesOf(x.shape);
    return strided(
      x,
      order.map((axis) => x.shape[axis]),
      order.map((axis) => strides[axis]),
    );
  },
  Slice: (reading, x) => {
    const strides = stridesOf(x.shape);
    const shape = [...x.shape];
    let offset = 0;
    for (const { axis, start, step, size } of sliceRanges(reading, x.shape)) {
      offset += start * strides[axis];
      strides[axis] *= step;
      shape[axis] = size;
    }
    return strided(x, shape, strides, offset);
  },
  Split: (reading, x) => {
    const axis = reading.axis(reading.integer('axis', 0), x.shape.length);
    const strides = stridesOf(x.shape);
    let start = 0;
    return splitSizes(reading, x.shape[axis]).map((size) => {
      const piece = strided(x, x.shape.with(axis, size), strides, start * strides[axis]);
      start += size;
      return piece;
    });
  },
  Expand: (reading, x, target) => expandKnown(x, expandTarget(reading, x.shape, [...target.values])),
  Concat: (reading, ...parts) => {
    const [first] = parts;
    const axis = reading.axis(reading.integer('axis', 0), first.shape.length);
    const total = parts.reduce((sum, { shape }) => sum + shape[axis], 0);
    const values = allocate(first.dtype, first.shape.with(axis, total));
    const outer = sizeOf(first.shape.slice(0, axis));
    let at = 0;
    for (let row = 0; row < outer; row++) {
      for (const part of parts) {
        const width = part.values.length / outer;
        values.set(part.values.subarray(row * width, (row + 1) * width), at);
        at += width;
      }
    }
    return { dtype: first.dtype, shape: first.shape.with(axis, total), values };
  },
  Gather: (reading, table, indices) => {
    const axis = reading.axis(reading.integer('axis', 0), table.shape.length);
    const [before, size, after] = [
      table.shape.slice(0, axis),
      table.shape[axis],
      table.shape.slice(axis + 1),
    ];
    const shape = [...before, ...indices.shape, ...after];
    const values = allocate(table.dtype, shape);
    const inner = sizeOf(after);
    let at = 0;
    for (let row = 0; row < sizeOf(before); row++) {
      for (const index of indices.values) {
        const place = index < 0 ? index + size : index;
        if (!(place >= 0 && place < size)) {
          reading.fail(
            `asks for element ${index} of ${size}`,
            'Check the file, and the sizes of the inputs.',
          );
        }
        const start = (row * size + place) * inner;
        values.set(table.values.subarray(start, start + inner), at);
        at += inner;
      }
    }
    return { dtype: table.dtype, shape, values };
  },
  Where: (_, condition, a, b) => {
    const shape = broadcastShapes('Where', broadcastShapes('Where', condition.shape, a.shape), b.shape);
    const [tests, yes, no] = [condition, a, b].map((part) => expandKnown(part, shape).values);
    const values = allocate(a.dtype, shape);
    for (let i = 0; i < values.length; i++) values[i] = tests[i] ? yes[i] : no[i];
    return { dtype: a.dtype, shape, values };
  },
  ReduceProd: reduce((a, b) => a * b),
  ReduceSum: reduce((a, b) => a + b),
  ReduceMax: reduce(Math.max),
  ReduceMin: reduce(Math.min),
};

/** Results of a node whose inputs are all known; `undefined` when it is better left to the graph. */
export function fold(reading: NodeReading, inputs: readonly Known[]): Known[] | undefined {
  const rule = reading.node.domain === '' ? FOLDS[reading.node.operator] : undefined;
  if (!rule || !inputs.every(({ shape }) => isSmallEnough(shape))) return undefined;
  const result = rule(reading, ...inputs);
  return Array.isArray(result) ? result : [result];
}

function constantFromAttribute(reading: NodeReading): Known | undefined {
  const { attributes } = reading.node;
  const [float, integer] = [attributes.get('value_float'), attributes.get('value_int')];
  if (typeof float === 'object' && 'float' in float) return knownOf('float32', [], [float.float]);
  if (typeof integer === 'number') return knownOf('int64', [], [integer]);
  const floats = attributes.get('value_floats');
  if (typeof floats === 'object' && 'floats' in floats) {
    return knownOf('float32', [floats.floats.length], floats.floats);
  }
  const integers = reading.integers('value_ints');
  return integers && knownOf('int64', [integers.length], integers);
}

function reduce(combine: (a: number, b: number) => number): Fold {
  return (reading, x) => {
    const axes = reading.axes('axes', 1, x.shape.length) ?? [...x.shape.keys()];
    const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
    const strides = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
    const places = strided(
      knownOf(
        'int64',
        kept,
        Array.from({ length: sizeOf(kept) }, (_, i) => i),
      ),
      x.shape,
      strides,
    ).values;
    const values = allocate(x.dtype, kept);
    const seen = new Uint8Array(values.length);
    for (const [i, place] of places.entries()) {
      values[place] = seen[place] ? combine(values[place], x.values[i]) : x.values[i];
      seen[place] = 1;
    }
    const keepDims = reading.integer('keepdims', 1) === 1;
    const shape = keepDims ? kept : x.shape.filter((_, axis) => !axes.includes(axis));
    return { dtype: x.dtype, shape, values };
  };
}
