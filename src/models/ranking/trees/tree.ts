/**
 * One decision tree as columns, one entry a node; node 0 is the root. A row goes left where its value is at most the
 * threshold, and to the side of `missingLeft` where the value is NaN.
 */
export interface Tree {
  /** What the node asks for, or -1 in a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  /** Numbers of the child nodes; 0 in a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What the node adds to a score were it a leaf; shrinkage is in it already. */
  readonly value: Float64Array;
  /** By how much the node's question lowered the loss; 0 in a leaf. */
  readonly gain: Float64Array;
}

/** Number of the leaf that a row comes to; the row's values begin at `start` of `rows`. */
export function leafOf(tree: Tree, rows: Float32Array, start: number): number {
  const { feature, threshold, missingLeft, left, right } = tree;
  let node = 0;
  while (feature[node] >= 0) {
    const value = rows[start + feature[node]];
    const goesLeft = Number.isNaN(value) ? missingLeft[node] === 1 : value <= threshold[node];
    node = goesLeft ? left[node] : right[node];
  }
  return node;
}
