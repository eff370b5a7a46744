/** Probabilities over one axis. */
import type { Tensor } from '../graph.ts';
import { binary, reduced, unary } from '../primitives.ts';
import { resolveAxis } from '../shapes.ts';

/** e^x / Σ e^x along an axis, by default the last; stable for large x. */
export function softmax(x: Tensor, along = -1): Tensor {
  const axis = resolveAxis('softmax', along, x.shape);
  const y = x.graph.emit('Softmax', [x], x.shape, { attributes: { axis } });
  return x.graph.record(
    y,
    [x],
    [
      (gradient) => {
        const weighted = binary('Mul', gradient, y);
        return binary('Sub', weighted, binary('Mul', y, reduced('ReduceSum', weighted, [axis])));
      },
    ],
  );
}

/** log softmax(x) along an axis, by default the last, without the underflow of taking the logarithm afterwards. */
export function logSoftmax(x: Tensor, along = -1): Tensor {
  const axis = resolveAxis('logSoftmax', along, x.shape);
  const y = x.graph.emit('LogSoftmax', [x], x.shape, { attributes: { axis } });
  return x.graph.record(
    y,
    [x],
    [
      (gradient) =>
        binary('Sub', gradient, binary('Mul', unary('Exp', y), reduced('ReduceSum', gradient, [axis]))),
    ],
  );
}
