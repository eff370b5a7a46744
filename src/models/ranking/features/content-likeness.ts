import { knownCategories } from '../../../core/contracts/item.ts';
import type { Modality } from '../../../core/contracts/modality.ts';
import { kernelProfile, type Cosines } from '../../retrieval/kernel-profile.ts';
import { cosinesByText, hasText } from '../../retrieval/text-index.ts';
import type { Catalogue, ItemVectors } from '../catalogue.ts';
import type { PersonalFeatures } from './feature-group.ts';

const DECAY = 0.95;

/** How alike the item's text is to the shopper's past: mean, nearest and kernel profile of the cosines. */
export function textLikeness(catalogue: Catalogue): PersonalFeatures {
  const { text, items } = catalogue;
  return likeness('text', 'text', items.length, {
    knows: (item) => hasText(text, item) && knownCategories(items[item]).length > 0,
    cosines: (item, out) => cosinesByText(text, item, out),
  });
}

/** The same by vectors of a trained encoder, of pictures for instance; `rows` must have length 1 or 0. */
export function vectorLikeness(rows: ItemVectors, itemCount: number): PersonalFeatures {
  const { vectors, width } = rows;
  const isThere = Uint8Array.from({ length: itemCount }, (_, item) =>
    vectors.subarray(item * width, (item + 1) * width).some((value) => value !== 0) ? 1 : 0,
  );
  return likeness(rows.name, rows.modality, itemCount, {
    knows: (item) => isThere[item] === 1,
    cosines(item, out) {
      const own = vectors.subarray(item * width, (item + 1) * width);
      for (let other = 0; other < itemCount; other++) {
        let sum = 0;
        if (isThere[other] === 0) {
          out[other] = 0;
          continue;
        }
        const start = other * width;
        for (let i = 0; i < width; i++) sum += own[i] * vectors[start + i];
        out[other] = sum;
      }
    },
  });
}

interface Content {
  /** Whether anything is known of the item: what is not known is like nothing, and would water down the rest. */
  readonly knows: (item: number) => boolean;
  readonly cosines: Cosines;
}

function likeness(
  name: string,
  modality: Modality,
  itemCount: number,
  { knows, cosines }: Content,
): PersonalFeatures {
  // Text was found to carry most; vectors of encoders have to earn their weight.
  const share = modality === 'text' ? 1 : 0.2;
  return {
    kind: 'personal',
    features: [
      { name: `${name} mean`, modality, guess: 0.3 * share, prior: 0.12 * share },
      { name: `${name} nearest`, modality, guess: 0.3 * share, prior: 0.1 * share },
      { name: `${name} kernel`, modality, guess: 0.6 * share, prior: 0.27 * share },
    ],
    write({ past }, columns) {
      const known = past.filter(({ item }) => knows(item));
      const { mean, nearest, kernel } = kernelProfile(known, cosines, itemCount, DECAY);
      columns[0].set(mean);
      columns[1].set(nearest);
      columns[2].set(kernel);
    },
  };
}
