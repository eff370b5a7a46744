import type { ItemSequences } from './item-sequences.ts';
import { DAY } from './popularity-counts.ts';

/** How much a pair of steps of one shopper says about going from the one item to the other. */
export interface PairWeighting {
  /** Steps apart that two items may lie. */
  readonly reach: number;
  /** What a pair's weight is multiplied by for each further step between its items, in (0, 1]. */
  readonly stepDecay: number;
  /** Days between two steps after which `timePower` begins to bite. */
  readonly days: number;
  /** A pair `t` days apart counts (1 + t / days) to the power of -timePower. */
  readonly timePower: number;
  /** A shopper of n steps counts n to the power of -lengthPower: the choosy tell more. */
  readonly lengthPower: number;
  /** Share of a pair's weight that counts against the order of time. */
  readonly backward: number;
  /** The same for two steps at one moment, or on one day where a shop's clock knows days alone. */
  readonly backwardSameTime: number;
}

/** Weighs the steps before and after an item's occurrences: sparse rows of the transition matrix, one at a time. */
export class TransitionCounts {
  readonly #sequences: ItemSequences;
  readonly #weighting: PairWeighting;
  readonly #stepWeights: Float64Array;
  /** Of each step: where its shopper's steps begin and end, and what the shopper counts. */
  readonly #begin: Int32Array;
  readonly #end: Int32Array;
  readonly #shopperWeight: Float32Array;
  /** Steps by item. */
  readonly #occurrenceStarts: Int32Array;
  readonly #occurrences: Int32Array;

  constructor(sequences: ItemSequences, itemCount: number, weighting: PairWeighting) {
    const { starts, items } = sequences;
    this.#sequences = sequences;
    this.#weighting = weighting;
    this.#stepWeights = Float64Array.from(
      { length: weighting.reach + 1 },
      (_, apart) => weighting.stepDecay ** (apart - 1),
    );
    this.#begin = new Int32Array(items.length);
    this.#end = new Int32Array(items.length);
    this.#shopperWeight = new Float32Array(items.length);
    for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
      const [begin, end] = [starts[shopper], starts[shopper + 1]];
      this.#begin.fill(begin, begin, end);
      this.#end.fill(end, begin, end);
      this.#shopperWeight.fill((end - begin) ** -weighting.lengthPower, begin, end);
    }
    this.#occurrenceStarts = new Int32Array(itemCount + 1);
    for (const item of items) this.#occurrenceStarts[item + 1]++;
    for (let item = 0; item < itemCount; item++) {
      this.#occurrenceStarts[item + 1] += this.#occurrenceStarts[item];
    }
    const next = this.#occurrenceStarts.slice(0, itemCount);
    this.#occurrences = new Int32Array(items.length);
    for (let step = 0; step < items.length; step++) this.#occurrences[next[items[step]]++] = step;
  }

  /** How often each item occurs. */
  popularity(): Int32Array {
    return this.#occurrenceStarts.slice(1).map((end, item) => end - this.#occurrenceStarts[item]);
  }

  /** Adds the weights of going from `item` to items, itself included: `add(to, weight)`, several times for one `to`. */
  eachFrom(item: number, add: (to: number, weight: number) => void): void {
    const { items } = this.#sequences;
    const { reach } = this.#weighting;
    for (let at = this.#occurrenceStarts[item]; at < this.#occurrenceStarts[item + 1]; at++) {
      const step = this.#occurrences[at];
      const last = Math.min(this.#end[step] - 1, step + reach);
      for (let other = Math.max(this.#begin[step], step - reach); other <= last; other++) {
        if (other !== step) add(items[other], this.#weight(step, other));
      }
    }
  }

  #weight(from: number, to: number): number {
    const { times, interests } = this.#sequences;
    const { days, timePower, backward, backwardSameTime } = this.#weighting;
    const apart = Math.abs(times[to] - times[from]) / DAY;
    const weight =
      this.#shopperWeight[from] *
      this.#stepWeights[Math.abs(to - from)] *
      (1 + apart / days) ** -timePower *
      interests[from] *
      interests[to];
    if (to > from) return weight;
    return weight * (apart === 0 ? backwardSameTime : backward);
  }
}
