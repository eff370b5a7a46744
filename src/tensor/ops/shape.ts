/** The same numbers in other shapes and places: nothing is computed. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import {
  expanded,
  joined,
  padded,
  paddedAll,
  permuted,
  reshaped,
  reversed,
  sliced,
  slicedAll,
  summedTo,
} from '../primitives.ts';
import { broadcastShapes, failOnShapes, resolveAxis, sameShape, sizeOf, type Shape } from '../shapes.ts';

/** The elements in row-major order under another shape; one size may be -1, which is then worked out. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const known = sizeOf(shape.filter((size) => size !== -1));
  const resolved = shape.map((size) => (size === -1 ? sizeOf(x.shape) / known : size));
  const isShape = resolved.every((size) => Number.isInteger(size) && size >= 1);
  if (sizeOf(resolved) !== sizeOf(x.shape) || !isShape) {
    failOnShapes(
      'reshape',
      'the numbers of elements differ',
      [x.shape, shape],
      `Give a shape with ${sizeOf(x.shape)} elements.`,
    );
  }
  return x.graph.record(reshaped(x, resolved), [x], [(gradient) => reshaped(gradient, x.shape)]);
}

/** Exchanges axes: axis i of the result is axis `order[i]` of x. Reverses them all by default. */
export function transpose(
  x: Tensor,
  order: readonly number[] = x.shape.map((_, i) => i).toReversed(),
): Tensor {
  const axes = order.map((axis) => resolveAxis('transpose', axis, x.shape));
  if (new Set(axes).size !== x.shape.length) {
    failOnShapes('transpose', `the order ${order.join()} is incomplete`, [x.shape], 'Name every axis once.');
  }
  const inverse = axes.map((_, axis) => axes.indexOf(axis));
  return x.graph.record(permuted(x, axes), [x], [(gradient) => permuted(gradient, inverse)]);
}

/** Joins tensors along an axis; all other sizes must be equal. */
export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  if (tensors.length === 0) {
    throw new DaogouError('invalid-input', 'concat: there is nothing to join', {
      received: tensors.length,
      remedy: 'Give at least one tensor.',
    });
  }
  const shapes = tensors.map((tensor) => tensor.shape);
  const along = resolveAxis('concat', axis, shapes[0]);
  const others = (shape: Shape): Shape => shape.map((size, i) => (i === along ? 0 : size));
  if (!shapes.every((shape) => sameShape(others(shape), others(shapes[0])))) {
    failOnShapes(
      'concat',
      `sizes differ outside axis ${along}`,
      shapes,
      'Join tensors that agree elsewhere.',
    );
  }
  let start = 0;
  const rules = shapes.map((shape) => {
    const from = start;
    start += shape[along];
    return (gradient: Tensor): Tensor => sliced(gradient, along, from, from + shape[along]);
  });
  return tensors[0].graph.record(joined(tensors, along), tensors, rules);
}

/**
 * Elements `start`, `start + step`, … of one axis, up to but without `end`. With a negative step they run backwards,
 * and an `end` of -1 includes the first: `slice(x, 0, size - 1, -1, -1)` turns an axis around.
 * @throws shape-mismatch when the range is empty or leaves the axis.
 */
export function slice(x: Tensor, axis: number, start: number, end: number, step = 1): Tensor {
  const along = resolveAxis('slice', axis, x.shape);
  const size = x.shape[along];
  const isForward = step > 0 && start >= 0 && start < end && end <= size;
  const isBackward = step < 0 && start < size && start > end && end >= -1;
  if (![start, end, step].every(Number.isInteger) || !(isForward || isBackward)) {
    failOnShapes(
      'slice',
      `the range ${start} to ${end} in steps of ${step} does not lie in axis ${along}`,
      [x.shape],
      `Choose 0 <= start < end <= ${size} with a positive step or ${size} > start > end >= -1 with a negative one.`,
    );
  }
  const count = Math.ceil((end - start) / step);
  if (step < 0) {
    const first = start + (count - 1) * step;
    const forward = steppedSlice(x, along, first, count, -step);
    return x.graph.record(reversed(forward, [along]), [forward], [(gradient) => reversed(gradient, [along])]);
  }
  return steppedSlice(x, along, start, count, step);
}

