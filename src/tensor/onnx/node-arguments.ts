/** What nodes say about shapes, brought to one form: versions of the operator set say it in different ways. */
import { sizeOf, type Shape } from '../shapes.ts';
import type { NodeReading } from './node-reading.ts';

/** What Reshape makes of its target: 0 keeps a size, -1 is worked out, and a fixed batch follows the new one. */
export function reshapeTarget(reading: NodeReading, shape: Shape, target: readonly number[]): Shape {
  const count = sizeOf(shape);
  const keepsZeros = reading.integer('allowzero', 0) === 1;
  const sizes = target.map((size, axis) => (size === 0 && !keepsZeros ? shape[axis] : size));
  const known = sizeOf(sizes.filter((size) => size !== -1));
  const resolved = sizes.map((size) => (size === -1 ? count / known : size));
  const { rebatch } = reading;
  if (rebatch && sizeOf(resolved) * rebatch.to === count * rebatch.from) {
    resolved[0] = (resolved[0] * rebatch.to) / rebatch.from;
  }
  const isWhole = resolved.every((size) => Number.isInteger(size) && size >= 0);
  if (isWhole && sizeOf(resolved) === count) return resolved;
  return reading.failOnShape('changes the number of elements', shape, target);
}

export interface SliceRange {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  /** Elements that are taken. */
  readonly size: number;
}

/** Ranges as Slice clamps them: ends may lie far outside, and steps may be negative. */
export function sliceRanges(reading: NodeReading, shape: Shape): SliceRange[] {
  const starts = reading.argument('starts', 1) ?? [];
  const ends = reading.argument('ends', 2) ?? [];
  const axes = reading.axes('axes', 3, shape.length) ?? starts.map((_, i) => reading.axis(i, shape.length));
  const steps = reading.argument('steps', 4) ?? starts.map(() => 1);
  if (ends.length !== starts.length || axes.length !== starts.length || steps.length !== starts.length) {
    reading.fail('has ranges that are incomplete', 'Check the file: starts, ends and axes go together.');
  }
  return axes.map((axis, i) => {
    const size = shape[axis];
    const step = steps[i];
    if (step === 0) reading.fail('has a step of 0', 'Check the file: a step is not 0.');
    const clamp = (end: number, low: number, high: number): number =>
      Math.min(high, Math.max(low, end < 0 ? end + size : end));
    const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
    const start = clamp(starts[i], Math.max(low, 0), high);
    return { axis, start, step, size: Math.max(0, Math.ceil((clamp(ends[i], low, high) - start) / step)) };
  });
}

/** Sizes of the pieces of an axis: given, or equal but for the last. */
export function splitSizes(reading: NodeReading, whole: number): readonly number[] {
  const given = reading.argument('split', 1);
  const count = reading.integer('num_outputs', reading.node.outputs.length);
  const piece = Math.ceil(whole / count);
  const sizes = given ?? Array.from({ length: count }, (_, i) => Math.min(piece, whole - i * piece));
  if (sizes.reduce((sum, size) => sum + size, 0) === whole && sizes.every((size) => size > 0)) return sizes;
  return reading.failOnShape(`cuts an axis of ${whole} into other sizes`, sizes);
}

export function flattenAxis(reading: NodeReading, shape: Shape): number {
  const axis = reading.integer('axis', 1);
  return axis < 0 ? axis + shape.length : Math.min(axis, shape.length);
}

export function squeezedShape(reading: NodeReading, shape: Shape): Shape {
  const axes = reading.axes('axes', 1, shape.length);
  if (axes?.some((axis) => shape[axis] !== 1)) {
    reading.failOnShape(`drops axes ${axes.join()} that are not of size 1`, shape);
  }
  return shape.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1));
}

export function unsqueezedShape(reading: NodeReading, shape: Shape): Shape {
  const added = reading.argument('axes', 1) ?? [];
  const rank = shape.length + added.length;
  const axes = new Set(added.map((axis) => reading.axis(axis, rank)));
  const sizes = [...shape];
  return Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : (sizes.shift() ?? 1)));
}

export function transposeOrder(reading: NodeReading, shape: Shape): readonly number[] {
  const order = reading.integers('perm')?.map((axis) => reading.axis(axis, shape.length));
  if (order && new Set(order).size !== shape.length) reading.failOnShape('names other axes', shape);
  return order ?? [...shape.keys()].toReversed();
}

/** Expand broadcasts both ways: a 1 in the target keeps the size. */
export function expandTarget(reading: NodeReading, shape: Shape, target: readonly number[]): Shape {
  const rank = Math.max(shape.length, target.length);
  return Array.from({ length: rank }, (_, axis) => {
    const own = shape[axis - rank + shape.length] ?? 1;
    const wanted = target[axis - rank + target.length] ?? 1;
    if (own !== wanted && own !== 1 && wanted !== 1) reading.failOnShape('cannot grow', shape, target);
    return own === 1 ? wanted : own;
  });
}
