import type { CatalogueField } from '../catalogue.ts';
import type { Ask, PersonalFeatures } from './feature-group.ts';

/** Weight of the catalogue's own shares beside the shopper's past, in events. */
const SMOOTHING = 2;
const DECAY = 0.95;

/**
 * How much oftener the item's kind is in the shopper's past than in the catalogue, as the mean over `fields` of
 * log((c + a·p) / ((n + a)·p)), with c the decayed count of the item's value, n the decayed length of the past and p
 * the catalogue's share. One number for all fields: on few purchases a weight for each would be noise.
 */
export function fieldLikeness(fields: readonly CatalogueField[]): PersonalFeatures {
  return {
    kind: 'personal',
    features: [{ name: 'kinds of the past', modality: 'attributes', guess: 0.1, prior: 0.07 }],
    write({ past }, [column]) {
      column.fill(0);
      for (const field of fields) {
        const lift = liftInPast(field, past);
        const { values } = field;
        for (let item = 0; item < values.length; item++) {
          if (values[item] >= 0) column[item] += lift[values[item]] / fields.length;
        }
      }
    },
  };
}

function liftInPast({ values, counts, covered }: CatalogueField, past: Ask['past']): Float64Array {
  const seen = new Float64Array(counts.length);
  let total = 0;
  for (const { item, interest, place } of past) {
    if (values[item] < 0) continue;
    const weight = interest * DECAY ** place;
    seen[values[item]] += weight;
    total += weight;
  }
  return seen.map((count, value) => {
    const share = counts[value] / covered;
    return Math.log((count + SMOOTHING * share) / ((total + SMOOTHING) * share));
  });
}
