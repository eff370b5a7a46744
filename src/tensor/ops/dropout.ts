/** Dropout (Srivastava et al., 2014) by a mask that is fed, so that a seed repeats a run exactly. */
import type { Random } from '../../core/random.ts';
import { checkFraction } from '../check-setting.ts';
import type { Tensor } from '../graph.ts';
import { multiply } from './arithmetic.ts';

/**
 * x times a mask, usually a graph input that `fillDropoutMask` fills before every step. A graph for serving is
 * built without this call.
 * @param mask broadcast to x.
 */
export function dropout(x: Tensor, mask: Tensor): Tensor {
  return multiply(x, mask);
}

/** Fills a mask with 0 at the given rate and 1 / (1 - rate) elsewhere, so that its mean is 1. */
export function fillDropoutMask(mask: Float32Array, rate: number, random: Random): Float32Array {
  checkFraction('The dropout rate', rate, 0.1);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < mask.length; i++) mask[i] = random.next() < rate ? 0 : kept;
  return mask;
}
