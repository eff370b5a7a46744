import type { NodeSums, Split } from './best-split.ts';
import type { Tree } from './tree.ts';

interface BuiltNode {
  feature: number;
  threshold: number;
  missingLeft: boolean;
  left: number;
  right: number;
  readonly value: number;
  gain: number;
}

/** Collects the nodes of a growing tree. */
export class TreeBuilder {
  private readonly nodes: BuiltNode[] = [];
  private readonly l2: number;
  private readonly shrinkage: number;

  constructor({ l2, shrinkage }: { readonly l2: number; readonly shrinkage: number }) {
    this.l2 = l2;
    this.shrinkage = shrinkage;
  }

  /** A new leaf, valued by its sums; returns its number. */
  add({ gradient, hessian }: NodeSums): number {
    const strength = hessian + this.l2;
    const value = strength > 0 ? (-this.shrinkage * gradient) / strength : 0;
    const leaf = { feature: -1, threshold: 0, missingLeft: false, left: 0, right: 0, value, gain: 0 };
    return this.nodes.push(leaf) - 1;
  }

  /** Makes a leaf ask; returns the numbers of its two new leaves, left and right. */
  divide(node: number, split: Split, threshold: number, right: NodeSums): readonly [number, number] {
    const { feature, missingLeft, gain } = split;
    const children = { left: this.add(split.left), right: this.add(right) };
    Object.assign(this.nodes[node], { feature, threshold, missingLeft, gain, ...children });
    return [children.left, children.right];
  }

  build(): Tree {
    const { nodes } = this;
    return {
      feature: Int32Array.from(nodes, ({ feature }) => feature),
      threshold: Float64Array.from(nodes, ({ threshold }) => threshold),
      missingLeft: Uint8Array.from(nodes, ({ missingLeft }) => Number(missingLeft)),
      left: Int32Array.from(nodes, ({ left }) => left),
      right: Int32Array.from(nodes, ({ right }) => right),
      value: Float64Array.from(nodes, ({ value }) => value),
      gain: Float64Array.from(nodes, ({ gain }) => gain),
    };
  }
}
