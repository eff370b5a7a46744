/** Static shapes: every tensor of a graph knows its sizes while the graph is built. */
import { DaogouError } from '../core/errors.ts';

/** Sizes per axis, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** Number of elements; a scalar has one. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** Throws the error that every operation throws for shapes that do not fit it. */
export function failOnShapes(
  operation: string,
  reason: string,
  shapes: readonly Shape[],
  remedy: string,
): never {
  const received = shapes.map(formatShape).join(' and ');
  throw new DaogouError('shape-mismatch', `${operation}: ${reason}; received ${received}`, {
    received: { operation, shapes },
    remedy,
  });
}

/** NumPy's broadcasting: aligned at the last axis, sizes are equal or one of them is 1. */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[a.length - rank + axis] ?? 1;
    const right = b[b.length - rank + axis] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      failOnShapes(
        operation,
        `axis ${axis} has ${left} on one side and ${right} on the other`,
        [a, b],
        'Give both sides the same size on that axis, or size 1 on one of them.',
      );
    }
    return left === 1 ? right : left;
  });
}

/** Throws unless a tensor of shape `a` can be repeated to fill `target`. */
export function checkBroadcastsTo(operation: string, what: string, a: Shape, target: Shape): void {
  if (sameShape(broadcastShapes(operation, target, a), target)) return;
  failOnShapes(
    operation,
    `${what} is larger than what it is added to`,
    [target, a],
    `Give a shape that broadcasts to ${formatShape(target)}.`,
  );
}

/** Turns an axis that may count from the end (-1 is the last) into one that counts from the front. */
export function resolveAxis(operation: string, axis: number, shape: Shape): number {
  const resolved = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= shape.length) {
    failOnShapes(
      operation,
      `there is no axis ${axis}`,
      [shape],
      `Name an axis from ${-shape.length} to ${shape.length - 1}.`,
    );
  }
  return resolved;
}

/** Sorted, distinct axes; `undefined` stands for all of them. */
export function resolveAxes(operation: string, axes: readonly number[] | undefined, shape: Shape): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const resolved = axes.map((axis) => resolveAxis(operation, axis, shape));
  return [...new Set(resolved)].toSorted((a, b) => a - b);
}

/** The shape after a reduction over `axes`: each becomes 1, or goes when `keepDims` is false. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  return keepDims
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** Refuses sizes that no tensor can have. */
export function checkShape(operation: string, shape: Shape): void {
  if (shape.some((size) => !Number.isInteger(size) || size < 1)) {
    failOnShapes(
      operation,
      'a size is not a positive integer',
      [shape],
      'Give each axis a size of at least 1.',
    );
  }
}
