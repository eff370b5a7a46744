import { BIN_WIDTH } from './histogram.ts';

/** Sums over the rows of a node. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

export interface Split {
  readonly feature: number;
  /** Rows with a bin from 1 up to this one go left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  /** By how much the loss falls, to second order, with leaf values −G / (H + l2). */
  readonly gain: number;
  readonly left: NodeSums;
}

export interface SplitLimits {
  readonly minimumRows: number;
  readonly minimumGain: number;
  readonly l2: number;
}

/** Hessians sum up to less than this only where the loss has nothing left to say. */
const LEAST_HESSIAN = 1e-3;

/** By how much a leaf of these sums lowers the loss: G² / 2(H + l2) (Chen and Guestrin, 2016, equation 7). */
export function leafGain(gradient: number, hessian: number, l2: number): number {
  return (gradient * gradient) / (2 * (hessian + l2));
}

/**
 * The split of a node that lowers the loss most, tried at every edge, with missing values on either side; undefined
 * where none is allowed. Of equal ones the first feature's and lowest edge's.
 */
export function bestSplit(
  histogram: Float64Array,
  starts: Int32Array,
  features: Int32Array,
  node: NodeSums,
  limits: SplitLimits,
): Split | undefined {
  let best: Split | undefined;
  for (const feature of features) {
    const bins = histogram.subarray(starts[feature] * BIN_WIDTH, starts[feature + 1] * BIN_WIDTH);
    const found = bestOfFeature(bins, feature, node, limits, best?.gain ?? limits.minimumGain);
    if (found) best = found;
  }
  return best;
}

function bestOfFeature(
  bins: Float64Array,
  feature: number,
  node: NodeSums,
  { minimumRows, l2 }: SplitLimits,
  toBeat: number,
): Split | undefined {
  const binCount = bins.length / BIN_WIDTH;
  const [missingGradient, missingHessian, missingRows] = bins;
  const base = leafGain(node.gradient, node.hessian, l2);
  let best: Split | undefined;
  let mostGain = Math.max(toBeat, 1e-12);
  const consider = (
    bin: number,
    missingLeft: boolean,
    gradient: number,
    hessian: number,
    rows: number,
  ): void => {
    const rightHessian = node.hessian - hessian;
    if (rows < minimumRows || node.rows - rows < minimumRows) return;
    if (hessian < LEAST_HESSIAN || rightHessian < LEAST_HESSIAN) return;
    const gain =
      leafGain(gradient, hessian, l2) + leafGain(node.gradient - gradient, rightHessian, l2) - base;
    if (gain <= mostGain) return;
    mostGain = gain;
    best = { feature, bin, missingLeft, gain, left: { gradient, hessian, rows } };
  };
  let gradient = 0;
  let hessian = 0;
  let rows = 0;
  for (let bin = 1; bin < binCount; bin++) {
    const at = bin * BIN_WIDTH;
    if (bins[at + 2] === 0) continue;
    gradient += bins[at];
    hessian += bins[at + 1];
    rows += bins[at + 2];
    if (missingRows === 0) {
      // A node that never saw a missing value sends them later to its larger side.
      consider(bin, 2 * rows > node.rows, gradient, hessian, rows);
      continue;
    }
    consider(bin, false, gradient, hessian, rows);
    consider(bin, true, gradient + missingGradient, hessian + missingHessian, rows + missingRows);
  }
  return best;
}
