import { BestOf } from './best-of.ts';

export interface VectorMatch {
  readonly item: number;
  /** In [-1, 1] for rows of length 1. */
  readonly cosine: number;
}

/** Rows to which a handful of others are compared at once, so that each is fetched from memory once. */
const BLOCK = 256;

/** Exact nearest rows by cosine; rows of zeros, which stand for no picture, are never near. */
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
    const width = this.#width;
    const items = this.#vectors.length / width;
    const count = queries.length / width;
    const found = Array.from({ length: count }, () => new BestOf(limit));
    for (let from = 0; from < items; from += BLOCK) {
      const until = Math.min(items, from + BLOCK);
      for (let query = 0; query < count; query++) {
        const best = found[query];
        for (let item = from; item < until; item++) {
          best.add(item, dot(this.#vectors, item * width, queries, query * width, width));
        }
      }
    }
    return found.map((best) => best.sorted().map(({ place, value }) => ({ item: place, cosine: value })));
  }

  /** Of one row with a query. */
  cosine(item: number, query: Float32Array): number {
    return dot(this.#vectors, item * this.#width, query, 0, this.#width);
  }
}

function dot(a: Float32Array, aFrom: number, b: Float32Array, bFrom: number, width: number): number {
  // Four sums of their own, which the processor adds at the same time.
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < width; i += 4) {
    first += a[aFrom + i] * b[bFrom + i];
    second += a[aFrom + i + 1] * b[bFrom + i + 1];
    third += a[aFrom + i + 2] * b[bFrom + i + 2];
    fourth += a[aFrom + i + 3] * b[bFrom + i + 3];
  }
  for (; i < width; i++) first += a[aFrom + i] * b[bFrom + i];
  return first + second + third + fourth;
}
