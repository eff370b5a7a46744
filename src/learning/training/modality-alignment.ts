import { DaogouError } from '../../core/errors.ts';
import type { Modality } from '../../core/contracts/modality.ts';
import type { FusionName } from '../../models/fusion/named.ts';
import type { ItemEvidence } from '../../models/retrieval/two-tower/item-tower.ts';
import type { Tensor } from '../../tensor/graph.ts';
import { add, multiply, scale, subtract } from '../../tensor/ops/arithmetic.ts';
import { infoNce } from '../../tensor/ops/contrastive.ts';
import { l2Normalise } from '../../tensor/ops/normalise.ts';
import { reshape, slice, transpose } from '../../tensor/ops/shape.ts';

const TEMPERATURE = 0.1;
/** Items of a step that are told apart: the cost grows with their square. */
const MOST_ROWS = 256;
/** Sinks an item that lacks one of the two sides below all that could be found. */
const ABSENT = 1e4;

/**
 * Cross-modal alignment: the projection of an item's picture has to find that of its own text among those of the
 * step's other items, and the other way round (InfoNCE; van den Oord et al., 2018; in both directions as in CLIP,
 * Radford et al., 2021). Items that lack either take no part.
 *
 * @param projections of one width, image and text among them, in the order of the mask's columns
 * @param mask `(rows, modalities)`
 */
export function alignmentLoss(projections: ItemEvidence, mask: Tensor): Tensor {
  const { graph } = mask;
  const rows = Math.min(MOST_ROWS, mask.shape[0]);
  const sides = (['image', 'text'] as const).map((modality) => {
    const column = [...projections.keys()].indexOf(modality);
    const projection = projections.get(modality);
    if (!projection || column < 0) throw new RangeError(`There is no ${modality} to align.`);
    return {
      vectors: l2Normalise(slice(projection, 0, 0, rows)), // (rows, width)
      there: slice(slice(mask, 0, 0, rows), 1, column, column + 1), // (rows, 1)
    };
  });
  const both = multiply(sides[0].there, sides[1].there); // (rows, 1)
  const missing = scale(subtract(both, graph.scalar(1)), ABSENT);
  return infoNce(sides[0].vectors, sides[1].vectors, {
    temperature: TEMPERATURE,
    // An item without one side is neither sought nor found.
    correction: add(missing, transpose(missing)), // (rows, rows)
    weights: reshape(both, [rows]),
  });
}

/** @throws DaogouError `invalid-input` for a weight below 0, and where there are no two projections to align. */
export function checkAlignment(weight: number, modalities: readonly Modality[], fusion: FusionName): void {
  if (weight === 0) return;
  const refuse = (received: unknown, remedy: string): never => {
    throw new DaogouError('invalid-input', 'Pictures and texts cannot be aligned', { received, remedy });
  };
  if (!(weight > 0 && Number.isFinite(weight))) {
    refuse(weight, 'Give `alignment` as a weight above 0, or 0 for none.');
  }
  if (!modalities.includes('image') || !modalities.includes('text')) {
    refuse(modalities, 'Read both image and text, or leave `alignment` at 0.');
  }
  if (fusion === 'early')
    refuse(fusion, 'Early fusion has no projections; choose another, or leave `alignment` at 0.');
}
