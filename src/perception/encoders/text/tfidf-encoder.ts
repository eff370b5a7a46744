import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../core/errors.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import type { Random } from '../../../core/random.ts';
import { addImage, principalSubspace } from './principal-subspace.ts';
import { TermWeights, type TermWeightsOptions } from './term-weights.ts';

export interface TfidfOptions extends TermWeightsOptions {
  /**
   * Default 128. Of 1,000 descriptions, each asked for its own title: 64 numbers find .46 of the titles first, 128
   * .64, 256 .76, at twice the time and memory each (docs/guide/text-encoders.md has the protocol).
   */
  readonly width?: number;
  readonly random: Random;
}

/**
 * Text by the words it is made of: TF-IDF made dense by latent semantic analysis (Deerwester et al., 1990), so that
 * words which stand in the same texts come near each other. Words that the fitted texts did not have say nothing,
 * and a text of such words alone gives zeros.
 */
export class TfidfEncoder implements Encoder<string> {
  readonly name = 'tfidf';
  readonly modality = 'text';
  readonly width: number;
  readonly #weights: TermWeights;
  /** `terms × width`. */
  readonly #basis: Float32Array;

  private constructor(weights: TermWeights, basis: Float32Array) {
    this.#weights = weights;
    this.#basis = basis;
    this.width = basis.length / weights.terms.length;
  }

  /**
   * Blocks its thread: 1.9 s for the titles and descriptions of 3,000 items, 8,000 different words.
   * @param texts everything that is said of an item as one text, one an item: what stands together in an item is
   * taken to belong together.
   * @throws not-enough-data when no word is in `fewestTexts` of the texts.
   */
  static fit(texts: readonly string[], options: TfidfOptions): TfidfEncoder {
    const weights = TermWeights.count(texts, options);
    if (weights.terms.length === 0) {
      throw new DaogouError('not-enough-data', `No word is shared by the ${texts.length} texts`, {
        received: texts.length,
        remedy: 'Give the texts of a whole catalogue, or lower fewestTexts.',
      });
    }
    const rows = texts.map((text) => weights.row(text));
    const { random, width = 128 } = options;
    return new TfidfEncoder(weights, principalSubspace(rows, weights.terms.length, width, random));
  }

  static async load(artifacts: ArtifactReader): Promise<TfidfEncoder> {
    const terms = z
      .array(z.string())
      .min(1)
      .parse(await artifacts.readJson('terms'));
    const { inverse, basis } = await artifacts.readArrays('term-weights');
    if (inverse?.length !== terms.length || !(basis?.length > 0) || basis.length % terms.length !== 0) {
      throw new DaogouError('shape-mismatch', `The stored weights are not those of ${terms.length} terms`, {
        received: { terms: terms.length, inverse: inverse?.length, basis: basis?.length },
        remedy: 'Fit the encoder again: files of two versions were mixed.',
      });
    }
    return new TfidfEncoder(new TermWeights(terms, inverse as Float32Array), basis as Float32Array);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeJson('terms', this.#weights.terms);
    await artifacts.writeArrays('term-weights', { inverse: this.#weights.inverse, basis: this.#basis });
  }

  async encode(batch: readonly string[]): Promise<Float32Array> {
    const { width } = this;
    const result = new Float32Array(batch.length * width);
    for (const [row, text] of batch.entries()) {
      addImage(this.#weights.row(text), this.#basis, result, row * width, width);
      normaliseInPlace(result.subarray(row * width, (row + 1) * width));
    }
    return result;
  }
}
