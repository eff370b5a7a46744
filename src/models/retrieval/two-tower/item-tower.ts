import type { Modality } from '../../../core/contracts/modality.ts';
import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { layerNormLayer } from '../../../tensor/layers/layer-norm.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import type { Fusion } from '../../fusion/fusion.ts';

/** One `(rows, width of the modality)` tensor for each modality that the network reads, in the order of MODALITIES. */
export type ItemEvidence = ReadonlyMap<Modality, Tensor>;

export interface ItemVectors {
  /** `(rows, width)`, each row of length 1. */
  readonly vectors: Tensor;
  /** `(rows, modalities)`, each row summing to 1. */
  readonly weights: Tensor;
  /** `(rows, 1)`: how much the item appeals to anyone, on the scale of scores. */
  readonly appeal: Tensor;
  /** What was fused: a projection of each modality, or the evidence itself for a fusion that reads features. */
  readonly fusedFrom: ItemEvidence;
}

/**
 * From what is known of items to one vector each: every modality is projected to the common width and brought to
 * one scale, then fused; a fusion that reads features gets the evidence as it is.
 *
 * @param mask `(rows, modalities)`, 1 where the modality is there
 */
export function itemTower(
  graph: Graph,
  parameters: ParameterStore,
  evidence: ItemEvidence,
  mask: Tensor,
  { width, fusion }: { readonly width: number; readonly fusion: Fusion },
): ItemVectors {
  const fusedFrom = fusion.reads === 'features' ? evidence : projections(graph, parameters, evidence, width);
  const { fused, weights } = fusion.build(graph, parameters, [...fusedFrom.values()], mask, width);
  return {
    vectors: l2Normalise(fused),
    weights,
    appeal: linearLayer(graph, parameters, 'item.appeal', fused, 1),
    fusedFrom,
  };
}

function projections(
  graph: Graph,
  parameters: ParameterStore,
  evidence: ItemEvidence,
  width: number,
): ItemEvidence {
  return new Map(
    [...evidence].map(([modality, features]) => {
      const name = `item.${modality}`;
      const projected = linearLayer(graph, parameters, name, features, width);
      return [modality, layerNormLayer(graph, parameters, `${name}.norm`, projected)];
    }),
  );
}
