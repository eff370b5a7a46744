/** What every fusion does about modalities that are missing. */
import type { Tensor } from '../../tensor/graph.ts';
import { add, divide, maximum, minimum, multiply, scale, subtract } from '../../tensor/ops/arithmetic.ts';
import { abs } from '../../tensor/ops/activation.ts';
import { mean, sum } from '../../tensor/ops/reduce.ts';
import { concat, slice } from '../../tensor/ops/shape.ts';
import { softmax } from '../../tensor/ops/softmax.ts';

/** Low enough that a masked modality gets weight 0 in 32-bit floats, high enough to stay finite. */
const MASKED = 1e9;
const TINY = 1e-12;

/** Zeros in place of what is missing: numbers large enough there would drown any mask that comes later. */
export function presentOnly(vectors: readonly Tensor[], mask: Tensor): Tensor[] {
  return vectors.map((vector, i) => multiply(vector, maskOf(mask, i)));
}

/** `(rows, 1)`: 1 where modality `i` is there. */
export function maskOf(mask: Tensor, i: number): Tensor {
  return slice(mask, 1, i, i + 1);
}

/** `(rows, 1)`: 1 where any modality is there. */
export function anyPresent(mask: Tensor): Tensor {
  return minimum(sum(mask, [1], true), mask.graph.scalar(1));
}

/** Added to logits, it leaves those of what is there and sinks the others. */
export function sunkWhereMissing(mask: Tensor): Tensor {
  return scale(subtract(mask, mask.graph.scalar(1)), MASKED);
}

/**
 * Softmax over what is there.
 * @param logits `(rows, modalities)`, or anything that broadcasts to it
 */
export function maskedSoftmax(logits: Tensor, mask: Tensor): Tensor {
  // A row with nothing at all would share its weight evenly over what is missing; the mask takes that back.
  return multiply(softmax(add(logits, sunkWhereMissing(mask))), mask);
}

/**
 * The share of each contribution in a sum, by mean absolute size: `(rows, modalities)`, rows sum to 1 or to 0. Lengths
 * would have no gradient where nothing was contributed.
 * @param contributions `(rows, width)` each, zero where the modality is missing
 */
export function sharesOf(contributions: readonly Tensor[]): Tensor {
  const sizes = concat(
    contributions.map((contribution) => mean(abs(contribution), [1], true)),
    1,
  ); // (rows, modalities)
  return divide(sizes, maximum(sum(sizes, [1], true), sizes.graph.scalar(TINY)));
}

export function sumOf(tensors: readonly Tensor[]): Tensor {
  return tensors.reduce((total, tensor) => add(total, tensor));
}
