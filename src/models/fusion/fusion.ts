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

/** What is read of the shoppers, and of which vectors the factors are to be. */
export interface AttendedShoppers {
  /**
   * `(rows, modalities + 1)`: how alike the items are that the shopper chose, in each modality, in what sets them apart
   * from others of their kind; then how many they are. About 1 in size, and 0 where nothing is known.
   */
  readonly likeness: Tensor;
  /** Of the fused vectors, which hold as many equal parts as there are modalities. */
  readonly width: number;
}

/**
 * Says by which modalities a shopper goes: a shopper's vectors times the factors weigh the modalities of whatever they
 * are compared with.
 */
export type ShopperAttention = (
  graph: Graph,
  parameters: ParameterStore,
  shoppers: AttendedShoppers,
) => {
  /** `(rows, width)`, above 0. */
  readonly factors: Tensor;
  /** `(rows, modalities)`, each row summing to 1. */
  readonly weights: Tensor;
};
