/** The same numbers in other shapes: nothing is computed. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import { expanded, joined, padded, permuted, reshaped, sliced, summedTo } from '../primitives.ts';
import { broadcastShapes, failOnShapes, resolveAxis, sameShape, sizeOf, type Shape } from '../shapes.ts';

/** The elements in row-major order under another shape; one size may be -1, which is then worked out. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const known = sizeOf(shape.filter((size) => size !== -1));
  const resolved = shape.map((size) => (size === -1 ? sizeOf(x.shape) / known : size));
  if (sizeOf(resolved) !== sizeOf(x.shape) || !resolved.every(Number.isInteger)) {
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

/** Elements `start` up to but without `end` of one axis. */
export function slice(x: Tensor, axis: number, start: number, end: number): Tensor {
  const along = resolveAxis('slice', axis, x.shape);
  const size = x.shape[along];
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= size)) {
    failOnShapes(
      'slice',
      `the range ${start} to ${end} does not lie in axis ${along}`,
      [x.shape],
      `Choose 0 <= start < end <= ${size}.`,
    );
  }
  return x.graph.record(
    sliced(x, along, start, end),
    [x],
    [(gradient) => padded(gradient, along, start, size - end)],
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
