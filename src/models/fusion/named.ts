import type { Random } from '../../core/random.ts';
import { DaogouError } from '../../core/errors.ts';
import { additionFusion } from './addition.ts';
import { attentionFusion } from './attention.ts';
import { concatenationFusion } from './concatenation.ts';
import { earlyFusion } from './early.ts';
import type { Fusion } from './fusion.ts';
import { gatedFusion } from './gated.ts';
import { kernelFusion } from './kernel.ts';
import { lateFusion } from './late.ts';
import { shopperAttentionFusion } from './shopper-attention.ts';

/** The fusions that can be asked for by name. */
export const FUSION_NAMES = [
  'early',
  'late',
  'concatenation',
  'addition',
  'kernel',
  'attention',
  'gated',
  'shopper-attention',
] as const;

export type FusionName = (typeof FUSION_NAMES)[number];

/** The one that is taken unless another is asked for, chosen on validation (docs/guide/fusion.md). */
export const DEFAULT_FUSION: FusionName = 'shopper-attention';

/** Those whose vectors hold one equal part a modality: the products of the parts add up to the product of the whole. */
export const KEPT_APART: ReadonlySet<FusionName> = new Set(['late', 'shopper-attention']);

const FUSIONS: Readonly<Record<FusionName, (random: Random) => Fusion>> = {
  early: () => earlyFusion,
  late: () => lateFusion,
  concatenation: () => concatenationFusion,
  addition: () => additionFusion,
  kernel: kernelFusion,
  attention: () => attentionFusion,
  gated: () => gatedFusion,
  'shopper-attention': () => shopperAttentionFusion,
};

/**
 * @param random for fusions that draw something; the same seed gives the same fusion
 * @throws DaogouError `invalid-input` for an unknown name
 */
export function fusionNamed(name: string, random: Random): Fusion {
  const known = FUSION_NAMES.find((candidate) => candidate === name);
  if (known) return FUSIONS[known](random);
  throw new DaogouError('invalid-input', `There is no fusion ${name}`, {
    received: name,
    remedy: `Choose one of ${FUSION_NAMES.join(', ')}.`,
  });
}
