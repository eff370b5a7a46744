import { DaogouError } from '../../../core/errors.ts';
import { isUnspaced, tokenise } from './tokenise.ts';

/** What stands for characters that were never seen; 0 fills up the rows of shorter texts. */
export const UNKNOWN_ID = 1;

/** Stands before the first piece of a word, where the script puts spaces between words. */
const WORD_START = '▁';
/** Words whose pieces are remembered, so that a catalogue's words are cut once. */
const MOST_REMEMBERED = 50_000;

export interface PieceVocabularyOptions {
  /** Pieces at most, padding and unknown included. Default 4,096. */
  readonly size?: number;
  /** Characters and pairs seen less often are left out. Default 2. */
  readonly fewest?: number;
}

/**
 * Pieces of words, learned from texts by byte-pair encoding over characters (Sennrich, Haddow and Birch, 2016):
 * frequent words are one piece, rare ones several, and a Chinese word that was never seen is read by its characters.
 * A word is cut into the longest known pieces from the left.
 */
export class PieceVocabulary {
  /** In the order of their numbers; the first two are padding and unknown. */
  readonly pieces: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #longest: number;
  readonly #remembered = new Map<string, readonly number[]>();

  constructor(pieces: readonly string[]) {
    this.pieces = pieces;
    this.#numbers = new Map(pieces.map((piece, number) => [piece, number]));
    this.#longest = pieces.reduce((most, piece) => Math.max(most, piece.length), 1);
  }

  /** @throws not-enough-data when no character occurs `fewest` times. */
  static learn(texts: readonly string[], options: PieceVocabularyOptions = {}): PieceVocabulary {
    const { fewest = 2, size = 4_096 } = options;
    const counts = new Map<string, number>();
    for (const text of texts) {
      for (const word of tokenise(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const merges = new Merges(counts, fewest);
    if (merges.symbols.length === 0) {
      throw new DaogouError(
        'not-enough-data',
        `No character occurs ${fewest} times in ${texts.length} texts`,
        {
          received: texts.length,
          remedy: 'Give the texts of a whole catalogue.',
        },
      );
    }
    const reserved = 2;
    while (merges.symbols.length < size - reserved && merges.mergeMostFrequent(fewest));
    return new PieceVocabulary(['<padding>', '<unknown>', ...merges.symbols.slice(0, size - reserved)]);
  }

  /** Numbers of a text's pieces, the first `most` of them; empty for a text without a word. */
  ids(text: string, most = Infinity): number[] {
    const ids: number[] = [];
    for (const word of tokenise(text)) {
      ids.push(...this.#cut(word));
      if (ids.length >= most) return ids.slice(0, most);
    }
    return ids;
  }

  #cut(word: string): readonly number[] {
    const known = this.#remembered.get(word);
    if (known) return known;
    const ids: number[] = [];
    let rest = marked(word);
    while (rest !== '') {
      const { id, length } = this.#longestAt(rest);
      // A stretch of unknown characters is one unknown piece.
      if (id !== UNKNOWN_ID || ids.at(-1) !== UNKNOWN_ID) ids.push(id);
      rest = rest.slice(length);
    }
    if (this.#remembered.size < MOST_REMEMBERED) this.#remembered.set(word, ids);
    return ids;
  }

  #longestAt(rest: string): { id: number; length: number } {
    for (let length = Math.min(this.#longest, rest.length); length > 0; length--) {
      const id = this.#numbers.get(rest.slice(0, length));
      if (id !== undefined) return { id, length };
    }
    // A character that was never seen first in a word may be known within one.
    const mark = rest.startsWith(WORD_START) ? WORD_START.length : 0;
    const first = String.fromCodePoint(rest.codePointAt(mark) ?? 0);
    return { id: this.#numbers.get(first) ?? UNKNOWN_ID, length: mark + first.length };
  }
}

interface Word {
  /** Numbers of symbols; characters that are too rare are left out, and what stood around them is not joined. */
  readonly symbols: number[];
  readonly count: number;
}

/** The state of byte-pair encoding: words as symbols, and how often each pair of symbols stands together. */
class Merges {
  readonly symbols: string[] = [];
  readonly #words: Word[] = [];
  /** By `left × 2^20 + right`. */
  readonly #pairs = new Map<number, { count: number; readonly words: Set<number> }>();

  constructor(counts: ReadonlyMap<string, number>, fewest: number) {
    const characters = new Map<string, number>();
    for (const [word, count] of counts) {
      for (const symbol of symbolsOf(word)) characters.set(symbol, (characters.get(symbol) ?? 0) + count);
    }
    const numbers = new Map<string, number>();
    const kept = [...characters]
      .filter(([, count]) => count >= fewest)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    for (const [symbol] of kept) numbers.set(symbol, this.symbols.push(symbol) - 1);
    for (const [word, count] of counts) {
      const symbols = symbolsOf(word).map((symbol) => numbers.get(symbol) ?? -1);
      this.#words.push({ symbols, count });
      this.#count(this.#words.length - 1, 1);
    }
  }

  /** @returns whether a pair was left that occurs often enough. */
  mergeMostFrequent(fewest: number): boolean {
    let best = -1;
    let most = fewest - 1;
    for (const [pair, { count }] of this.#pairs) {
      if (count > most) [best, most] = [pair, count];
    }
    const words = this.#pairs.get(best)?.words;
    if (!words) return false;
    const [left, right] = [Math.floor(best / PAIR), best % PAIR];
    const merged = this.symbols.push(this.symbols[left] + this.symbols[right]) - 1;
    // A list of them, since merging changes the set.
    const changed = Array.from(words);
    for (const number of changed) {
      this.#count(number, -1);
      const { symbols } = this.#words[number];
      for (let i = 0; i + 1 < symbols.length; i++) {
        if (symbols[i] === left && symbols[i + 1] === right) symbols.splice(i, 2, merged);
      }
      this.#count(number, 1);
    }
    return true;
  }

  /** Adds a word's pairs to the counts, or takes them out. */
  #count(number: number, sign: 1 | -1): void {
    const { count, symbols } = this.#words[number];
    for (let i = 0; i + 1 < symbols.length; i++) {
      if (symbols[i] < 0 || symbols[i + 1] < 0) continue;
      const key = symbols[i] * PAIR + symbols[i + 1];
      let pair = this.#pairs.get(key);
      if (!pair) this.#pairs.set(key, (pair = { count: 0, words: new Set() }));
      pair.count += sign * count;
      if (sign === 1) pair.words.add(number);
      else pair.words.delete(number);
      if (pair.count === 0) this.#pairs.delete(key);
    }
  }
}

const PAIR = 1 << 20;

function marked(word: string): string {
  return isUnspaced(word) ? word : WORD_START + word;
}

/** The characters of a word, the mark together with the first. */
function symbolsOf(word: string): string[] {
  const [first, ...others] = Array.from(word);
  return [isUnspaced(word) ? first : WORD_START + first, ...others];
}
