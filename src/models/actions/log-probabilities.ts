/** Takes scores, class beside class, to logarithms of probabilities, in place. */
export function normaliseLogs(scores: Float32Array, classes: number): Float32Array {
  for (let from = 0; from < scores.length; from += classes) {
    let most = -Infinity;
    for (let own = 0; own < classes; own++) most = Math.max(most, scores[from + own]);
    let sum = 0;
    for (let own = 0; own < classes; own++) sum += Math.exp(scores[from + own] - most);
    const shift = most + Math.log(sum);
    for (let own = 0; own < classes; own++) scores[from + own] -= shift;
  }
  return scores;
}

/** Mean of −log P(what was true), in nats. */
export function logLoss(logs: Float32Array, truth: ArrayLike<number>, classes: number): number {
  let sum = 0;
  for (let row = 0; row < truth.length; row++) sum -= logs[row * classes + truth[row]];
  return sum / Math.max(1, truth.length);
}
