import { MODALITIES, type Modality } from '../../src/core/contracts/modality.ts';
import { FUSION_NAMES, type FusionName } from '../../src/models/fusion/named.ts';

export interface Contestant {
  /** As the table calls it. */
  readonly name: string;
  readonly fusion: FusionName;
  readonly modalities: readonly Modality[];
  readonly alignment?: number;
}

/** Every fusion over all modalities, then every modality alone, where all fusions come to nearly the same. */
export const CONTESTANTS: readonly Contestant[] = [
  ...FUSION_NAMES.map((fusion) => ({ name: fusion, fusion, modalities: MODALITIES })),
  { name: 'attention, aligned', fusion: 'attention', modalities: MODALITIES, alignment: 0.1 },
  ...MODALITIES.map((modality) => ({
    name: `${modality} alone`,
    fusion: 'addition' as const,
    modalities: [modality],
  })),
];
