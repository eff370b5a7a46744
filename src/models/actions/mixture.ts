import { logLoss, normaliseLogs } from './log-probabilities.ts';

/** How the log-probabilities of several models become one model's probabilities. */
export interface Mixture {
  /** One a model, together 1. */
  readonly shares: readonly number[];
  /** All logarithms are divided by it: above 1 it makes the answer less sure. */
  readonly temperature: number;
}

const SHARES = [0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1];
const TEMPERATURES = Array.from({ length: 25 }, (_, i) => 0.7 * 1.04 ** i);

/** softmax(Σ share · log P / temperature): a geometric mean, made as sure as it is right (Guo et al., 2017). */
export function mix(
  logs: readonly Float32Array[],
  { shares, temperature }: Mixture,
  classes: number,
): Float32Array {
  const mixed = new Float32Array(logs[0].length);
  for (const [i, own] of logs.entries()) {
    const share = shares[i] / temperature;
    if (share !== 0) for (let place = 0; place < mixed.length; place++) mixed[place] += share * own[place];
  }
  return normaliseLogs(mixed, classes);
}

/** The mixture of one or two models under which what happened in these cases was likeliest. */
export function fitMixture(
  logs: readonly Float32Array[],
  truth: ArrayLike<number>,
  classes: number,
): Mixture {
  const candidates = logs.length === 1 ? [[1]] : SHARES.map((share) => [share, 1 - share]);
  let best: Mixture = { shares: candidates[0], temperature: 1 };
  let least = Infinity;
  const consider = (mixture: Mixture): void => {
    const loss = logLoss(mix(logs, mixture, classes), truth, classes);
    if (loss >= least) return;
    least = loss;
    best = mixture;
  };
  for (const shares of candidates) consider({ shares, temperature: 1 });
  const { shares } = best;
  for (const temperature of TEMPERATURES) consider({ shares, temperature });
  return best;
}
