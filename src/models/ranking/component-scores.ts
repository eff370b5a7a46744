import type { Recommender } from '../../core/contracts/recommender.ts';
import type { Query } from '../../core/contracts/dataset.ts';
import type { NeverShown } from '../../core/retired-items.ts';
import type { Feature } from './features/feature-group.ts';

/** How far from the mean, in standard deviations, a component may put an item. */
const FURTHEST = 6;

/** The feature that another recommender is to the ranker: its score, standardised over the catalogue. */
export function componentFeature(name: string): Feature {
  return { name, modality: 'mixed', guess: 0.3, prior: 0.3 };
}

export interface ComponentColumns {
  /** One a component, one entry an item. */
  readonly columns: readonly Float32Array[];
  /** Items that some component says never to show. */
  readonly never: readonly number[];
}

/**
 * Scores of each recommender for each query, brought to one scale: (score − mean) / deviation over the items, at most
 * 6 either way; 0 where all are equal, and -6 for `-Infinity`. Items of `hidden` have that from every recommender.
 * Indexed by query, then recommender.
 */
export async function componentColumns(
  components: readonly Recommender[],
  queries: readonly Query[],
  hidden: NeverShown,
): Promise<ComponentColumns[]> {
  const scored = await Promise.all(components.map((component) => component.score(queries)));
  for (const scores of scored.flat()) hidden.hide(scores);
  return queries.map((_, query) => ({
    columns: scored.map((rows) => overItems(rows[query])),
    never: scored.flatMap((rows) => itemsNeverShown(rows[query])),
  }));
}

function itemsNeverShown(scores: Float32Array): number[] {
  const never: number[] = [];
  for (let item = 0; item < scores.length; item++) if (scores[item] === -Infinity) never.push(item);
  return never;
}

function overItems(scores: Float32Array): Float32Array {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const score of scores) {
    if (score === -Infinity) continue;
    count++;
    sum += score;
    squares += score * score;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  return scores.map((score) => {
    if (score === -Infinity) return -FURTHEST;
    return deviation < 1e-9 ? 0 : Math.max(-FURTHEST, Math.min(FURTHEST, (score - mean) / deviation));
  });
}
