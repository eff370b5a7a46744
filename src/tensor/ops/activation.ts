/** Functions of one element. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import { binary, expanded, isAbove, isBelow, unary } from '../primitives.ts';

/** max(x, 0); the gradient at 0 is 0. */
export function relu(x: Tensor): Tensor {
  const y = unary('Relu', x);
  return x.graph.record(y, [x], [(gradient) => binary('Mul', gradient, isAbove(y, 0))]);
}

/** x where it is positive, `slope` · x elsewhere (Maas, Hannun and Ng, 2013). */
export function leakyRelu(x: Tensor, slope = 0.01): Tensor {
  const y = x.graph.emit('LeakyRelu', [x], x.shape, { attributes: { alpha: { float: slope } } });
  return x.graph.record(
    y,
    [x],
    [
      (gradient) => {
        const factor = binary('Add', binary('Mul', isAbove(x, 0), 1 - slope), slope);
        return binary('Mul', gradient, factor);
      },
    ],
  );
}

/**
 * x brought into [minimum, maximum], as relu6 with 0 and 6; the gradient at the bounds and beyond is 0.
 * @throws invalid-input when the minimum is above the maximum or one of them is not a number.
 */
export function clip(x: Tensor, minimum = -Infinity, maximum = Infinity): Tensor {
  if (!(minimum <= maximum)) {
    throw new DaogouError('invalid-input', `clip: ${minimum} to ${maximum} is no range`, {
      received: { minimum, maximum },
      remedy: 'Give a minimum that is at most the maximum.',
    });
  }
  const bounds = [minimum, maximum].map((bound) =>
    Number.isFinite(bound) ? x.graph.scalar(bound) : undefined,
  );
  const y = x.graph.emit('Clip', [x, ...bounds], x.shape);
  return x.graph.record(y, [x], [(gradient) => binary('Mul', gradient, isWithin(x, minimum, maximum))]);
}

/** min(max(slope · x + offset, 0), 1); the defaults are those of MobileNetV3, ONNX's own slope is 0.2. */
export function hardSigmoid(x: Tensor, slope = 1 / 6, offset = 0.5): Tensor {
  const y = x.graph.emit('HardSigmoid', [x], x.shape, {
    attributes: { alpha: { float: slope }, beta: { float: offset } },
  });
  return x.graph.record(
    y,
    [x],
    [(gradient) => binary('Mul', binary('Mul', gradient, isWithin(y, 0, 1)), slope)],
  );
}

/** x · hardSigmoid(x) (Howard et al., 2019). */
export function hardSwish(x: Tensor): Tensor {
  const gate = x.graph.emit('HardSigmoid', [x], x.shape, {
    attributes: { alpha: { float: 1 / 6 }, beta: { float: 0.5 } },
  });
  return x.graph.record(
    binary('Mul', x, gate),
    [x],
    [
      (gradient) => {
        const slope = binary('Mul', binary('Mul', x, 1 / 6), isWithin(gate, 0, 1));
        return binary('Mul', gradient, binary('Add', gate, slope));
      },
    ],
  );
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

/** |x|; the gradient at 0 is 0. */
export function abs(x: Tensor): Tensor {
  return x.graph.record(unary('Abs', x), [x], [(gradient) => binary('Mul', gradient, unary('Sign', x))]);
}

export function square(x: Tensor): Tensor {
  return x.graph.record(
    binary('Mul', x, x),
    [x],
    [(gradient) => binary('Mul', gradient, binary('Mul', x, 2))],
  );
}

/** Sine of x in radians. */
export function sin(x: Tensor): Tensor {
  return x.graph.record(unary('Sin', x), [x], [(gradient) => binary('Mul', gradient, unary('Cos', x))]);
}

/** Cosine of x in radians. */
export function cos(x: Tensor): Tensor {
  return x.graph.record(
    unary('Cos', x),
    [x],
    [(gradient) => binary('Mul', gradient, unary('Neg', unary('Sin', x)))],
  );
}

/** x to a fixed power; x must be positive unless the exponent is a whole number. */
export function power(x: Tensor, exponent: number): Tensor {
  return x.graph.record(
    binary('Pow', x, exponent),
    [x],
    [(gradient) => binary('Mul', gradient, binary('Mul', binary('Pow', x, exponent - 1), exponent))],
  );
}

/** 1 strictly between the bounds, otherwise 0. */
function isWithin(x: Tensor, minimum: number, maximum: number): Tensor {
  const above = minimum === -Infinity ? undefined : isAbove(x, minimum);
  if (maximum === Infinity) return above ?? expanded(x.graph.scalar(1), x.shape);
  const below = isBelow(x, maximum);
  return above ? binary('Mul', above, below) : below;
}

function oneMinus(x: Tensor): Tensor {
  return binary('Sub', x.graph.scalar(1), x);
}
