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
/** A class is looked for among the likeliest moments, from a third to four times as many as it has. */
const FEWEST_NAMED = 1 / 3;
const MOST_NAMED = 4;

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
 * The mixture under which each class is found best in these cases. Each has shares of its own: what foretells common
 * actions best is not what foretells rare ones best. The temperature is the one under which what happened was
 * likeliest.
 */
export function fitMixture(
  logs: readonly Float32Array[],
  truth: ArrayLike<number>,
  classes: number,
): Mixture {
  const candidates = divisions(logs.length, STEPS).map((parts) => parts.map((part) => part / STEPS));
  const chosen = Array.from({ length: classes }, (_, own) => {
    if (candidates.length === 1) return candidates[0];
    const found = candidates.map((shares) => foundBy(logs, shares, { truth, classes, own }));
    return candidates[found.indexOf(Math.max(...found))];
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

/** How well a mixture finds a class: the mean F1 of naming it at the likeliest moments, over how many are named. */
function foundBy(
  logs: readonly Float32Array[],
  shares: readonly number[],
  { truth, classes, own }: { truth: ArrayLike<number>; classes: number; own: number },
): number {
  const there = new Float64Array(truth.length);
  const others = new Float64Array(truth.length);
  let total = 0;
  for (let row = 0; row < truth.length; row++) {
    let log = 0;
    for (let model = 0; model < logs.length; model++) log += shares[model] * logs[model][row * classes + own];
    if (truth[row] === own) there[total++] = -log;
    else others[row - total] = -log;
  }
  const [right, wrong] = [
    there.subarray(0, total).sort(), // likeliest first
    others.subarray(0, truth.length - total).sort(),
  ];
  const most = Math.min(truth.length, MOST_NAMED * total);
  let [hits, sum] = [0, 0];
  for (let named = 1; named <= most; named++) {
    // Where both are as likely, the wrong one is named first.
    const misses = named - 1 - hits;
    if (hits < total && (misses >= wrong.length || right[hits] < wrong[misses])) hits++;
    if (named > FEWEST_NAMED * total) sum += (2 * hits) / (named + total);
  }
  return sum / Math.max(1, most - FEWEST_NAMED * total);
}
