import type { CatalogueField } from '../catalogue.ts';
import type { PersonalFeatures } from './feature-group.ts';

const DECAY = 0.9;

/**
 * The item is no item of the past, but another one of the same family (a product code, a name): another colour or
 * size of it. Apart for items that sold and items that nobody bought yet, whose chances differ several times over.
 */
export function sameFamily(families: readonly CatalogueField[], sold: Uint8Array): PersonalFeatures {
  return {
    kind: 'personal',
    features: [
      { name: 'family of the past', modality: 'attributes', guess: 0.3, prior: 0.1 },
      { name: 'family of the past, never sold', modality: 'attributes', guess: 0, prior: -0.07 },
      { name: 'family of the latest', modality: 'attributes', guess: 0.2, prior: 0 },
    ],
    write({ past }, [any, never, latest]) {
      for (const column of [any, never, latest]) column.fill(0);
      const own = new Set(past.map(({ item }) => item));
      for (const { values } of families) {
        const weights = new Map<number, number>();
        for (const { item, interest, place } of past) {
          if (values[item] < 0) continue;
          weights.set(values[item], Math.max(weights.get(values[item]) ?? 0, interest * DECAY ** place));
        }
        if (weights.size === 0) continue;
        for (let item = 0; item < values.length; item++) {
          const weight = weights.get(values[item]);
          if (weight === undefined || own.has(item)) continue;
          any[item] = 1;
          never[item] = 1 - sold[item];
          latest[item] = Math.max(latest[item], weight);
        }
      }
    },
  };
}
