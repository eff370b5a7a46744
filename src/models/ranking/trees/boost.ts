import { z } from 'zod';
import { DaogouError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';
import { binRows, findEdges } from './binned-rows.ts';
import { TreeGrower } from './grow-tree.ts';
import type { Loss } from './loss.ts';
import { leafOf, type Tree } from './tree.ts';
import { TreeEnsemble } from './tree-ensemble.ts';

export interface BoostOptions {
  /** Trees at most. Default 100. */
  readonly rounds?: number;
  /** Share of what each tree found that is believed, in (0, 1]. Default 0.1. */
  readonly shrinkage?: number;
  /** Leaves of a tree at most. Default 31. */
  readonly leaves?: number;
  /** Questions from root to leaf at most. Default 8. */
  readonly depth?: number;
  /** Rows of a leaf at least. Default 20. */
  readonly minimumRows?: number;
  /** A split must lower the loss (the sum over rows) by more than this. Default 0. */
  readonly minimumGain?: number;
  /** Added to the hessian of every leaf: pulls values of small leaves to 0. Default 1. */
  readonly l2?: number;
  /** Share of the rows that each tree sees, in (0, 1]. Default 1. */
  readonly rowShare?: number;
  /** Share of the features that each tree may ask about, in (0, 1]. Default 1. */
  readonly featureShare?: number;
  /** Bins of a feature's known values at most, from 2 to 255. Default 255. */
  readonly bins?: number;
  /** Trees in a row that may bring validation no new best before growing ends. Default 20. */
  readonly patience?: number;
}

const share = z.number().gt(0).max(1);
const optionsSchema = z.object({
  rounds: z.int().min(0).default(100),
  shrinkage: share.default(0.1),
  leaves: z.int().min(1).default(31),
  depth: z.int().min(0).default(8),
  minimumRows: z.int().min(1).default(20),
  minimumGain: z.number().min(0).default(0),
  l2: z.number().min(0).default(1),
  rowShare: share.default(1),
  featureShare: share.default(1),
  bins: z.int().min(2).max(255).default(255),
  patience: z.int().min(1).default(20),
});

/** Rows with what is true of them. */
export interface BoostData {
  /** Row after row of `width` features; NaN is a missing value. */
  readonly rows: Float32Array;
  readonly width: number;
  readonly loss: Loss;
  /** Scores that another model gave the rows: the trees learn what is left. Default: the loss's own start. */
  readonly offsets?: Float64Array;
}

export interface BoostResult {
  /** Of the trees up to the best validation, or all of them; without the offsets. */
  readonly ensemble: TreeEnsemble;
  /** Mean loss before the first tree and after each one. */
  readonly losses: readonly number[];
  /** The same on validation; empty without one. */
  readonly validationLosses: readonly number[];
}

export interface BoostContext {
  readonly random: Random;
  /** Rows that nothing is learned from, but when to stop. */
  readonly validation?: BoostData;
  /** Trees that are there already: growing goes on from their scores, and they are part of the result. */
  readonly before?: TreeEnsemble;
}

/**
 * Gradient boosting over histograms: each tree steps down the loss to second order, from where the trees before it
 * arrived (Friedman, 2001; Chen and Guestrin, 2016; Ke et al., 2017). Blocks its thread.
 *
 * @throws invalid-input for options out of range and for infinite offsets; shape-mismatch where the rows do not fit
 * the loss or each other
 */
export function boost(training: BoostData, options: BoostOptions, context: BoostContext): BoostResult {
  const settings = parseOptions(options);
  const { random, validation, before } = context;
  checkData(training);
  if (validation) checkData(validation, training.width);
  const { width, loss } = training;
  const start = before?.start ?? (training.offsets ? 0 : loss.start);
  const learner = track(training, start, before);
  const judge = validation && track(validation, start, before);
  const binned = binRows(training.rows, findEdges(training.rows, width, settings.bins));
  const grower = new TreeGrower(binned, settings);
  const gradient = new Float64Array(loss.count);
  const hessian = new Float64Array(loss.count);
  const trees: Tree[] = [];
  let best = 0;
  for (let round = 0; round < settings.rounds; round++) {
    if (judge && round - best >= settings.patience) break;
    loss.derive(learner.scores, gradient, hessian);
    const draws = random.fork(round);
    const rows = drawn(loss.count, settings.rowShare, draws);
    const features = drawn(width, settings.featureShare, draws);
    const tree = grower.grow({ gradient, hessian, rows, features });
    trees.push(tree);
    learner.add(tree);
    judge?.add(tree);
    if (judge && judge.losses[round + 1] < judge.losses[best]) best = round + 1;
    // Where no question helps any more, and no draw can change that, neither does another tree.
    if (tree.feature.length === 1 && settings.rowShare === 1 && settings.featureShare === 1) break;
  }
  const kept = judge ? trees.slice(0, best) : trees;
  return {
    ensemble: new TreeEnsemble(width, start, [...(before?.trees ?? []), ...kept]),
    losses: learner.losses,
    validationLosses: judge?.losses ?? [],
  };
}

/** Fills in what was left out. Throws invalid-input for options out of range. */
export function parseOptions(options: BoostOptions): z.infer<typeof optionsSchema> {
  const { success, data, error } = optionsSchema.safeParse(options);
  if (success) return data;
  const [{ path, message }] = error.issues;
  const name = path.join('.');
  throw new DaogouError('invalid-input', `boost: ${name}: ${message}`, {
    received: options[name as keyof BoostOptions],
    remedy: `Give ${name} within its range, or leave it out.`,
  });
}

/** Scores of rows as trees are added, and the loss after each. */
function track({ rows, width, loss, offsets }: BoostData, start: number, before?: TreeEnsemble) {
  const scores = before ? before.predict(rows) : new Float64Array(loss.count).fill(start);
  if (offsets) for (let row = 0; row < scores.length; row++) scores[row] += offsets[row];
  const losses = [loss.value(scores)];
  return {
    scores,
    losses,
    add(tree: Tree) {
      for (let row = 0; row < scores.length; row++)
        scores[row] += tree.value[leafOf(tree, rows, row * width)];
      losses.push(loss.value(scores));
    },
  };
}

/** A share of the numbers below `count`, ascending, at least one. */
export function drawn(count: number, part: number, random: Random): Int32Array {
  const all = Int32Array.from({ length: count }, (_, number) => number);
  if (part === 1) return all;
  const wanted = Math.max(1, Math.round(part * count));
  for (let place = 0; place < wanted; place++) {
    const other = place + random.integer(count - place);
    [all[place], all[other]] = [all[other], all[place]];
  }
  return all.subarray(0, wanted).sort();
}

function checkData({ rows, width, loss, offsets }: BoostData, expectedWidth = width): void {
  if (width !== expectedWidth || width < 1 || rows.length !== width * loss.count) {
    throw new DaogouError(
      'shape-mismatch',
      `${rows.length} values are not ${loss.count} rows of ${expectedWidth} features`,
      { received: [rows.length, width], remedy: 'Give as many values a row as there are features.' },
    );
  }
  if (offsets && (offsets.length !== loss.count || !offsets.every(Number.isFinite))) {
    throw new DaogouError('invalid-input', 'The offsets are not one finite number a row', {
      received: offsets.length,
      remedy: `Give ${loss.count} finite scores.`,
    });
  }
}
