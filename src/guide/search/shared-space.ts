import type { Encoder } from '../../core/contracts/encoder.ts';
import { topIndices } from '../../core/maths.ts';
import type { ModalityVectors } from '../../models/content-vectors.ts';
import type { Match } from './merge-ranks.ts';

/** The catalogue's pictures beside words and pictures of others: what is near is alike. */
export class SharedSpace {
  private readonly items: ModalityVectors;
  private readonly words: Encoder<string>;

  /**
   * @param items each item's picture as the encoder of pictures sees it
   * @param words the encoder of words into the same space
   */
  constructor(items: ModalityVectors, words: Encoder<string>) {
    this.items = items;
    this.words = words;
  }

  get width(): number {
    return this.items.width;
  }

  /** Items that have a picture. */
  get pictures(): number {
    return this.items.present.reduce((sum, one) => sum + one, 0);
  }

  hasPicture(item: number): boolean {
    return this.items.present[item] !== 0;
  }

  /** The words' place in the space: length 1, or zero where they say nothing. */
  async locate(words: string): Promise<Float32Array> {
    return this.words.encode([words]);
  }

  /** Items with pictures nearest to a vector, nearest first, with their cosines: exact, items × width multiplications. */
  near(vector: Float32Array, limit: number): Match[] {
    const { vectors, present, width } = this.items;
    const cosines = new Float32Array(present.length).fill(-Infinity);
    for (let item = 0; item < present.length; item++) {
      if (present[item] === 0) continue;
      let sum = 0;
      for (let i = 0, at = item * width; i < width; i++, at++) sum += vector[i] * vectors[at];
      cosines[item] = sum;
    }
    return topIndices(cosines, limit).map((item) => ({ item, score: cosines[item] }));
  }
}
