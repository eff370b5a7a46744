import type { Graph, Tensor } from '../../tensor/graph.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';

/**
 * Combines one vector a modality into one vector an item, and says how much each modality counted. Missing
 * modalities are masked, and must not change the result whatever numbers stand in their place.
 */
export interface Fusion {
  readonly name: string;
  /**
   * @param vectors one `(rows, width)` tensor a modality
   * @param mask `(rows, vectors.length)`, 1 where the modality is there and 0 where it is missing
   */
  build(graph: Graph, parameters: ParameterStore, vectors: readonly Tensor[], mask: Tensor): FusedVectors;
}

export interface FusedVectors {
  /** `(rows, width)`; zero where every modality is missing. */
  readonly fused: Tensor;
  /** `(rows, vectors.length)`; each row sums to 1, or to 0 where every modality is missing. */
  readonly weights: Tensor;
}
