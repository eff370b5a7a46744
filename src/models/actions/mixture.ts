import { logLoss, normaliseLogs } from './log-probabilities.ts';

/** How the log-probabilities of several models become one model's probabilities. */
export interface Mixture {
  /** By model and class: how much of the class's logarithm comes from the model; together 1 for each class. */
  readonly shares: readonly (readonly number[])[];
  /** All logarithms are divided by it: above 1 it makes the answer less sure. */
  readonly temperature: number;
}

/** Shares are tried in steps of one part in so many. */
const STEPS = 4;
const TEMPERATURES = Array.from({ length: 25 }, (_, i) => 0.7 * 1.04 ** i);
/** No class is taken to be surer than this before all are made to sum up to 1. */
const SUREST = 1 - 1e-6;

/** softmax(Σ share · log P / temperature): a geometric mean, made as sure as it is right (Guo et al., 2017). */
export function mix(
  logs: readonly Float32Array[],
  { shares, temperature }: Mixture,
  classes: number,
): Float32Array {
  const mixed = new Float32Array(logs[0].length);
  for (const [model, own] of logs.entries()) {
    const parts = shares[model].map((share) => share / temperature);
    for (let place = 0; place < mixed.length; place++) mixed[place] += parts[place % classes] * own[place];
  }
  return normaliseLogs(mixed, classes);
}

/**
 * The mixture under which what happened in these cases was likeliest. Each class has shares of its own, chosen as if
 * it alone were to be told from all others: what foretells common actions best is not what foretells rare ones best.
 */
export function fitMixture(
  logs: readonly Float32Array[],
  truth: ArrayLike<number>,
  classes: number,
): Mixture {
  const candidates = divisions(logs.length, STEPS).map((parts) => parts.map((part) => part / STEPS));
  const chosen = Array.from({ length: classes }, (_, own) => {
    const losses = candidates.map((shares) => classLoss(logs, shares, { truth, classes, own }));
    return candidates[losses.indexOf(Math.min(...losses))];
  });
  const shares = logs.map((_, model) => chosen.map((own) => own[model]));
  const losses = TEMPERATURES.map((temperature) =>
    logLoss(mix(logs, { shares, temperature }, classes), truth, classes),
  );
  return { shares, temperature: TEMPERATURES[losses.indexOf(Math.min(...losses))] };
}

/** Every way to divide `whole` among so many. */
function divisions(among: number, whole: number): number[][] {
  if (among === 1) return [[whole]];
  return Array.from({ length: whole + 1 }, (_, first) =>
    divisions(among - 1, whole - first).map((others) => [first, ...others]),
  ).flat();
}

/** Sum of −log P(whether the class came), in nats. */
function classLoss(
  logs: readonly Float32Array[],
  shares: readonly number[],
  { truth, classes, own }: { truth: ArrayLike<number>; classes: number; own: number },
): number {
  let loss = 0;
  for (let row = 0; row < truth.length; row++) {
    let log = 0;
    for (let model = 0; model < logs.length; model++) log += shares[model] * logs[model][row * classes + own];
    loss -= truth[row] === own ? log : Math.log(1 - Math.min(SUREST, Math.exp(log)));
  }
  return loss;
}
