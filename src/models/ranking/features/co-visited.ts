import { addCoVisits, type CoVisits } from '../../retrieval/co-visits.ts';
import type { PersonalFeatures } from './feature-group.ts';

/** Taken by those who took what this shopper took; the logarithm keeps one strong bond from deciding alone. */
export function coVisited(visits: CoVisits): PersonalFeatures {
  return {
    kind: 'personal',
    features: [
      { name: 'taken together', modality: 'behaviour', guess: 0.4, prior: 0.2 },
      { name: 'taken with the latest', modality: 'behaviour', guess: 0.2, prior: 0 },
    ],
    write({ past }, [together, latest]) {
      together.fill(0);
      latest.fill(0);
      addCoVisits(visits, past, 0.98, together);
      addCoVisits(visits, past, 0.5, latest);
      for (let item = 0; item < together.length; item++) {
        if (together[item] > 0) together[item] = Math.log1p(20 * together[item]);
        if (latest[item] > 0) latest[item] = Math.log1p(20 * latest[item]);
      }
    },
  };
}
