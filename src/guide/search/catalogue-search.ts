import type { Facets } from '../../core/contracts/api.ts';
import type { Item } from '../../core/contracts/item.ts';
import { LexicalSearch } from '../lexical-search.ts';
import { facetsOf, fits, type FacetChoice } from './facets.ts';
import { mergeByReciprocalRank, type Match } from './merge-ranks.ts';
import type { SharedSpace } from './shared-space.ts';

/** What is looked for: words, a picture, or both; at least one of them. */
export interface Wanted {
  readonly words?: string | undefined;
  /** A picture's place in the shared space: as wide as that, of length 1. */
  readonly looks?: Float32Array | undefined;
}

export interface Found {
  /** All that matches the choice, best first; scores in (0, 1]. */
  readonly matches: readonly Match[];
  readonly facets: Facets;
}

/** Items that a picture is compared with: what is further away looks like something else. */
const LOOKALIKES = 120;
/** Of the nearest picture's cosine: what has less is no match. */
const LEAST_LIKENESS = 0.6;

/** Finds items by words, by what they look like, or by both. */
export class CatalogueSearch {
  private readonly items: readonly Item[];
  private readonly lexical: LexicalSearch;
  private space: SharedSpace | undefined;

  constructor(items: readonly Item[]) {
    this.items = items;
    this.lexical = new LexicalSearch(items);
  }

  /** From now on, also by looks. */
  see(space: SharedSpace): void {
    this.space = space;
  }

  /** The pictures of the catalogue; undefined before anybody looked at them. */
  get pictures(): SharedSpace | undefined {
    return this.space;
  }

  async find({ words, looks }: Wanted, choice: FacetChoice): Promise<Found> {
    const all = looks ? this.byLooks(looks, words) : await this.byWords(words ?? '');
    const matches = all.filter(({ item }) => fits(this.items[item], choice));
    return {
      matches,
      facets: facetsOf(
        all.map(({ item }) => this.items[item]),
        choice,
      ),
    };
  }

  private async byWords(words: string): Promise<Match[]> {
    const byText = this.lexical.find(words, this.items.length);
    return byText;
  }

  /** What looks alike; words beside a picture narrow it down where any of the lookalikes match them. */
  private byLooks(looks: Float32Array, words: string | undefined): Match[] {
    const near = this.space?.near(looks, LOOKALIKES) ?? [];
    const alike = near.filter(({ score }) => score > 0 && score >= LEAST_LIKENESS * near[0].score);
    if (words === undefined) return alike;
    const named = this.lexical.find(words, this.items.length);
    return mergeByReciprocalRank([
      { matches: alike, weight: 1 },
      { matches: named, weight: 1 },
    ]);
  }
}
