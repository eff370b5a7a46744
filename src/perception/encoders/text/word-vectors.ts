import { runsOf } from './tokenise.ts';

/** One vector a word, read from a file or trained here. */
export interface WordVectors {
  /** Normalised as by `normaliseText`, each once. */
  readonly words: readonly string[];
  readonly width: number;
  /** `words × width`, row-major. */
  readonly data: Float32Array;
  /** One a word: its share of running text, in (0, 1]. */
  readonly shares: Float32Array;
}

/** Characters of the longest word looked for in scripts that put no space between words. */
const LONGEST_UNSPACED = 6;

/**
 * Every word that texts may hold, of Chinese every stretch of up to six characters: dictionaries cut Chinese
 * differently, and it is the file's words that count.
 */
export function vocabularyOf(texts: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const text of texts) {
    for (const run of runsOf(text)) {
      if (!run.unspaced) {
        words.add(run.text);
        continue;
      }
      const characters = Array.from(run.text);
      for (let start = 0; start < characters.length; start++) {
        for (let length = 1; length <= LONGEST_UNSPACED && start + length <= characters.length; length++) {
          words.add(characters.slice(start, start + length).join(''));
        }
      }
    }
  }
  return words;
}

/** The known words of a text in order of appearance, as their numbers; of Chinese the longest that fit, from the left. */
export function knownWords(text: string, numbers: ReadonlyMap<string, number>): number[] {
  const found: number[] = [];
  for (const run of runsOf(text)) {
    const whole = numbers.get(run.text);
    if (whole !== undefined) found.push(whole);
    else if (run.unspaced) findInRun(Array.from(run.text), numbers, found);
  }
  return found;
}

function findInRun(
  characters: readonly string[],
  numbers: ReadonlyMap<string, number>,
  found: number[],
): void {
  let start = 0;
  while (start < characters.length) {
    let length = Math.min(LONGEST_UNSPACED, characters.length - start);
    let number: number | undefined;
    for (; length > 0; length--) {
      number = numbers.get(characters.slice(start, start + length).join(''));
      if (number !== undefined) break;
    }
    if (number !== undefined) found.push(number);
    start += Math.max(1, length);
  }
}
