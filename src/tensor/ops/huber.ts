/** A loss for numbers that forgives outliers. */
import { checkPositive } from '../check-setting.ts';
import type { Tensor } from '../graph.ts';
import { failOnShapes, sameShape, sizeOf } from '../shapes.ts';
import { clip } from './activation.ts';
import { multiply, scale, subtract } from './arithmetic.ts';
import { mean } from './reduce.ts';
import { averageOf, checkWeights, type LossOptions } from './row-weights.ts';
import { reshape } from './shape.ts';

export interface HuberOptions extends LossOptions {
  /** Errors up to this size count squared (halved), larger ones in proportion; default 1. */
  readonly delta?: number;
}

/**
 * Mean over all elements of e² / 2 for errors |e| <= delta and delta (|e| - delta / 2) beyond (Huber, 1964).
 * @param prediction [rows, ...]
 * @param target the same shape
 */
export function huber(prediction: Tensor, target: Tensor, options: HuberOptions = {}): Tensor {
  const { delta = 1, weights } = options;
  checkPositive('huber: delta', delta, 1);
  if (prediction.shape.length === 0 || !sameShape(prediction.shape, target.shape)) {
    failOnShapes(
      'huber',
      'prediction and target differ',
      [prediction.shape, target.shape],
      'Give both the shape [rows, ...].',
    );
  }
  checkWeights('huber', prediction.shape, weights);
  const error = subtract(prediction, target);
  // With c the error brought into ±delta, c (e - c / 2) is the square inside and the line outside.
  const near = clip(error, -delta, delta);
  const losses = multiply(near, subtract(error, scale(near, 0.5)));
  const [rows] = prediction.shape;
  return averageOf(mean(reshape(losses, [rows, sizeOf(losses.shape) / rows]), [1]), weights);
}
