import type { ArtifactReader } from '../../core/contracts/artifacts.ts';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { addCoVisits, countCoVisits, type CoVisits } from '../retrieval/co-visits.ts';
import { popularityShare } from '../retrieval/popularity-share.ts';
import { requireItems } from '../retrieval/read-scores.ts';
import { recentItems } from '../retrieval/recent-items.ts';
import { catalogueFields, isFamily, type CatalogueField } from './catalogue.ts';

const NAME = 'co-visitation';
const LONGEST_PAST = 50;
const DECAY = 0.95;
/** What sharing a family with an item of the past counts: as much as a bond that hardly any two items have. */
const FAMILY = 0.3;

/**
 * What the same shoppers took (see `countCoVisits`), what is of one product code or name with what this one took, and
 * then what sold most in the last month: what a shop gets from counting alone, and a hard baseline where codes are good.
 */
export const coVisitation: RecommenderKind = {
  name: NAME,
  fit: async (dataset) => new CoVisitation(dataset.items, countCoVisits(dataset), popularityShare(dataset)),
  load: loadCoVisitation,
};

class CoVisitation implements Recommender {
  readonly name = NAME;
  readonly #families: readonly CatalogueField[];
  readonly #visits: CoVisits;
  readonly #popularity: Float32Array;

  constructor(items: Dataset['items'], visits: CoVisits, popularity: Float32Array) {
    this.#families = catalogueFields(items).filter(isFamily);
    this.#visits = visits;
    this.#popularity = popularity;
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    return queries.map((query) => this.#scoreOne(query));
  }

  save(artifacts: Parameters<Recommender['save']>[0]): Promise<void> {
    return artifacts.writeArrays(NAME, { ...this.#visits, popularity: this.#popularity });
  }

  #scoreOne({ history }: Query): Float32Array {
    const scores = this.#popularity.slice();
    const past = recentItems(history, LONGEST_PAST);
    addCoVisits(this.#visits, past, DECAY, scores);
    for (const { values } of this.#families) {
      const weights = new Map<number, number>();
      for (const { item, interest, place } of past) {
        if (values[item] < 0) continue;
        weights.set(values[item], Math.max(weights.get(values[item]) ?? 0, interest * DECAY ** place));
      }
      if (weights.size === 0) continue;
      for (let item = 0; item < scores.length; item++) {
        scores[item] += FAMILY * (weights.get(values[item]) ?? 0);
      }
    }
    return scores;
  }
}

async function loadCoVisitation(
  artifacts: ArtifactReader,
  { items }: Pick<Dataset, 'items'>,
): Promise<Recommender> {
  const { starts, neighbours, strengths, popularity } = await artifacts.readArrays(NAME);
  requireItems(NAME, popularity?.length ?? 0, items.length);
  const visits = {
    starts: Int32Array.from(starts),
    neighbours: Int32Array.from(neighbours),
    strengths: Float32Array.from(strengths),
  };
  return new CoVisitation(items, visits, Float32Array.from(popularity));
}
