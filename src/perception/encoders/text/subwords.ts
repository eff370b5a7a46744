import { hashText } from '../../../core/random.ts';
import { tokenise } from './tokenise.ts';

export interface SubwordOptions {
  /** Rows of the embedding table that pieces are hashed into. */
  readonly buckets: number;
  /** Shortest and longest character n-gram of a word. */
  readonly shortest: number;
  readonly longest: number;
  /** Pieces kept of one text; the first ones win. */
  readonly maximumPieces: number;
}

export const DEFAULT_SUBWORDS: SubwordOptions = {
  buckets: 16_384,
  shortest: 3,
  longest: 5,
  maximumPieces: 400,
};

/**
 * Rows of the embedding table for a text: each word and each of its character n-grams, hashed. A word that was
 * never seen still shares its pieces with words that were (Bojanowski et al., "Enriching Word Vectors with Subword
 * Information", 2017). Chinese words are short: they enter whole and by character.
 */
export function subwordIds(text: string, options: SubwordOptions = DEFAULT_SUBWORDS): Int32Array {
  const ids: number[] = [];
  const add = (piece: string): void => {
    if (ids.length < options.maximumPieces) ids.push(hashText(piece) % options.buckets);
  };
  for (const word of tokenise(text)) {
    const bounded = `<${word}>`;
    add(bounded);
    if (/\p{Script=Han}/u.test(word)) {
      for (const character of word) add(character);
      continue;
    }
    for (let size = options.shortest; size <= options.longest; size++) {
      for (let start = 0; start + size <= bounded.length; start++) {
        if (size < bounded.length) add(bounded.slice(start, start + size));
      }
    }
  }
  return Int32Array.from(ids);
}
