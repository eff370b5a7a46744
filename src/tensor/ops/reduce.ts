/** Sums and means over axes. */
import type { Tensor } from '../graph.ts';
import { binary, expanded, reduced, reshaped } from '../primitives.ts';
import { reducedShape, resolveAxes, sizeOf } from '../shapes.ts';

/**
 * @param axes axes to sum over, counted from the end when negative; all by default, which gives a scalar.
 * @param keepDims leave each of them in place with size 1.
 */
export function sum(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  const over = resolveAxes('sum', axes, x.shape);
  const kept = reducedShape(x.shape, over, true);
  return x.graph.record(
    reduced('ReduceSum', x, over, keepDims),
    [x],
    [(gradient) => expanded(reshaped(gradient, kept), x.shape)],
  );
}

/** Like `sum`, divided by the number of elements that went into each result. */
export function mean(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  const over = resolveAxes('mean', axes, x.shape);
  const kept = reducedShape(x.shape, over, true);
  const count = sizeOf(x.shape) / sizeOf(kept);
  return x.graph.record(
    reduced('ReduceMean', x, over, keepDims),
    [x],
    [(gradient) => expanded(binary('Mul', reshaped(gradient, kept), 1 / count), x.shape)],
  );
}
