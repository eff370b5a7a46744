import type { Random } from '../../../core/random.ts';
import { binRows, findEdges } from './binned-rows.ts';
import { drawn, parseOptions, type BoostOptions } from './boost.ts';
import { TreeGrower } from './grow-tree.ts';
import { leafOf, type Tree } from './tree.ts';
import { TreeEnsemble } from './tree-ensemble.ts';

/** Rows, each of one of several classes. */
export interface ClassedRows {
  /** Row after row of `width` features; NaN is a missing value. */
  readonly rows: Float32Array;
  readonly width: number;
  /** One a row, from 0 to below the number of classes. */
  readonly classes: ArrayLike<number>;
}

export interface ClassesContext {
  readonly random: Random;
  /** Rows that nothing is learned from, but when to stop. */
  readonly validation?: ClassedRows;
  /** Called after each round. */
  readonly onRound?: () => void;
}

export interface BoostedClasses {
  /** One a class: the softmax of their scores are the probabilities. */
  readonly ensembles: readonly TreeEnsemble[];
  /** Mean of −log P(true class) on validation before the first round and after each one; empty without one. */
  readonly validationLosses: readonly number[];
}

/** A share of 0 would start from an infinite score. */
const LEAST_SHARE = 1e-6;

/**
 * Gradient boosting of a softmax over classes: each round grows one tree a class against the same probabilities
 * (Friedman, 2001, algorithm 6, with second-order leaves). Options as in `boost`. Blocks its thread.
 *
 * @throws invalid-input for options out of range
 */
export function boostClasses(
  training: ClassedRows,
  classCount: number,
  options: BoostOptions,
  { random, validation, onRound }: ClassesContext,
): BoostedClasses {
  const settings = parseOptions(options);
  const { rows, width, classes } = training;
  const count = classes.length;
  const starts = startsOf(training, classCount);
  const learner = trackClasses(training, starts);
  const judge = validation && trackClasses(validation, starts);
  const grower = new TreeGrower(binRows(rows, findEdges(rows, width, settings.bins)), settings);
  const trees: Tree[][] = starts.map(() => []);
  const gradient = new Float64Array(count);
  const hessian = new Float64Array(count);
  let best = 0;
  for (let round = 0; round < settings.rounds; round++) {
    if (judge && round - best >= settings.patience) break;
    const probabilities = learner.probabilities();
    const draws = random.fork(round);
    const sampled = drawn(count, settings.rowShare, draws);
    for (let own = 0; own < classCount; own++) {
      for (let row = 0; row < count; row++) {
        const probability = probabilities[row * classCount + own];
        gradient[row] = probability - (classes[row] === own ? 1 : 0);
        hessian[row] = probability * (1 - probability);
      }
      const features = drawn(width, settings.featureShare, draws);
      trees[own].push(grower.grow({ gradient, hessian, rows: sampled, features }));
    }
    const grown = trees.map((list) => list[round]);
    learner.add(grown);
    judge?.add(grown);
    if (judge && judge.losses[round + 1] < judge.losses[best]) best = round + 1;
    onRound?.();
  }
  const kept = judge ? best : settings.rounds;
  return {
    ensembles: trees.map((list, own) => new TreeEnsemble(width, starts[own], list.slice(0, kept))),
    validationLosses: judge?.losses ?? [],
  };
}

/** Logarithms of the classes' shares. */
function startsOf({ classes }: ClassedRows, classCount: number): number[] {
  const counts = new Float64Array(classCount);
  for (let row = 0; row < classes.length; row++) counts[classes[row]]++;
  return Array.from(counts, (count) => Math.log(Math.max(LEAST_SHARE, count / Math.max(1, classes.length))));
}

/** Scores of rows, class beside class, as trees are added, and the loss after each round. */
function trackClasses({ rows, width, classes }: ClassedRows, starts: readonly number[]) {
  const classCount = starts.length;
  const scores = new Float64Array(classes.length * classCount);
  for (let place = 0; place < scores.length; place++) scores[place] = starts[place % classCount];
  const probabilities = new Float64Array(scores.length);
  const refresh = (): number => {
    let loss = 0;
    for (let row = 0; row < classes.length; row++) {
      const from = row * classCount;
      let most = -Infinity;
      for (let own = 0; own < classCount; own++) most = Math.max(most, scores[from + own]);
      let sum = 0;
      for (let own = 0; own < classCount; own++)
        sum += probabilities[from + own] = Math.exp(scores[from + own] - most);
      for (let own = 0; own < classCount; own++) probabilities[from + own] /= sum;
      loss -= Math.log(Math.max(Number.MIN_VALUE, probabilities[from + classes[row]]));
    }
    return loss / Math.max(1, classes.length);
  };
  const losses = [refresh()];
  return {
    losses,
    probabilities: () => probabilities,
    add(grown: readonly Tree[]) {
      for (const [own, tree] of grown.entries()) {
        for (let row = 0; row < classes.length; row++)
          scores[row * classCount + own] += tree.value[leafOf(tree, rows, row * width)];
      }
      losses.push(refresh());
    },
  };
}
