/** Arithmetic on values that may be known already: then it is done now, otherwise by the graph, with gradients. */
import type { Tensor } from '../../graph.ts';
import { add, divide, multiply, subtract } from '../../ops/arithmetic.ts';
import { reshape } from '../../ops/shape.ts';
import { broadcastShapes, type Shape } from '../../shapes.ts';
import { combineKnown, isSmallEnough } from '../known.ts';
import { isTensor, type NodeReading, type Value } from '../node-reading.ts';

type Arithmetic = 'Add' | 'Sub' | 'Mul' | 'Div';

const OPERATIONS: Readonly<Record<Arithmetic, (a: Tensor, b: Tensor) => Tensor>> = {
  Add: add,
  Sub: subtract,
  Mul: multiply,
  Div: divide,
};

const NUMBERS: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
};

export function combine(reading: NodeReading, operator: Arithmetic, a: Value, b: Value): Value {
  const isKnown = !isTensor(a) && !isTensor(b);
  if (isKnown && isSmallEnough(broadcastShapes(operator, a.shape, b.shape))) {
    return combineKnown(operator, a, b, NUMBERS[operator]);
  }
  return OPERATIONS[operator](reading.asTensor(a), reading.asTensor(b));
}

export function reshapeValue(value: Value, shape: Shape): Value {
  return isTensor(value) ? reshape(value, shape) : { ...value, shape };
}
