/** Sums, means and extremes over axes. */
import type { Tensor } from '../graph.ts';
import { binary, compared, expanded, reduced, reshaped } from '../primitives.ts';
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

/**
 * The largest element. The gradient is shared equally by all elements that are as large.
 * @param axes and @param keepDims as for `sum`.
 */
export function max(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  return extreme('ReduceMax', x, resolveAxes('max', axes, x.shape), keepDims);
}

/** The smallest element; as `max` otherwise. */
export function min(x: Tensor, axes?: readonly number[], keepDims = false): Tensor {
  return extreme('ReduceMin', x, resolveAxes('min', axes, x.shape), keepDims);
}

function extreme(
  operator: 'ReduceMax' | 'ReduceMin',
  x: Tensor,
  over: readonly number[],
  keepDims: boolean,
): Tensor {
  const kept = reducedShape(x.shape, over, true);
  const y = reduced(operator, x, over, keepDims);
  return x.graph.record(
    y,
    [x],
    [
      (gradient) => {
        const reached = compared('Equal', x, reshaped(y, kept));
        const shares = binary('Div', reshaped(gradient, kept), reduced('ReduceSum', reached, over));
        return binary('Mul', reached, shares);
      },
    ],
  );
}
