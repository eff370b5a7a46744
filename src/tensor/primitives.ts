/**
 * Single ONNX nodes with their shapes worked out, without gradients: what operations and gradient rules are made of.
 * Shapes are taken as checked; the operations in `ops/` check what users give.
 */
import type { Tensor } from './graph.ts';
import { broadcastShapes, reducedShape, sameShape, sizeOf, type Shape } from './shapes.ts';

type Binary = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Max' | 'Min' | 'Pow';
type Unary =
  | 'Abs'
  | 'Sign'
  | 'Neg'
  | 'Exp'
  | 'Log'
  | 'Sqrt'
  | 'Reciprocal'
  | 'Relu'
  | 'Sigmoid'
  | 'Tanh'
  | 'Softplus'
  | 'Erf'
  | 'Sin'
  | 'Cos';

/** A node of two broadcast inputs; a number stands for a scalar constant. */
export function binary(operator: Binary, a: Tensor, b: Tensor | number): Tensor {
  const right = typeof b === 'number' ? a.graph.scalar(b) : b;
  return a.graph.emit(operator, [a, right], broadcastShapes(operator, a.shape, right.shape));
}

export function unary(operator: Unary, x: Tensor): Tensor {
  return x.graph.emit(operator, [x], x.shape);
}

/** The same elements in another shape; the tensor itself when it has that shape already. */
export function reshaped(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : x.graph.emit('Reshape', [x, x.graph.integers(shape)], shape);
}

export function permuted(x: Tensor, order: readonly number[]): Tensor {
  const shape = order.map((axis) => x.shape[axis]);
  return x.graph.emit('Transpose', [x], shape, { attributes: { perm: order } });
}

export function reduced(
  operator: 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin',
  x: Tensor,
  axes: readonly number[],
  keepDims = true,
): Tensor {
  if (axes.length === 0) return x;
  return x.graph.emit(operator, [x, x.graph.integers(axes)], reducedShape(x.shape, axes, keepDims), {
    attributes: { keepdims: keepDims ? 1 : 0 },
  });
}

export function expanded(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : x.graph.emit('Expand', [x, x.graph.integers(shape)], shape);
}

/** Undoes broadcasting: sums a gradient over the axes along which a tensor of `shape` was repeated. */
export function summedTo(gradient: Tensor, shape: Shape): Tensor {
  const added = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((size, axis) =>
    axis < added || (shape[axis - added] === 1 && size !== 1) ? [axis] : [],
  );
  return reshaped(reduced('ReduceSum', gradient, axes), shape);
}

/** Elements `start` up to but without `end` of one axis. */
export function sliced(x: Tensor, axis: number, start: number, end: number): Tensor {
  const { graph } = x;
  const shape = x.shape.map((size, i) => (i === axis ? end - start : size));
  const bounds = [graph.integers([start]), graph.integers([end]), graph.integers([axis])];
  return graph.emit('Slice', [x, ...bounds], shape);
}

/** Zeros around the elements of one axis. */
export function padded(x: Tensor, axis: number, before: number, after: number): Tensor {
  if (before === 0 && after === 0) return x;
  const pads = x.shape.map((_, i) => (i === axis ? before : 0));
  const padsAfter = x.shape.map((_, i) => (i === axis ? after : 0));
  const shape = x.shape.map((size, i) => (i === axis ? before + size + after : size));
  return x.graph.emit('Pad', [x, x.graph.integers([...pads, ...padsAfter])], shape);
}

/** Elements `starts`, `starts + steps`, … of several axes, `counts` of each. Steps are positive. */
export function slicedAll(
  x: Tensor,
  axes: readonly number[],
  starts: readonly number[],
  counts: readonly number[],
  steps: readonly number[],
): Tensor {
  const { graph } = x;
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? counts[axes.indexOf(axis)] : size));
  const ends = starts.map((start, i) => start + (counts[i] - 1) * steps[i] + 1);
  return graph.emit('Slice', [x, ...[starts, ends, axes, steps].map((row) => graph.integers(row))], shape);
}

