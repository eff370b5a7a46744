import { BestOf } from './best-of.ts';

export interface VectorMatch {
  readonly item: number;
  /** In [-1, 1] for rows of length 1. */
  readonly cosine: number;
}

/** Queries that are compared with a row together: each number of the row is fetched once for all of them. */
const TOGETHER = 4;

/** Exact nearest rows by cosine. */
export class VectorIndex {
  readonly #vectors: Float32Array;
  readonly #width: number;

  /** @param vectors `items × width`, rows of length 1 or zero */
  constructor(vectors: Float32Array, width: number) {
    this.#vectors = vectors;
    this.#width = width;
  }

  /** The `limit` best rows for each of `queries` (`n × width`, rows of length 1), best first. */
  find(queries: Float32Array, limit: number): VectorMatch[][] {
    const count = queries.length / this.#width;
    const found = Array.from({ length: count }, () => new BestOf(limit));
    for (let first = 0; first < count; first += TOGETHER) {
      this.#compare(queries, first, found);
    }
    return found.map((best) => best.sorted().map(({ place, value }) => ({ item: place, cosine: value })));
  }

  /** Of one row with a query. */
  cosine(item: number, query: Float32Array): number {
    let sum = 0;
    const from = item * this.#width;
    for (let i = 0; i < this.#width; i++) sum += this.#vectors[from + i] * query[i];
    return sum;
  }

  #compare(queries: Float32Array, first: number, found: readonly BestOf[]): void {
    const width = this.#width;
    const vectors = this.#vectors;
    // Beyond the last query, the last is compared again, and nobody is told.
    const [a, b, c, d] = [0, 1, 2, 3].map((more) => {
      const query = Math.min(first + more, found.length - 1);
      return queries.subarray(query * width, (query + 1) * width);
    });
    const best = found.slice(first, first + TOGETHER);
    for (let item = 0, from = 0; from < vectors.length; item++, from += width) {
      let sumA = 0;
      let sumB = 0;
      let sumC = 0;
      let sumD = 0;
      for (let i = 0; i < width; i++) {
        const value = vectors[from + i];
        sumA += value * a[i];
        sumB += value * b[i];
        sumC += value * c[i];
        sumD += value * d[i];
      }
      best[0].add(item, sumA);
      best[1]?.add(item, sumB);
      best[2]?.add(item, sumC);
      best[3]?.add(item, sumD);
    }
  }
}
