/** Finds items by what is written near their pictures, cut short, run together or misread as it may be. */

import { BestOf } from './best-of.ts';

/** Titles of one item, in any number of languages. */
export type Titles = readonly string[];

export interface TitleMatch {
  readonly item: number;
  /** Share of the title that is in the text, by how much each piece tells; in [0, 1]. */
  readonly coverage: number;
  /** Share of the text that is in the title, by the same weights: all of it where a title is cut short. */
  readonly contained: number;
  /** Cosine of title and text, by the same weights; in [0, 1]. */
  readonly cosine: number;
}

const LETTERS = 3;
const HAN = /\p{Script=Han}/u;

/**
 * The pieces of a text by which it is compared: runs of three letters or figures over words that are joined, and of
 * two Chinese characters. A word that was misread or joined to the next keeps most of its pieces.
 */
export function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)) {
    const letters = Array.from(run);
    const length = HAN.test(run) ? 2 : LETTERS;
    if (letters.length < length) pieces.add(run);
    for (let i = 0; i + length <= letters.length; i++) pieces.add(letters.slice(i, i + length).join(''));
  }
  return pieces;
}

/** An inverted index of pieces of titles, weighted by how few titles have them (smoothed inverse document frequency). */
export class TitleIndex {
  readonly #itemOfTitle: Int32Array;
  /** Titles of an item stand together: from its first to the next item's. */
  readonly #firstTitle: Int32Array;
  readonly #pieces = new Map<string, number>();
  readonly #weights: Float32Array;
  /** Of a title: the sum of its pieces' weights, and the root of the sum of their squares. */
  readonly #sums: Float32Array;
  readonly #norms: Float32Array;
  readonly #postings: Int32Array[];
  readonly #matched: Float32Array;
  readonly #squares: Float32Array;

  constructor(titles: readonly Titles[]) {
    const flat = titles.flatMap((some, item) => some.map((title) => ({ item, pieces: piecesOf(title) })));
    this.#itemOfTitle = Int32Array.from(flat, ({ item }) => item);
    this.#firstTitle = new Int32Array(titles.length + 1);
    for (const [item, some] of titles.entries())
      this.#firstTitle[item + 1] = this.#firstTitle[item] + some.length;
    const lists: number[][] = [];
    for (const [title, { pieces }] of flat.entries()) {
      for (const piece of pieces) {
        const number = this.#pieces.get(piece) ?? this.#pieces.size;
        this.#pieces.set(piece, number);
        (lists[number] ??= []).push(title);
      }
    }
    this.#postings = lists.map((list) => Int32Array.from(list));
    this.#weights = Float32Array.from(this.#postings, ({ length }) => this.#rarity(length));
    this.#sums = new Float32Array(flat.length);
    this.#norms = new Float32Array(flat.length);
    for (const [number, postings] of this.#postings.entries()) {
      for (const title of postings) {
        this.#sums[title] += this.#weights[number];
        this.#norms[title] += this.#weights[number] ** 2;
      }
    }
    for (let title = 0; title < flat.length; title++) this.#norms[title] = Math.sqrt(this.#norms[title]);
    this.#matched = new Float32Array(flat.length);
    this.#squares = new Float32Array(flat.length);
  }

  /** The best `limit` titles for a text, by how much of the text they hold and by cosine; items of `also` are told of in any case. */
  find(text: string, limit: number, also: readonly number[] = []): TitleMatch[] {
    const { norm, sum } = this.#match(piecesOf(text));
    const best = new BestOf(limit);
    for (let title = 0; title < this.#matched.length; title++) {
      if (this.#matched[title] === 0) continue;
      best.add(title, this.#matched[title] / sum + this.#cosineOf(title, norm));
    }
    const titles = [
      ...best.sorted().map(({ place }) => place),
      ...also.flatMap((item) => this.#titlesOf(item)),
    ];
    const items = new Map<number, TitleMatch>();
    for (const title of titles) {
      const item = this.#itemOfTitle[title];
      const coverage = this.#sums[title] === 0 ? 0 : Math.min(1, this.#matched[title] / this.#sums[title]);
      const contained = sum === 0 ? 0 : Math.min(1, this.#matched[title] / sum);
      const cosine = this.#cosineOf(title, norm);
      const before = items.get(item);
      if (!before || before.cosine < cosine) {
        items.set(item, { item, coverage, contained, cosine });
      }
    }
    return [...items.values(), ...also.filter((item) => !items.has(item)).map(untitled)];
  }

  #cosineOf(title: number, norm: number): number {
    const lengths = norm * this.#norms[title];
    return lengths === 0 ? 0 : Math.min(1, this.#squares[title] / lengths);
  }

  #titlesOf(item: number): number[] {
    const titles: number[] = [];
    for (let title = this.#firstTitle[item]; title < this.#firstTitle[item + 1]; title++) titles.push(title);
    return titles;
  }

  /** Fills what every title shares with the pieces; returns the length and the sum of the text's own row. */
  #match(pieces: Set<string>): { readonly norm: number; readonly sum: number } {
    this.#matched.fill(0);
    this.#squares.fill(0);
    let squares = 0;
    let sum = 0;
    for (const piece of pieces) {
      const number = this.#pieces.get(piece);
      const weight = number === undefined ? this.#rarity(0) : this.#weights[number];
      squares += weight ** 2;
      sum += weight;
      if (number === undefined) continue;
      for (const title of this.#postings[number]) {
        this.#matched[title] += weight;
        this.#squares[title] += weight ** 2;
      }
    }
    return { norm: Math.sqrt(squares), sum };
  }

  #rarity(titles: number): number {
    return Math.log((1 + this.#itemOfTitle.length) / (1 + titles)) + 1;
  }
}

const untitled = (item: number): TitleMatch => ({ item, coverage: 0, contained: 0, cosine: 0 });
