/** Functions of one element. */
import type { Tensor } from '../graph.ts';
import { binary, isAbove, unary } from '../primitives.ts';

/** max(x, 0); the gradient at 0 is 0. */
export function relu(x: Tensor): Tensor {
  const y = unary('Relu', x);
  return x.graph.record(y, [x], [(gradient) => binary('Mul', gradient, isAbove(y, 0))]);
}

/** x Φ(x) with the exact normal distribution function (Hendrycks and Gimpel, 2016). */
export function gelu(x: Tensor): Tensor {
  const phi = binary('Mul', binary('Add', unary('Erf', binary('Mul', x, Math.SQRT1_2)), 1), 0.5);
  return x.graph.record(
    binary('Mul', x, phi),
    [x],
    [
      (gradient) => {
        const bell = unary('Exp', binary('Mul', binary('Mul', x, x), -0.5));
        const density = binary('Mul', bell, 1 / Math.sqrt(2 * Math.PI));
        return binary('Mul', gradient, binary('Add', phi, binary('Mul', x, density)));
      },
    ],
  );
}

/** x σ(x), also called swish (Ramachandran, Zoph and Le, 2017). */
export function silu(x: Tensor): Tensor {
  const gate = unary('Sigmoid', x);
  const y = binary('Mul', x, gate);
  return x.graph.record(
    y,
    [x],
    // y' = σ + y (1 - σ) = y + σ (1 - y)
    [(gradient) => binary('Mul', gradient, binary('Add', y, binary('Mul', gate, oneMinus(y))))],
  );
}

/** 1 / (1 + e^-x) */
export function sigmoid(x: Tensor): Tensor {
  const y = unary('Sigmoid', x);
  return x.graph.record(y, [x], [(gradient) => binary('Mul', gradient, binary('Mul', y, oneMinus(y)))]);
}

export function tanh(x: Tensor): Tensor {
  const y = unary('Tanh', x);
  return x.graph.record(y, [x], [(gradient) => binary('Mul', gradient, oneMinus(binary('Mul', y, y)))]);
}

/** log(1 + e^x) */
export function softplus(x: Tensor): Tensor {
  return x.graph.record(
    unary('Softplus', x),
    [x],
    [(gradient) => binary('Mul', gradient, unary('Sigmoid', x))],
  );
}

export function exp(x: Tensor): Tensor {
  const y = unary('Exp', x);
  return x.graph.record(y, [x], [(gradient) => binary('Mul', gradient, y)]);
}

/** Natural logarithm; x must be positive. */
export function log(x: Tensor): Tensor {
  return x.graph.record(unary('Log', x), [x], [(gradient) => binary('Div', gradient, x)]);
}

/** Square root; x must be positive for a finite gradient. */
export function sqrt(x: Tensor): Tensor {
  const y = unary('Sqrt', x);
  return x.graph.record(y, [x], [(gradient) => binary('Div', binary('Mul', gradient, 0.5), y)]);
}

function oneMinus(x: Tensor): Tensor {
  return binary('Sub', x.graph.scalar(1), x);
}
