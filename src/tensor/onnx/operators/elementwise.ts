/** Functions of single elements, with broadcasting. */
import type { Tensor } from '../../graph.ts';
import {
  abs,
  clip,
  exp,
  gelu,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  log,
  power,
  relu,
  sigmoid,
  silu,
  softplus,
  sqrt,
  square,
  tanh,
} from '../../ops/activation.ts';
import { add, divide, multiply, negate, scale, subtract } from '../../ops/arithmetic.ts';
import { elementTypeOf } from '../array.ts';
import { isTensor, type NodeReading } from '../node-reading.ts';
import { ELEMENT_TYPES } from '../schema.ts';
import { unary, withGradient, type OperatorImport } from './operator.ts';
import { erf, maximum, minimum } from './rules.ts';

const binary =
  (operation: (a: Tensor, b: Tensor) => Tensor): OperatorImport =>
  (reading) =>
    operation(reading.tensor(0), reading.tensor(1));

/** Operators that take any number of inputs. */
const several =
  (operation: (a: Tensor, b: Tensor) => Tensor): OperatorImport =>
  (reading) =>
    reading.node.inputs.map((_, i) => reading.tensor(i)).reduce((a, b) => operation(a, b));

export const ELEMENTWISE = withGradient({
  Add: binary(add),
  Sub: binary(subtract),
  Mul: binary(multiply),
  Div: binary(divide),
  Max: several(maximum),
  Min: several(minimum),
  Sum: several(add),
  Neg: unary(negate),
  Abs: unary(abs),
  Exp: unary(exp),
  Log: unary(log),
  Sqrt: unary(sqrt),
  Reciprocal: (reading) => divide(reading.graph.scalar(1), reading.tensor(0)),
  Erf: unary(erf),
  Relu: unary(relu),
  Sigmoid: unary(sigmoid),
  Tanh: unary(tanh),
  Softplus: unary(softplus),
  HardSwish: unary(hardSwish),
  Pow: (reading) => {
    const exponent = reading.value(1);
    if (!isTensor(exponent) && exponent.values.length === 1) {
      return powerOf(reading, exponent.values[0], exponent.shape.length);
    }
    return reading.fail(
      'has exponents that are not one fixed number',
      'Stop before this node (stopAt), or write it as a product.',
    );
  },
  LeakyRelu: (reading) => leakyRelu(reading.tensor(0), reading.float('alpha', 0.01)),
  PRelu: (reading) => {
    // max(x, 0) - slope · max(-x, 0)
    const x = reading.tensor(0);
    return subtract(relu(x), multiply(reading.tensor(1), relu(negate(x))));
  },
  HardSigmoid: (reading) =>
    hardSigmoid(reading.tensor(0), reading.float('alpha', 0.2), reading.float('beta', 0.5)),
  Clip: (reading) => {
    const [low, high] = [clipBound(reading, 'min', 1), clipBound(reading, 'max', 2)];
    return clip(reading.tensor(0), low, high);
  },
  Gelu: (reading) =>
    reading.text('approximate', 'none') === 'tanh' ? tanhGelu(reading) : gelu(reading.tensor(0)),
  Swish: (reading) => swish(reading.tensor(0), reading.float('alpha', 1)),
  Elu: (reading) => {
    // max(x, 0) + α (e^min(x, 0) - 1)
    const x = reading.tensor(0);
    const bend = subtract(exp(minimum(x, reading.graph.scalar(0))), reading.graph.scalar(1));
    return add(relu(x), scale(bend, reading.float('alpha', 1)));
  },
  Mish: (reading) => multiply(reading.tensor(0), tanh(softplus(reading.tensor(0)))),
  Softsign: (reading) => {
    const x = reading.tensor(0);
    return divide(x, add(abs(x), reading.graph.scalar(1)));
  },
  Cast: (reading) => cast(reading),
});

/** Operators that ONNX Runtime adds when it stores an optimised network. */
export const ELEMENTWISE_OF_RUNTIME = withGradient({
  Gelu: unary(gelu),
  BiasGelu: (reading) => gelu(add(reading.tensor(0), reading.tensor(1))),
  QuickGelu: (reading) => swish(reading.tensor(0), reading.float('alpha', 1.702)),
});

/** x σ(αx) */
function swish(x: Tensor, alpha: number): Tensor {
  return alpha === 1 ? silu(x) : multiply(x, sigmoid(scale(x, alpha)));
}

/** Hendrycks and Gimpel's approximation: x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))). */
function tanhGelu(reading: NodeReading): Tensor {
  const x = reading.tensor(0);
  const inner = scale(add(x, scale(multiply(multiply(x, x), x), 0.044_715)), Math.sqrt(2 / Math.PI));
  return multiply(scale(x, 0.5), add(tanh(inner), reading.graph.scalar(1)));
}

function powerOf(reading: NodeReading, exponent: number, rank: number): Tensor {
  const x = reading.tensor(0);
  if (rank > x.shape.length) reading.failOnShape('has an exponent of more axes', x.shape);
  if (exponent === 1) return x;
  if (exponent === 2) return square(x);
  return exponent === 0.5 ? sqrt(x) : power(x, exponent);
}

function clipBound(reading: NodeReading, name: string, input: number): number | undefined {
  if (reading.has(input)) return reading.known(input).values[0];
  return reading.node.attributes.has(name) ? reading.float(name, 0) : undefined;
}

/** Floats of every width are floats of 32 bits here; other conversions have no gradient to pass. */
function cast(reading: NodeReading): Tensor {
  const x = reading.tensor(0);
  const to = reading.integer('to', 1);
  const dtype = elementTypeOf(to);
  if (dtype === undefined)
    return reading.fail(`casts to type ${to}`, 'Export the network with 32-bit floats.');
  if (dtype === x.dtype) return x;
  return reading.graph.emit('Cast', [x], x.shape, { attributes: { to: ELEMENT_TYPES[dtype] }, dtype });
}
