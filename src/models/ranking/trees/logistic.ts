import type { Loss } from './loss.ts';

/** A share of 0 or 1 would start from an infinite score. */
const LEAST_SHARE = 1e-6;

/** −log of the probability σ(score) of what was true: two classes, targets in [0, 1]. Starts from the log odds. */
export function logistic(targets: ArrayLike<number>): Loss {
  const count = targets.length;
  let sum = 0;
  for (let row = 0; row < count; row++) sum += targets[row];
  const share = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, count === 0 ? 0.5 : sum / count));
  return {
    count,
    start: Math.log(share / (1 - share)),
    derive(scores, gradient, hessian) {
      for (let row = 0; row < count; row++) {
        const probability = 1 / (1 + Math.exp(-scores[row]));
        gradient[row] = probability - targets[row];
        hessian[row] = probability * (1 - probability);
      }
    },
    value(scores) {
      let loss = 0;
      for (let row = 0; row < count; row++) {
        const score = scores[row];
        // log(1 + e^score) without overflow.
        loss += Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - targets[row] * score;
      }
      return count === 0 ? 0 : loss / count;
    },
  };
}
