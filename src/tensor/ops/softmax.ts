/** Probabilities over the last axis. */
import type { Tensor } from '../graph.ts';
import { binary, reduced, unary } from '../primitives.ts';
import { resolveAxis } from '../shapes.ts';

/** e^x / Σ e^x along the last axis, stable for large x. */
export function softmax(x: Tensor): Tensor {
  const axis = resolveAxis('softmax', -1, x.shape);
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

/** log softmax(x) along the last axis, without the underflow of taking the logarithm afterwards. */
export function logSoftmax(x: Tensor): Tensor {
  const axis = resolveAxis('logSoftmax', -1, x.shape);
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
