import { dot } from '../../../core/maths.ts';
import { termsOf } from './terms.ts';

/** Entries of a sparse vector that are not 0, the terms ascending by first appearance in the text. */
export interface SparseRow {
  readonly terms: Int32Array;
  readonly weights: Float32Array;
}

export interface TermWeightsOptions {
  /** Terms of fewer texts are left out: they tell a text from all others, and likeness from nothing. Default 2. */
  readonly fewestTexts?: number;
  /** Terms kept, those of most texts first. Default 20,000. */
  readonly mostTerms?: number;
}

/**
 * TF-IDF over a vocabulary counted in given texts: (1 + ln tf) · (ln((1 + texts) / (1 + texts with the term)) + 1),
 * rows of length 1 (Salton and Buckley, 1988; scikit-learn's `sublinear_tf` with its default `smooth_idf`).
 */
export class TermWeights {
  /** One a term, in the order of their numbers. */
  readonly terms: readonly string[];
  readonly inverse: Float32Array;
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(terms: readonly string[], inverse: Float32Array) {
    this.terms = terms;
    this.inverse = inverse;
    this.#numbers = new Map(terms.map((term, number) => [term, number]));
  }

  static count(texts: readonly string[], options: TermWeightsOptions = {}): TermWeights {
    const { fewestTexts = 2, mostTerms = 20_000 } = options;
    const counts = new Map<string, number>();
    for (const text of texts) {
      for (const term of new Set(termsOf(text))) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const kept = [...counts]
      .filter(([, count]) => count >= fewestTexts)
      // Terms of as many texts in alphabetical order, so that the order of the texts does not matter.
      .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
      .slice(0, mostTerms);
    return new TermWeights(
      kept.map(([term]) => term),
      Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
    );
  }

  /** A text's weights; empty where it has no term of the vocabulary. */
  row(text: string): SparseRow {
    const counts = new Map<number, number>();
    for (const term of termsOf(text)) {
      const number = this.#numbers.get(term);
      if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    const terms = Int32Array.from(counts.keys());
    const weights = Float32Array.from(counts, ([term, count]) => (1 + Math.log(count)) * this.inverse[term]);
    const length = Math.sqrt(dot(weights, weights));
    return { terms, weights: weights.map((weight) => weight / length) };
  }
}
