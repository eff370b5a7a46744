import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { Query } from '../../core/contracts/dataset.ts';
import type { Recommender } from '../../core/contracts/recommender.ts';
import { requireItems } from './read-scores.ts';
import { addVectorScores } from './vector-scores.ts';
import type { ReadPast } from './weighted-past.ts';

/** What serves of a factorisation; rows are the items'. */
export interface FactorisationParts {
  readonly width: number;
  /** What an item of the past tells about its shopper, items × width. */
  readonly tells: Float32Array;
  /** What a shopper's vector is multiplied with, items × width. */
  readonly attracts: Float32Array;
  /** Added to each item's score. */
  readonly bias: Float32Array;
  /** A shopper's vector before anything is known of them. */
  readonly everybody: Float32Array;
}

/**
 * A factorisation that serves whoever asks, whether training knew them or not: the shopper's vector is `everybody`
 * plus the weighted mean of what the items of their past tell, and an item scores its product with that, plus its
 * bias.
 */
export class MatrixFactorisation implements Recommender {
  readonly name: string;
  readonly parts: FactorisationParts;
  private readonly readPast: ReadPast;

  constructor(name: string, parts: FactorisationParts, readPast: ReadPast) {
    this.name = name;
    this.parts = parts;
    this.readPast = readPast;
  }

  /** @throws model-mismatch for a model of another catalogue. */
  static async load(
    name: string,
    artifacts: ArtifactReader,
    itemCount: number,
    readPast: ReadPast,
  ): Promise<MatrixFactorisation> {
    const { tells, attracts, bias, everybody } = await artifacts.readArrays(name);
    requireItems(name, bias?.length ?? 0, itemCount);
    const parts = {
      width: everybody.length,
      tells: Float32Array.from(tells),
      attracts: Float32Array.from(attracts),
      bias: Float32Array.from(bias),
      everybody: Float32Array.from(everybody),
    };
    return new MatrixFactorisation(name, parts, readPast);
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    return queries.map((query) => {
      const scores = this.parts.bias.slice();
      addVectorScores(this.shopperVector(query), this.parts.attracts, scores);
      return scores;
    });
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { tells, attracts, bias, everybody } = this.parts;
    await artifacts.writeArrays(this.name, { tells, attracts, bias, everybody });
  }

  private shopperVector({ history, now }: Query): Float32Array {
    const { width, tells, everybody } = this.parts;
    const past = this.readPast(history, now);
    const total = past.reduce((sum, { weight }) => sum + weight, 0);
    const vector = everybody.slice();
    for (const { item, weight } of past) {
      for (let j = 0; j < width; j++) vector[j] += (weight / total) * tells[item * width + j];
    }
    return vector;
  }
}
