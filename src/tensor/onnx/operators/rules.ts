/** Operators of ONNX with their gradients that networks in files use and that `ops/` has no other use for. */
import type { Tensor } from '../../graph.ts';
import { binary, reduced, reshaped, summedTo, unary } from '../../primitives.ts';
import { broadcastShapes, reducedShape } from '../../shapes.ts';

/** The larger of each two; the gradient goes to `a` where they are equal. */
export function maximum(a: Tensor, b: Tensor): Tensor {
  return extreme('Max', 'GreaterOrEqual', a, b);
}

/** The smaller of each two; the gradient goes to `a` where they are equal. */
export function minimum(a: Tensor, b: Tensor): Tensor {
  return extreme('Min', 'LessOrEqual', a, b);
}

function extreme(operator: string, comparison: string, a: Tensor, b: Tensor): Tensor {
  const shape = broadcastShapes(operator, a.shape, b.shape);
  const fromA = (): Tensor => asFloat(a.graph.emit(comparison, [a, b], shape, { dtype: 'bool' }));
  return a.graph.record(
    a.graph.emit(operator, [a, b], shape),
    [a, b],
    [
      (gradient) => summedTo(binary('Mul', gradient, fromA()), a.shape),
      (gradient) => summedTo(binary('Mul', gradient, binary('Sub', a.graph.scalar(1), fromA())), b.shape),
    ],
  );
}

/** 2/√π ∫₀ˣ e^-t² dt */
export function erf(x: Tensor): Tensor {
  return x.graph.record(
    unary('Erf', x),
    [x],
    [
      (gradient) => {
        const bell = unary('Exp', unary('Neg', binary('Mul', x, x)));
        return binary('Mul', gradient, binary('Mul', bell, 2 / Math.sqrt(Math.PI)));
      },
    ],
  );
}

/** The largest (or smallest) along axes; equal ones share the gradient. */
export function extremeOver(
  operator: 'ReduceMax' | 'ReduceMin',
  x: Tensor,
  axes: readonly number[],
  keepDims: boolean,
): Tensor {
  const { graph } = x;
  const kept = reducedShape(x.shape, axes, true);
  // The axes are an attribute until set 18, which the files that are written here are of.
  const y = graph.emit(operator, [x, graph.integers(axes)], kept, { attributes: { keepdims: 1 } });
  const result = graph.record(
    y,
    [x],
    [
      (gradient) => {
        const isChosen = asFloat(graph.emit('Equal', [x, y], x.shape, { dtype: 'bool' }));
        const count = reduced('ReduceSum', isChosen, axes);
        return binary('Mul', binary('Div', gradient, count), isChosen);
      },
    ],
  );
  if (keepDims) return result;
  const shape = reducedShape(x.shape, axes, false);
  return graph.record(reshaped(result, shape), [result], [(gradient) => reshaped(gradient, kept)]);
}

function asFloat(mask: Tensor): Tensor {
  return mask.graph.emit('Cast', [mask], mask.shape, { attributes: { to: 1 }, dtype: 'float32' });
}

/** Elements of `a` where the condition holds, otherwise of `b`. */
export function choose(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  const { graph } = a;
  const shape = broadcastShapes('Where', broadcastShapes('Where', condition.shape, a.shape), b.shape);
  const zero = (): Tensor => graph.scalar(0);
  const where = (yes: Tensor, no: Tensor): Tensor =>
    graph.emit('Where', [condition, yes, no], shape, { dtype: a.dtype });
  return graph.record(
    where(a, b),
    [a, b],
    [
      (gradient) => summedTo(where(gradient, zero()), a.shape),
      (gradient) => summedTo(where(zero(), gradient), b.shape),
    ],
  );
}
