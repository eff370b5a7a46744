/** Operators that summarise axes. */
import type { Tensor } from '../../graph.ts';
import { abs, exp, log, sqrt, square } from '../../ops/activation.ts';
import { mean, sum } from '../../ops/reduce.ts';
import { reshape, transpose } from '../../ops/shape.ts';
import { logSoftmax, softmax } from '../../ops/softmax.ts';
import { sizeOf } from '../../shapes.ts';
import type { NodeReading } from '../node-reading.ts';
import { withGradient, type OperatorImport } from './operator.ts';
import { extremeOver } from './rules.ts';

type Reduction = (x: Tensor, axes: readonly number[], keepDims: boolean) => Tensor;

const over =
  (operation: Reduction): OperatorImport =>
  (reading) => {
    const x = reading.tensor(0);
    const named = reading.axes('axes', 1, x.shape.length);
    if (named?.length === 0 && reading.integer('noop_with_empty_axes', 0) === 1) return x;
    const axes = named && named.length > 0 ? named.toSorted((a, b) => a - b) : [...x.shape.keys()];
    return axes.length === 0 ? x : operation(x, axes, reading.integer('keepdims', 1) === 1);
  };

export const REDUCTIONS = withGradient({
  ReduceMean: over(mean),
  ReduceSum: over(sum),
  ReduceMax: over((x, axes, keepDims) => extremeOver('ReduceMax', x, axes, keepDims)),
  ReduceMin: over((x, axes, keepDims) => extremeOver('ReduceMin', x, axes, keepDims)),
  ReduceSumSquare: over((x, axes, keepDims) => sum(square(x), axes, keepDims)),
  ReduceL1: over((x, axes, keepDims) => sum(abs(x), axes, keepDims)),
  ReduceL2: over((x, axes, keepDims) => sqrt(sum(square(x), axes, keepDims))),
  ReduceLogSum: over((x, axes, keepDims) => log(sum(x, axes, keepDims))),
  ReduceLogSumExp: over((x, axes, keepDims) => log(sum(exp(x), axes, keepDims))),
  GlobalAveragePool: (reading) => mean(reading.tensor(0), positions(reading), true),
  GlobalMaxPool: (reading) => extremeOver('ReduceMax', reading.tensor(0), positions(reading), true),
  Softmax: (reading) => alongAxis(reading, softmax),
  LogSoftmax: (reading) => alongAxis(reading, logSoftmax),
});

/** All axes but those of images and channels. */
function positions(reading: NodeReading): number[] {
  return [...reading.tensor(0).shape.keys()].slice(2);
}

/** Until set 13 all axes from the named one on were one; since then the named axis alone is meant. */
function alongAxis(reading: NodeReading, operation: (x: Tensor) => Tensor): Tensor {
  const x = reading.tensor(0);
  const { length } = x.shape;
  const isCoerced = reading.operatorSet < 13;
  const axis = reading.axis(reading.integer('axis', isCoerced ? 1 : -1), Math.max(length, 1));
  if (axis === length - 1) return operation(x);
  if (isCoerced) {
    const rows = reshape(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
    return reshape(operation(rows), x.shape);
  }
  // The axis and the last change places, before and after.
  const order = [...x.shape.keys()].with(axis, length - 1).with(length - 1, axis);
  return transpose(operation(transpose(x, order)), order);
}
