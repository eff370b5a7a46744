import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../core/errors.ts';
import { dot, normaliseInPlace } from '../../../core/maths.ts';
import { knownWords, type WordVectors } from './word-vectors.ts';

export interface WordVectorOptions {
  /**
   * How common a word must be to count half: the `a` of a / (a + share of the word). Default 0.005: a catalogue has
   * few words, and each has a larger share than in running text.
   */
  readonly smoothing?: number;
  /** Whether what all texts share is taken out of each. Default true. */
  readonly removeCommon?: boolean;
}

/** Texts that the common part is read off: more of a catalogue do not change it. */
const MOST_TEXTS = 20_000;
const POWER_STEPS = 20;

interface Fitted {
  readonly words: readonly string[];
  readonly width: number;
  /** `words × width`, each word times its weight. */
  readonly weighted: Float32Array;
  /** The direction taken out, of length 1; zeros where none is. */
  readonly common: Float32Array;
}

/**
 * Text as the mean of its words' vectors, common words counting less, without the direction that all texts of the
 * shop share ("smooth inverse frequency", Arora, Liang and Ma, 2017). The vectors come from a file
 * (`readWordVectors`) or were trained on the catalogue (`trainWordVectors`). A text without a known word gives zeros.
 */
export class WordVectorEncoder implements Encoder<string> {
  readonly name = 'word-vectors';
  readonly modality = 'text';
  readonly width: number;
  readonly #fitted: Fitted;
  readonly #numbers: ReadonlyMap<string, number>;

  private constructor(fitted: Fitted) {
    this.#fitted = fitted;
    this.#numbers = new Map(fitted.words.map((word, number) => [word, number]));
    this.width = fitted.width;
  }

  /** @param texts of the shop: they tell how common words are there, and what all texts share. */
  static fit(
    { data, shares, width, words }: WordVectors,
    texts: readonly string[],
    options: WordVectorOptions = {},
  ): WordVectorEncoder {
    const { removeCommon = true, smoothing = 5e-3 } = options;
    const inShop = sharesIn(texts, words);
    const weighted = data.map((value, i) => {
      const word = Math.floor(i / width);
      return (value * smoothing) / (smoothing + Math.max(shares[word], inShop[word]));
    });
    const plain = new WordVectorEncoder({ words, width, weighted, common: new Float32Array(width) });
    if (!removeCommon) return plain;
    return new WordVectorEncoder({ words, width, weighted, common: plain.#commonDirection(texts) });
  }

  static async load(artifacts: ArtifactReader): Promise<WordVectorEncoder> {
    const words = z
      .array(z.string())
      .min(1)
      .parse(await artifacts.readJson('words'));
    const { weighted, common } = await artifacts.readArrays('word-vectors');
    const width = common?.length ?? 0;
    if (width === 0 || weighted?.length !== words.length * width) {
      throw new DaogouError('shape-mismatch', `The stored vectors are not those of ${words.length} words`, {
        received: { words: words.length, width, numbers: weighted?.length },
        remedy: 'Make the encoder again: files of two versions were mixed.',
      });
    }
    return new WordVectorEncoder({
      words,
      width,
      weighted: weighted as Float32Array,
      common: common as Float32Array,
    });
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { common, weighted, words } = this.#fitted;
    await artifacts.writeJson('words', words);
    await artifacts.writeArrays('word-vectors', { weighted, common });
  }

  async encode(batch: readonly string[]): Promise<Float32Array> {
    const { width } = this;
    const result = new Float32Array(batch.length * width);
    for (const [row, text] of batch.entries()) {
      this.#write(text, result.subarray(row * width, (row + 1) * width));
    }
    return result;
  }

  #write(text: string, out: Float32Array): void {
    const { common, weighted } = this.#fitted;
    for (const word of knownWords(text, this.#numbers)) {
      const from = word * out.length;
      for (let i = 0; i < out.length; i++) out[i] += weighted[from + i];
    }
    // The length of the sum does not matter, and numbers of length 1 are precise.
    normaliseInPlace(out);
    const shared = dot(out, common);
    for (let i = 0; i < out.length; i++) out[i] -= shared * common[i];
    normaliseInPlace(out);
  }

  /** The first right singular vector of the texts' vectors, by power iteration from their mean. */
  #commonDirection(texts: readonly string[]): Float32Array {
    const step = Math.max(1, Math.ceil(texts.length / MOST_TEXTS));
    const vectors = texts
      .filter((_, i) => i % step === 0)
      .map((text) => {
        const vector = new Float32Array(this.width);
        this.#write(text, vector);
        return vector;
      });
    let direction = new Float32Array(this.width);
    for (const vector of vectors) for (const [i, value] of vector.entries()) direction[i] += value;
    normaliseInPlace(direction);
    for (let power = 0; power < POWER_STEPS; power++) {
      const next = new Float32Array(this.width);
      for (const vector of vectors) {
        const along = dot(vector, direction);
        for (let i = 0; i < next.length; i++) next[i] += along * vector[i];
      }
      direction = next;
      normaliseInPlace(direction);
    }
    return direction;
  }
}

/** How large a part of the texts' words each word is. */
function sharesIn(texts: readonly string[], words: readonly string[]): Float32Array {
  const numbers = new Map(words.map((word, number) => [word, number]));
  const counts = new Float32Array(words.length);
  let total = 0;
  for (const text of texts) {
    for (const word of knownWords(text, numbers)) {
      counts[word]++;
      total++;
    }
  }
  return counts.map((count) => count / Math.max(1, total));
}
