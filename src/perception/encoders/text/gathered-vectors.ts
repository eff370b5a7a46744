import { normaliseText } from './normalise-text.ts';
import type { WordVectors } from './word-vectors.ts';

/** "</s>", "New_York" and "," are no words that a text could hold. */
const ONE_WORD = /^[\p{L}\p{N}\p{M}]+$/u;

/** The words kept of a file so far, in memory that grows with them. */
export class GatheredVectors {
  readonly width: number;
  readonly #mostWords: number;
  readonly #vocabulary: ReadonlySet<string> | undefined;
  readonly #rows = new Map<string, { readonly row: number; readonly exact: boolean }>();
  readonly #ranks: number[] = [];
  #data: Float32Array;
  /** Words seen, kept or not. */
  #seen = 0;
  #claimed: { readonly word: string; readonly exact: boolean } | undefined;
  readonly #target: Float32Array;

  constructor(width: number, mostWords: number, vocabulary: ReadonlySet<string> | undefined) {
    this.width = width;
    this.#mostWords = mostWords;
    this.#vocabulary = vocabulary;
    this.#data = new Float32Array(64 * width);
    this.#target = new Float32Array(width);
  }

  get isFull(): boolean {
    return this.#rows.size >= this.#mostWords;
  }

  /** Where to write the numbers of the file's next word, before `keep`; undefined where the word is not wanted. */
  claim(written: string): Float32Array | undefined {
    this.#seen++;
    const word = normaliseText(written);
    if (!ONE_WORD.test(word) || this.#vocabulary?.has(word) === false) return undefined;
    const exact = written === word;
    const known = this.#rows.get(word);
    if (known && (known.exact || !exact)) return undefined;
    this.#claimed = { word, exact };
    return this.#target;
  }

  keep(): void {
    if (!this.#claimed) return;
    const { exact, word } = this.#claimed;
    const row = this.#rows.get(word)?.row ?? this.#rows.size;
    this.#rows.set(word, { row, exact });
    this.#ranks[row] = this.#seen;
    const end = (row + 1) * this.width;
    if (end > this.#data.length) {
      const most = this.#mostWords * this.width;
      const larger = new Float32Array(Math.min(most, 2 * this.#data.length));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data.set(this.#target, end - this.width);
  }

  /** Shares by Zipf's law: files have words in the order of their frequency, but seldom the frequency. */
  result(): WordVectors {
    const harmonic = Math.log(Math.max(this.#seen, 2)) + 0.577;
    return {
      words: [...this.#rows.keys()],
      width: this.width,
      data: this.#data.slice(0, this.#rows.size * this.width),
      shares: Float32Array.from(this.#ranks, (rank) => 1 / (rank * harmonic)),
    };
  }
}
