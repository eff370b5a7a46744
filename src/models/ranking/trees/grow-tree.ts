import { MISSING_BIN, type BinnedRows } from './binned-rows.ts';
import { bestSplit, type NodeSums, type Split, type SplitLimits } from './best-split.ts';
import { BIN_WIDTH, fillHistogram, histogramStarts, subtractHistogram, type NodeRows } from './histogram.ts';
import type { Tree } from './tree.ts';
import { TreeBuilder } from './tree-builder.ts';

export interface GrowOptions extends SplitLimits {
  /** Leaves at most. */
  readonly leaves: number;
  /** Questions from the root to a leaf at most. */
  readonly depth: number;
  /** Factor of every value. */
  readonly shrinkage: number;
}

/** Derivatives of the loss, one a row, and which rows and features this tree may look at, each ascending. */
export interface GrowInput {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly rows: Int32Array;
  readonly features: Int32Array;
}

interface Leaf {
  readonly node: number;
  /** Its rows are `order[from .. to)`. */
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly sums: NodeSums;
  histogram: Float64Array | undefined;
  split: Split | undefined;
}

/**
 * Grows trees over binned rows, leaf by leaf, always where the loss falls most (LightGBM: Ke et al., 2017). Only the
 * smaller child of a split is summed up anew; the other one is what is left of its parent. Memory is made once.
 */
export class TreeGrower {
  private readonly binned: BinnedRows;
  private readonly options: GrowOptions;
  private readonly starts: Int32Array;
  private readonly pool: Float64Array[] = [];
  private readonly order: Int32Array;
  private readonly scratch: Int32Array;
  private readonly nodeGradient: Float64Array;
  private readonly nodeHessian: Float64Array;

  constructor(binned: BinnedRows, options: GrowOptions) {
    this.binned = binned;
    this.options = options;
    this.starts = histogramStarts(binned);
    this.order = new Int32Array(binned.count);
    this.scratch = new Int32Array(binned.count);
    this.nodeGradient = new Float64Array(binned.count);
    this.nodeHessian = new Float64Array(binned.count);
  }

  /** A tree whose leaves hold −G / (H + l2), shrunk. */
  grow(input: GrowInput): Tree {
    const { leaves: most } = this.options;
    this.order.set(input.rows);
    const builder = new TreeBuilder(this.options);
    const sums = this.sumsOf(input);
    const root = this.openLeaf(builder.add(sums), 0, input.rows.length, 0, sums);
    this.lookFor(root, input, this.mayAsk(root) ? this.summedUp(root, input) : undefined);
    const open = [root];
    for (let count = 1; count < most; count++) {
      const best = mostPromising(open);
      if (best === undefined) break;
      const [leaf] = open.splice(best, 1);
      open.push(...this.divide(leaf, builder, input));
    }
    for (const leaf of open) this.release(leaf);
    return builder.build();
  }

  private openLeaf(node: number, from: number, to: number, depth: number, sums: NodeSums): Leaf {
    return { node, from, to, depth, sums, histogram: undefined, split: undefined };
  }

  private sumsOf({ rows, gradient, hessian }: GrowInput): NodeSums {
    let gradients = 0;
    let hessians = 0;
    for (const row of rows) {
      gradients += gradient[row];
      hessians += hessian[row];
    }
    return { gradient: gradients, hessian: hessians, rows: rows.length };
  }

  private mayAsk({ sums, depth }: Leaf): boolean {
    return depth < this.options.depth && sums.rows >= 2 * this.options.minimumRows;
  }

  private lookFor(leaf: Leaf, { features }: GrowInput, histogram: Float64Array | undefined): void {
    leaf.histogram = histogram;
    if (histogram && this.mayAsk(leaf)) {
      leaf.split = bestSplit(histogram, this.starts, features, leaf.sums, this.options);
    }
    if (!leaf.split) this.release(leaf);
  }

  private divide(leaf: Leaf, builder: TreeBuilder, input: GrowInput): Leaf[] {
    const { split, histogram, from, to, depth, sums, node } = leaf;
    if (!split || !histogram) return [];
    const middle = this.partition(leaf, split);
    const rightSums: NodeSums = {
      gradient: sums.gradient - split.left.gradient,
      hessian: sums.hessian - split.left.hessian,
      rows: sums.rows - split.left.rows,
    };
    const threshold = this.binned.edges[split.feature][split.bin - 1] ?? Infinity;
    const [leftNode, rightNode] = builder.divide(node, split, threshold, rightSums);
    const left = this.openLeaf(leftNode, from, middle, depth + 1, split.left);
    const right = this.openLeaf(rightNode, middle, to, depth + 1, rightSums);
    const [small, large] = left.sums.rows <= right.sums.rows ? [left, right] : [right, left];
    if (this.mayAsk(large)) {
      const smaller = this.summedUp(small, input);
      subtractHistogram(histogram, smaller);
      this.lookFor(large, input, histogram);
      this.lookFor(small, input, smaller);
    } else {
      // The larger side has too few rows or too much depth to go on, so the smaller one has as well.
      this.pool.push(histogram);
    }
    return [left, right];
  }

  private summedUp(leaf: Leaf, input: GrowInput): Float64Array {
    const histogram = this.pool.pop() ?? new Float64Array((this.starts.at(-1) ?? 0) * BIN_WIDTH);
    fillHistogram(histogram, this.binned, this.starts, input.features, this.gathered(leaf, input));
    return histogram;
  }

  private gathered({ from, to }: Leaf, { gradient, hessian }: GrowInput): NodeRows {
    const rows = this.order.subarray(from, to);
    for (let i = 0; i < rows.length; i++) {
      this.nodeGradient[i] = gradient[rows[i]];
      this.nodeHessian[i] = hessian[rows[i]];
    }
    return { rows, gradient: this.nodeGradient, hessian: this.nodeHessian };
  }

  /** Brings the rows that go left before those that go right, each in their order; returns where the right begin. */
  private partition({ from, to }: Leaf, { feature, bin, missingLeft }: Split): number {
    const { bins, count } = this.binned;
    const column = bins.subarray(feature * count, (feature + 1) * count);
    let left = from;
    let right = 0;
    for (let i = from; i < to; i++) {
      const row = this.order[i];
      const own = column[row];
      const goesLeft = own === MISSING_BIN ? missingLeft : own <= bin;
      if (goesLeft) this.order[left++] = row;
      else this.scratch[right++] = row;
    }
    this.order.set(this.scratch.subarray(0, right), left);
    return left;
  }

  private release(leaf: Leaf): void {
    if (leaf.histogram) this.pool.push(leaf.histogram);
    leaf.histogram = undefined;
  }
}

/** Place of the leaf whose split lowers the loss most, the first of equal ones; undefined where none can be split. */
function mostPromising(leaves: readonly Leaf[]): number | undefined {
  let best: number | undefined;
  for (const [place, { split }] of leaves.entries()) {
    if (split && (best === undefined || split.gain > (leaves[best].split?.gain ?? 0))) best = place;
  }
  return best;
}
