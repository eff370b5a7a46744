import type { Graph, Tensor } from '../../tensor/graph.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';

/**
 * Combines what is known of an item in several modalities into one vector, and says how much each modality counted.
 * Missing modalities are masked, and must not change the result whatever numbers stand in their place.
 */
export interface Fusion {
  readonly name: string;
  /**
   * What it fuses: each modality projected to one width and brought to one scale (the default), or each as it came,
   * in a width of its own.
   */
  readonly reads?: 'projections' | 'features';
  /**
   * @param vectors one tensor a modality: `(rows, width)`, or `(rows, its own width)` for a fusion that reads features
   * @param mask `(rows, vectors.length)`, 1 where the modality is there and 0 where it is missing
   * @param width of the fused vector; a fusion that keeps the modalities apart may round it up to as many equal parts
   */
  build(
    graph: Graph,
    parameters: ParameterStore,
    vectors: readonly Tensor[],
    mask: Tensor,
    width: number,
  ): FusedVectors;
  /** Only of fusions that can weigh the modalities for each shopper anew. */
  readonly attend?: ShopperAttention;
}

export interface FusedVectors {
  /** `(rows, width)`; zero where every modality is missing. */
  readonly fused: Tensor;
  /** `(rows, vectors.length)`; each row sums to 1, or to 0 where every modality is missing. */
  readonly weights: Tensor;
}

/** What a shopper chose, as fused vectors. */
export interface ChosenItems {
  /** `(rows, length, width)`: the items' vectors. */
  readonly history: Tensor;
  /** `(rows, length, width)`: for each item, the average vector of its kind, among which it was chosen. */
  readonly averages: Tensor;
  /** `(rows, length)`: 1 where there is an item; a row may have none. */
  readonly mask: Tensor;
  /** Of modalities. */
  readonly count: number;
}

/**
 * Says by which modalities a shopper goes, from what sets the items that they chose apart from others of their kind: a
 * shopper's vectors times the factors weigh the modalities of whatever they are compared with.
 */
export type ShopperAttention = (
  graph: Graph,
  parameters: ParameterStore,
  chosen: ChosenItems,
) => {
  /** `(rows, width)`, above 0. */
  readonly factors: Tensor;
  /** `(rows, count)`, each row summing to 1. */
  readonly weights: Tensor;
};
