import type { Loss } from './loss.ts';

/** Half the squared distance to a number: regression. Starts from the mean. */
export function squaredError(targets: ArrayLike<number>): Loss {
  const count = targets.length;
  let sum = 0;
  for (let row = 0; row < count; row++) sum += targets[row];
  return {
    count,
    start: count === 0 ? 0 : sum / count,
    derive(scores, gradient, hessian) {
      for (let row = 0; row < count; row++) gradient[row] = scores[row] - targets[row];
      hessian.fill(1);
    },
    value(scores) {
      let loss = 0;
      for (let row = 0; row < count; row++) loss += (scores[row] - targets[row]) ** 2 / 2;
      return count === 0 ? 0 : loss / count;
    },
  };
}