/** The elements of each of the axes in the opposite order. */
export function reversed(x: Tensor, axes: readonly number[]): Tensor {
  if (axes.length === 0) return x;
  const { graph } = x;
  const starts = axes.map((axis) => x.shape[axis] - 1);
  // An end of -1 would count from the far end; one before the first element is -size - 1.
  const ends = axes.map((axis) => -x.shape[axis] - 1);
  const steps = axes.map(() => -1);
  return graph.emit('Slice', [x, ...[starts, ends, axes, steps].map((row) => graph.integers(row))], x.shape);
}

/** Elements of one value around each axis; negative counts cut elements off. */
export function paddedAll(x: Tensor, before: readonly number[], after: readonly number[], value = 0): Tensor {
  const pads = [...before, ...after];
  if (pads.every((count) => count === 0)) return x;
  const { graph } = x;
  const shape = x.shape.map((size, axis) => before[axis] + size + after[axis]);
  const filling = value === 0 ? [] : [graph.scalar(value)];
  return graph.emit('Pad', [x, graph.integers(pads), ...filling], shape);
}

export function joined(tensors: readonly Tensor[], axis: number): Tensor {
  const total = tensors.reduce((sum, tensor) => sum + tensor.shape[axis], 0);
  const shape = tensors[0].shape.map((size, i) => (i === axis ? total : size));
  return tensors[0].graph.emit('Concat', tensors, shape, { attributes: { axis } });
}

/** 1 where `x` is above `bound`, otherwise 0, as floats. */
export function isAbove(x: Tensor, bound: number): Tensor {
  return compared('Greater', x, x.graph.scalar(bound));
}

/** 1 where `x` is below `bound`, otherwise 0, as floats. */
export function isBelow(x: Tensor, bound: number): Tensor {
  return compared('Less', x, x.graph.scalar(bound));
}

/** 1 where the comparison of two broadcast tensors holds, otherwise 0, as floats. */
export function compared(
  operator: 'Greater' | 'GreaterOrEqual' | 'Less' | 'Equal',
  a: Tensor,
  b: Tensor,
): Tensor {
  const shape = broadcastShapes(operator, a.shape, b.shape);
  const mask = a.graph.emit(operator, [a, b], shape, { dtype: 'bool' });
  return a.graph.emit('Cast', [mask], shape, { attributes: { to: 1 }, dtype: 'float32' });
}

/** a · b of two matrices, either read transposed, plus an optional row that is added to every row. */
export function matrixProduct(
  a: Tensor,
  b: Tensor,
  transposeA: boolean,
  transposeB: boolean,
  row?: Tensor,
): Tensor {
  const shape = [a.shape[transposeA ? 1 : 0], b.shape[transposeB ? 0 : 1]];
  return a.graph.emit('Gemm', row ? [a, b, row] : [a, b], shape, {
    attributes: { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 },
  });
}

/** Measured with 6,400 and 12,800 rows of width 64; wider or fewer rows lose more by the transposition than they gain. */
const MANY_ROWS = 4096;
const NARROW = { least: 32, most: 64 };

/**
 * aᵀ · b of two matrices with the same rows: the gradient of a weight. Where rows are many and narrow, transposing
 * first takes a fifth to a third off the time, and products with the same left side share it. The axis of size 1
 * keeps the runtime from folding the transposition back into the product.
 */
export function productOverRows(a: Tensor, b: Tensor): Tensor {
  const [rows, width] = a.shape;
  if (rows < MANY_ROWS || width < NARROW.least || width > NARROW.most || b.shape[1] < NARROW.least) {
    return matrixProduct(a, b, true, false);
  }
  const turned = permuted(reshaped(a, [1, rows, width]), [0, 2, 1]); // (1, width, rows)
  return matrixProduct(reshaped(turned, [width, rows]), b, false, false);
}

/**
 * Sums over every axis but the last, as a vector. A product with a row of ones uses the matrix kernel, which is
 * faster than ONNX Runtime's reduction along the first axis.
 */
export function columnSums(x: Tensor): Tensor {
  const width = x.shape.at(-1)!;
  const rows = sizeOf(x.shape) / width;
  const ones = x.graph.constant(new Float32Array(rows).fill(1), [1, rows]);
  return reshaped(matrixProduct(ones, reshaped(x, [rows, width]), false, false), [width]);
}