function steppedSlice(x: Tensor, axis: number, start: number, count: number, step: number): Tensor {
  const size = x.shape[axis];
  const last = start + (count - 1) * step;
  if (step === 1) {
    return x.graph.record(
      sliced(x, axis, start, last + 1),
      [x],
      [(gradient) => padded(gradient, axis, start, size - last - 1)],
    );
  }
  return x.graph.record(
    slicedAll(x, [axis], [start], [count], [step]),
    [x],
    [(gradient) => padded(spaced(gradient, axis, step), axis, start, size - last - 1)],
  );
}

/** Zeros between the elements of an axis, so that they lie `step` apart. */
function spaced(x: Tensor, axis: number, step: number): Tensor {
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const count = x.shape[axis];
  const apart = padded(reshaped(x, [...before, count, 1, ...after]), axis + 1, 0, step - 1);
  return sliced(reshaped(apart, [...before, count * step, ...after]), axis, 0, (count - 1) * step + 1);
}

/**
 * Elements of one value around x.
 * @param pads [before, after] of each axis, not negative.
 * @param value default 0.
 */
export function pad(
  x: Tensor,
  pads: readonly (readonly [before: number, after: number])[],
  value = 0,
): Tensor {
  if (
    pads.length !== x.shape.length ||
    !pads.flat().every((count) => Number.isInteger(count) && count >= 0)
  ) {
    failOnShapes(
      'pad',
      `${JSON.stringify(pads)} does not fit`,
      [x.shape],
      'Give two whole numbers of at least 0 for each axis.',
    );
  }
  const before = pads.map(([count]) => count);
  const after = pads.map(([, count]) => count);
  return x.graph.record(
    paddedAll(x, before, after, value),
    [x],
    [
      (gradient) => {
        const axes = x.shape.map((_, axis) => axis).filter((axis) => before[axis] > 0 || after[axis] > 0);
        const pick = (row: readonly number[]): number[] => axes.map((axis) => row[axis]);
        return slicedAll(
          gradient,
          axes,
          pick(before),
          pick(x.shape),
          axes.map(() => 1),
        );
      },
    ],
  );
}

/** Cuts an axis into pieces of the given sizes, which add up to the axis. */
export function split(x: Tensor, axis: number, sizes: readonly number[]): readonly Tensor[] {
  const along = resolveAxis('split', axis, x.shape);
  if (sizes.reduce((total, size) => total + size, 0) !== x.shape[along] || sizes.some((size) => size < 1)) {
    failOnShapes(
      'split',
      `the pieces ${sizes.join(' + ')} do not fill axis ${along}`,
      [x.shape],
      `Give sizes of at least 1 that add up to ${x.shape[along]}.`,
    );
  }
  const shapes = sizes.map((size) => x.shape.map((whole, i) => (i === along ? size : whole)));
  const pieces = x.graph.emitMany('Split', [x, x.graph.integers(sizes)], shapes, {
    attributes: { axis: along },
  });
  return x.graph.record(pieces, [x], [(...gradients) => joined(gradients, along)]);
}

/** Repeats axes of size 1 (and adds leading axes) until the shape is reached. */
export function expand(x: Tensor, shape: Shape): Tensor {
  if (!sameShape(broadcastShapes('expand', x.shape, shape), shape)) {
    failOnShapes('expand', 'the target is smaller', [x.shape, shape], 'Only axes of size 1 can grow.');
  }
  return x.graph.record(expanded(x, shape), [x], [(gradient) => summedTo(gradient, x.shape)]);
}
