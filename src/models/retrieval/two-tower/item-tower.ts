import { MODALITIES, type Modality } from '../../../core/contracts/modality.ts';
import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { layerNormLayer } from '../../../tensor/layers/layer-norm.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import type { Fusion } from '../../fusion/fusion.ts';

/** One `(rows, width of the modality)` tensor for each modality. */
export type ItemEvidence = Readonly<Record<Modality, Tensor>>;

export interface ItemVectors {
  /** `(rows, width)`, each row of length 1. */
  readonly vectors: Tensor;
  /** `(rows, modalities)`, each row summing to 1. */
  readonly weights: Tensor;
  /** `(rows, 1)`: how much the item appeals to anyone, on the scale of scores. */
  readonly appeal: Tensor;
}

/**
 * From what is known of items to one vector each: every modality is projected to the common width and brought to
 * one scale, then fused.
 *
 * @param mask `(rows, modalities)`, 1 where the modality is there
 */
export function itemTower(
  graph: Graph,
  parameters: ParameterStore,
  evidence: ItemEvidence,
  mask: Tensor,
  options: { readonly width: number; readonly fusion: Fusion },
): ItemVectors {
  const projected = MODALITIES.map((modality) => {
    const name = `item.${modality}`;
    const width = options.width;
    return layerNormLayer(
      graph,
      parameters,
      `${name}.norm`,
      linearLayer(graph, parameters, name, evidence[modality], width),
    );
  });
  const { fused, weights } = options.fusion.build(graph, parameters, projected, mask);
  return {
    vectors: l2Normalise(fused),
    weights,
    appeal: linearLayer(graph, parameters, 'item.appeal', fused, 1),
  };
}
