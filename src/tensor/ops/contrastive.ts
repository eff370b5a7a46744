/** Losses that compare: what belongs together should score higher, or lie closer, than what does not. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import { checkBroadcastsTo, failOnShapes, sameShape, sizeOf } from '../shapes.ts';
import { relu, softplus, sqrt, square } from './activation.ts';
import { add, divide, scale, subtract } from './arithmetic.ts';
import { crossEntropy } from './losses.ts';
import { matmul } from './matmul.ts';
import { mean, sum } from './reduce.ts';
import { averageOf, checkWeights, type LossOptions } from './row-weights.ts';
import { reshape, transpose } from './shape.ts';

export interface InfoNceOptions extends LossOptions {
  /** What similarities are divided by: a number above 0, or a tensor with one element, which may be trained. */
  readonly temperature: number | Tensor;
  /** Whether each side also has to find its partner among all of the other; default true. */
  readonly bothDirections?: boolean;
  /**
   * Added to the similarities, broadcast to [rows, rows]: large negative numbers where two rows that are no pair
   * belong together nevertheless, as two photos of one product.
   */
  readonly correction?: Tensor;
}

export interface TripletOptions extends LossOptions {
  /** How much closer the positive should be than the negative; default 1. */
  readonly margin?: number;
}

/** Keeps the gradient of a distance finite where two vectors are equal. */
const SMALLEST_SQUARE = 1e-12;

/**
 * Bayesian personalised ranking (Rendle et al., 2009): mean of -log σ(positive - negative).
 * @param positive scores, [rows] or [rows, 1]
 * @param negative scores, [rows] or [rows, negatives]: each is compared with its row's positive
 */
export function bpr(positive: Tensor, negative: Tensor, options: LossOptions = {}): Tensor {
  const [rows] = positive.shape;
  const count = sizeOf(negative.shape) / rows;
  const fits =
    sizeOf(positive.shape) === rows &&
    positive.shape.length <= 2 &&
    negative.shape[0] === rows &&
    negative.shape.length <= 2;
  if (!fits) {
    failOnShapes(
      'bpr',
      'positives and negatives do not match',
      [positive.shape, negative.shape],
      'Give one positive per row, [rows], and [rows] or [rows, negatives].',
    );
  }
  checkWeights('bpr', [rows], options.weights);
  const behind = subtract(reshape(negative, [rows, count]), reshape(positive, [rows, 1]));
  return averageOf(mean(softplus(behind), [1]), options.weights);
}

/**
 * InfoNCE (van den Oord, Li and Vinyals, 2018), in both directions as CLIP has it (Radford et al., 2021): row i of
 * `a` has to pick row i of `b` among all rows of `b`, and the other way round; the mean of both.
 * @param a [rows, width], usually of length 1
 * @param b [rows, width]
 */
export function infoNce(a: Tensor, b: Tensor, options: InfoNceOptions): Tensor {
  const { temperature, bothDirections = true, correction, ...rest } = options;
  if (a.shape.length !== 2 || !sameShape(a.shape, b.shape)) {
    failOnShapes('infoNce', 'the two sides differ', [a.shape, b.shape], 'Give both the shape [rows, width].');
  }
  const [rows] = a.shape;
  const similarities = withTemperature(matmul(a, b, { transposeB: true }), temperature);
  if (correction) checkBroadcastsTo('infoNce', 'the correction', correction.shape, similarities.shape);
  const logits = correction ? add(similarities, correction) : similarities;
  const own = a.graph.constant(
    Int32Array.from({ length: rows }, (_, i) => i),
    [rows],
  );
  const forth = crossEntropy(logits, own, rest);
  return bothDirections ? scale(add(forth, crossEntropy(transpose(logits), own, rest)), 0.5) : forth;
}

/**
 * Triplet loss (Schroff, Kalenichenko and Philbin, 2015) on Euclidean distances d: mean of
 * max(d(anchor, positive) - d(anchor, negative) + margin, 0).
 * @param anchor [rows, width]; the other two likewise.
 */
export function tripletLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: TripletOptions = {},
): Tensor {
  const { margin = 1, weights } = options;
  const shapes = [anchor.shape, positive.shape, negative.shape];
  if (anchor.shape.length !== 2 || !shapes.every((shape) => sameShape(shape, anchor.shape))) {
    failOnShapes('tripletLoss', 'the three differ', shapes, 'Give all of them the shape [rows, width].');
  }
  checkWeights('tripletLoss', anchor.shape, weights);
  const { graph } = anchor;
  const distance = (other: Tensor): Tensor =>
    sqrt(add(sum(square(subtract(anchor, other)), [1]), graph.scalar(SMALLEST_SQUARE)));
  const behind = subtract(distance(positive), distance(negative));
  return averageOf(relu(add(behind, graph.scalar(margin))), weights);
}

function withTemperature(similarities: Tensor, temperature: number | Tensor): Tensor {
  if (typeof temperature !== 'number') {
    if (sizeOf(temperature.shape) === 1) return divide(similarities, reshape(temperature, [1, 1]));
    failOnShapes(
      'infoNce',
      'the temperature is not one number',
      [temperature.shape],
      'Give it the shape [].',
    );
  }
  if (temperature > 0) return scale(similarities, 1 / temperature);
  throw new DaogouError('invalid-input', `infoNce: the temperature is ${temperature}`, {
    received: temperature,
    remedy: 'Give a number above 0, such as 0.07.',
  });
}
