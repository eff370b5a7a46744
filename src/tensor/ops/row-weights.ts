/** Means over rows in which some rows count more than others: what losses share. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import { binary, reduced, reshaped } from '../primitives.ts';
import { failOnShapes, sameShape, type Shape } from '../shapes.ts';
import { divide, multiply } from './arithmetic.ts';
import { mean, sum } from './reduce.ts';

export interface LossOptions {
  /** [rows]: how much each row counts; the loss is then the weighted mean. Not negative. */
  readonly weights?: Tensor;
}

/** Keeps a batch in which no row counts from dividing by zero. */
const SMALLEST_TOTAL = 1e-12;

/** The mean of [rows, 1], weighted when weights [rows] are given, as a scalar. Without a gradient of its own. */
export function weightedMean(losses: Tensor, weights: Tensor | undefined): Tensor {
  if (!weights) return reduced('ReduceMean', losses, [0, 1], false);
  const weighted = binary('Mul', reshaped(losses, weights.shape), weights);
  return binary('Div', reduced('ReduceSum', weighted, [0], false), totalOf(weights));
}

/** What each row's gradient is multiplied by: [1, 1], or [rows, 1] when rows have weights. */
export function rowFactors(gradient: Tensor, rows: number, weights: Tensor | undefined): Tensor {
  const incoming = reshaped(gradient, [1, 1]);
  if (!weights) return binary('Mul', incoming, 1 / rows);
  return binary('Mul', binary('Div', incoming, totalOf(weights)), reshaped(weights, [rows, 1]));
}

/** The mean of [rows], weighted, with a gradient with respect to the losses. */
export function averageOf(losses: Tensor, weights: Tensor | undefined): Tensor {
  return weights ? divide(sum(multiply(losses, weights)), totalOf(weights)) : mean(losses);
}

export function checkWeights(operation: string, shape: Shape, weights: Tensor | undefined): void {
  if (!weights) return;
  if (!sameShape(weights.shape, [shape[0]])) {
    failOnShapes(
      operation,
      'there is not one weight per row',
      [shape, weights.shape],
      `Give weights of shape [${shape[0]}].`,
    );
  }
  refuseTraining(
    operation,
    weights,
    'the weights of rows',
    'Feed the weights as an input without a gradient.',
  );
}

/** @throws not-differentiable when the tensor would be trained, since the loss gives it no gradient. */
export function refuseTraining(operation: string, tensor: Tensor, what: string, remedy: string): void {
  if (!tensor.graph.isDifferentiable(tensor)) return;
  throw new DaogouError('not-differentiable', `${operation}: ${what} cannot be trained`, {
    received: tensor.name,
    remedy,
  });
}

function totalOf(weights: Tensor): Tensor {
  return binary('Max', reduced('ReduceSum', weights, [0], false), SMALLEST_TOTAL);
}
