import { multiply } from '../../tensor/ops/arithmetic.ts';
import type { Graph, Tensor } from '../../tensor/graph.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';

/** A batch of rows, each one shopper, one item and the moment, in one scene. */
export interface SceneRows {
  /** `(rows, width)`, standardised, so that 0 is the usual value and stands for a missing one. */
  readonly features: Tensor;
  /** `(rows, scenes)`: the probability of each scene; one 1 where it is given, all 0 where nothing is known of it. */
  readonly scenes: Tensor;
}

export interface SceneSizes {
  /** Width of every hidden layer. */
  readonly hidden: number;
  /** Experts of MMoE; of PLE, experts of each task and as many shared ones take half of them, rounded up. */
  readonly experts: number;
}

export const DEFAULT_SCENE_SIZES: SceneSizes = { hidden: 24, experts: 4 };

/** One way to let the scene change how an item is judged. All of them are built, trained, stored and asked alike. */
export interface SceneNetwork {
  readonly name: string;
  /** True where it makes use of the scene; the shared network, which all are measured against, does not. */
  readonly conditioned: boolean;
  /** Declares its parameters in `parameters` and gives `(rows, SCENE_TASKS.length)` logits. */
  build(graph: Graph, parameters: ParameterStore, rows: SceneRows, sizes: SceneSizes): Tensor;
}

/** What is missing becomes 0, whatever number stands in its place. `mask` is `(rows, width)` of 1 (known) and 0. */
export function knownFeatures(features: Tensor, mask: Tensor): Tensor {
  return multiply(features, mask);
}
