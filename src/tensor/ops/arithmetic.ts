/** Arithmetic element by element, with NumPy's broadcasting. */
import { binary, compared, summedTo, unary } from '../primitives.ts';
import type { Tensor } from '../graph.ts';
import { broadcastShapes } from '../shapes.ts';

export function add(a: Tensor, b: Tensor): Tensor {
  broadcastShapes('add', a.shape, b.shape);
  return a.graph.record(
    binary('Add', a, b),
    [a, b],
    [(gradient) => summedTo(gradient, a.shape), (gradient) => summedTo(gradient, b.shape)],
  );
}

export function subtract(a: Tensor, b: Tensor): Tensor {
  broadcastShapes('subtract', a.shape, b.shape);
  return a.graph.record(
    binary('Sub', a, b),
    [a, b],
    [(gradient) => summedTo(gradient, a.shape), (gradient) => unary('Neg', summedTo(gradient, b.shape))],
  );
}

export function multiply(a: Tensor, b: Tensor): Tensor {
  broadcastShapes('multiply', a.shape, b.shape);
  return a.graph.record(
    binary('Mul', a, b),
    [a, b],
    [
      (gradient) => summedTo(binary('Mul', gradient, b), a.shape),
      (gradient) => summedTo(binary('Mul', gradient, a), b.shape),
    ],
  );
}

export function divide(a: Tensor, b: Tensor): Tensor {
  broadcastShapes('divide', a.shape, b.shape);
  const quotient = binary('Div', a, b);
  return a.graph.record(
    quotient,
    [a, b],
    [
      (gradient) => summedTo(binary('Div', gradient, b), a.shape),
      // d(a / b) / db = -(a / b) / b
      (gradient) => unary('Neg', summedTo(binary('Mul', gradient, binary('Div', quotient, b)), b.shape)),
    ],
  );
}

/** The larger of two elements; where they are equal, the gradient goes to the first. */
export function maximum(a: Tensor, b: Tensor): Tensor {
  broadcastShapes('maximum', a.shape, b.shape);
  return picked('Max', a, b, () => compared('GreaterOrEqual', a, b));
}

/** The smaller of two elements; where they are equal, the gradient goes to the first. */
export function minimum(a: Tensor, b: Tensor): Tensor {
  broadcastShapes('minimum', a.shape, b.shape);
  return picked('Min', a, b, () => compared('GreaterOrEqual', b, a));
}

/** @param isFirst gives 1 where the result is that of `a`, otherwise 0. */
function picked(operator: 'Max' | 'Min', a: Tensor, b: Tensor, isFirst: () => Tensor): Tensor {
  return a.graph.record(
    binary(operator, a, b),
    [a, b],
    [
      (gradient) => summedTo(binary('Mul', gradient, isFirst()), a.shape),
      (gradient) => summedTo(binary('Mul', gradient, binary('Sub', a.graph.scalar(1), isFirst())), b.shape),
    ],
  );
}

/** Every element times a number that is fixed when the graph is built. */
export function scale(x: Tensor, factor: number): Tensor {
  return x.graph.record(binary('Mul', x, factor), [x], [(gradient) => binary('Mul', gradient, factor)]);
}

export function negate(x: Tensor): Tensor {
  return x.graph.record(unary('Neg', x), [x], [(gradient) => unary('Neg', gradient)]);
}
