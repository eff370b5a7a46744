import type { Facets } from '../../core/contracts/api.ts';
import type { Item } from '../../core/contracts/item.ts';
import { neverShown, type NeverShown } from '../../core/retired-items.ts';
import { LexicalSearch } from '../lexical-search.ts';
import { facetsOf, fits, type FacetChoice } from './facets.ts';
import { mergeByReciprocalRank, type Match } from './merge-ranks.ts';
import type { SharedSpace } from './shared-space.ts';
import { wordTrust } from './word-trust.ts';

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
/** Of `wordTrust`: below it, what words look like does harm; at .36 it cost the embedded shop one to eight points. */
const LEAST_TRUST = 0.5;
/** What words look like, beside what texts say, at full trust. */
const WORDS_LOOKS_WEIGHT = 0.5;

/** Finds items by words, by what they look like, or by both. */
export class CatalogueSearch {
  private readonly items: readonly Item[];
  private readonly lexical: LexicalSearch;
  private readonly hidden: NeverShown;
  private space: SharedSpace | undefined;
  /** How far the space's words can be relied on, in [0, 1]. */
  private trust = 0;

  constructor(items: readonly Item[]) {
    this.items = items;
    this.lexical = new LexicalSearch(items);
    this.hidden = neverShown(items);
  }

  /** From now on, also by looks; words too, as far as the shop's own categories show that they can be relied on. */
  async see(space: SharedSpace): Promise<void> {
    this.trust = await wordTrust(space, this.items);
    this.space = space;
  }

  /** The pictures of the catalogue; undefined before anybody looked at them. */
  get pictures(): SharedSpace | undefined {
    return this.space;
  }

  async find({ words, looks }: Wanted, choice: FacetChoice): Promise<Found> {
    const found = looks ? this.byLooks(looks, words) : await this.byWords(words ?? '');
    const all = found.filter(({ item }) => !this.hidden.has(item));
    const matches = all.filter(({ item }) => fits(this.items[item], choice));
    return {
      matches,
      facets: facetsOf(
        all.map(({ item }) => this.items[item]),
        choice,
      ),
    };
  }

  /**
   * By the words of the texts, merged with what the words look like where that can be relied on. What looks like it
   * alone, and no text names it, is found where nothing else is, or behind the rest.
   */
  private async byWords(words: string): Promise<Match[]> {
    const named = this.lexical.find(words, this.items.length);
    if (!this.space || this.trust < LEAST_TRUST) return named;
    const near = alike(this.space.near(await this.space.locate(words), LOOKALIKES));
    return mergeByReciprocalRank([
      { matches: named, weight: 1 },
      { matches: near, weight: WORDS_LOOKS_WEIGHT * this.trust },
    ]);
  }

  /** What looks alike; words beside a picture narrow it down where any of the lookalikes match them. */
  private byLooks(looks: Float32Array, words: string | undefined): Match[] {
    const near = alike(this.space?.near(looks, LOOKALIKES) ?? []);
    if (words === undefined) return near;
    const isAlike = new Set(near.map(({ item }) => item));
    const named = this.lexical.find(words, this.items.length).filter(({ item }) => isAlike.has(item));
    if (named.length === 0) return near;
    const isNamed = new Set(named.map(({ item }) => item));
    return mergeByReciprocalRank([
      { matches: near.filter(({ item }) => isNamed.has(item)), weight: 1 },
      { matches: named, weight: 1 },
    ]);
  }
}

/** Those that are not much farther than the nearest. */
function alike(near: readonly Match[]): Match[] {
  return near.filter(({ score }) => score > 0 && score >= LEAST_LIKENESS * near[0].score);
}
