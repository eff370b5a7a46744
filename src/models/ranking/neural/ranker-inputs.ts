import { recentItems } from '../../retrieval/recent-items.ts';
import type { ItemVectors } from '../catalogue.ts';
import { rowsBy } from '../feature-rows.ts';
import type { LinearScorer } from '../linear-scorer.ts';
import type { Candidates } from '../scorer.ts';

const LONGEST_PAST = 50;
/** Weight of an item of the past beside that of the next newer moment. */
const DECAY = 0.95;
/** Features further from their mean than this many deviations say no more. */
const FURTHEST = 5;

/** What the network is fed, by name: see `rankerTensors`. */
export type RankerFeeds = Record<string, Float32Array>;

export interface RankerInputsParts {
  readonly names: readonly string[];
  /** One a name, over the candidates learned from. */
  readonly means: ArrayLike<number>;
  readonly scales: ArrayLike<number>;
  /** Vectors of all items, by modality. */
  readonly vectors: readonly ItemVectors[];
  /** The scorer whose order the network starts from; undefined for none. */
  readonly linear: LinearScorer | undefined;
}

/** Turns candidates into what the network reads. */
export class RankerInputs {
  readonly names: readonly string[];
  readonly vectors: readonly ItemVectors[];
  readonly parts: RankerInputsParts;

  constructor(parts: RankerInputsParts) {
    this.names = parts.names;
    this.vectors = parts.vectors;
    this.parts = parts;
  }

  /** Empty arrays for a number of candidates. */
  allocate(candidates: number): RankerFeeds {
    const feeds: RankerFeeds = {
      features: new Float32Array(candidates * this.names.length),
      base: new Float32Array(candidates),
    };
    for (const { name, width } of this.vectors)
      feeds[`meeting ${name}`] = new Float32Array(candidates * width);
    return feeds;
  }

  /** Writes candidates from row `at` on; the arrays must have room for them. */
  write(candidates: Candidates, feeds: RankerFeeds, at = 0): void {
    const { names, vectors, parts } = this;
    feeds.features.set(this.standardised(candidates), at * names.length);
    const scores = parts.linear?.scoresOf(candidates);
    if (scores) feeds.base.set(scores, at);
    else feeds.base.fill(0, at, at + candidates.items.length);
    for (const one of vectors) {
      feeds[`meeting ${one.name}`].set(meetings(one, candidates), at * one.width);
    }
  }

  /** Standardised features, 0 where one is missing. */
  private standardised(candidates: Candidates): Float32Array {
    const { names, means, scales } = this.parts;
    return rowsBy(names, candidates).map((value, at) => {
      const f = at % names.length;
      if (Number.isNaN(value)) return 0;
      return Math.max(-FURTHEST, Math.min(FURTHEST, (value - means[f]) / scales[f]));
    });
  }
}

/**
 * The product, place by place, of each candidate's vector with the mean of the shopper's past ones; their sum is the
 * cosine times the width. Zeros without a past or without a vector.
 */
function meetings({ vectors, width }: ItemVectors, { query, items }: Candidates): Float32Array {
  const mean = new Float64Array(width);
  for (const { item, interest, place } of recentItems(query.history, LONGEST_PAST)) {
    const weight = interest * DECAY ** place;
    for (let i = 0; i < width; i++) mean[i] += weight * vectors[item * width + i];
  }
  const length = Math.hypot(...mean);
  const result = new Float32Array(items.length * width);
  if (length === 0) return result;
  for (const [row, item] of items.entries()) {
    for (let i = 0; i < width; i++) {
      result[row * width + i] = (width * mean[i] * vectors[item * width + i]) / length;
    }
  }
  return result;
}
