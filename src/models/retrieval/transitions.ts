import { z } from 'zod';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import { EVENT_INTEREST, type InterestOption } from './event-interest.ts';
import { factLikeness, type FactLikenessOptions } from './fact-likeness.ts';
import { itemFacts } from './item-facts.ts';
import { itemSequences, sequenceOf } from './item-sequences.ts';
import { giveOwnShare, ownItems, repeatShare } from './own-items.ts';
import { DAY } from './popularity-counts.ts';
import { requireItems } from './read-scores.ts';
import { joinRows, type SparseRow, type SparseRows } from './sparse-rows.ts';
import { TransitionCounts, type PairWeighting } from './transition-counts.ts';

/** Every constant of the method. The defaults were chosen on the validation part of Amazon Beauty. */
export interface TransitionOptions extends Partial<PairWeighting>, InterestOption {
  /** Added to an item's weight before dividing: few sightings prove little. Default 3. */
  readonly shrinkage?: number;
  /** An item's row is divided by its sum to this power. Default 0.5. */
  readonly rowPower?: number;
  /** A column is divided by its sum to this power; below 0, popular items are moved up a little. Default -0.05. */
  readonly columnPower?: number;
  /** Items kept a row. Default 500. */
  readonly neighbours?: number;
  /** What likeness by written facts counts beside transitions; 0 leaves it out. Default 4. */
  readonly likeness?: number;
  /** Likeness's own options. Default: 100 neighbours; facts of more than 2,000 items are left out. */
  readonly facts?: FactLikenessOptions;
  /** The newest steps of a past that are asked. Default 20. */
  readonly past?: number;
  /** What a step of the past counts relative to the one after it. Default 0.5. */
  readonly pastDecay?: number;
  /** A step `t` days before the last one counts (1 + t / pastDays) to the power of -pastPower. Default 7. */
  readonly pastDays?: number;
  /** Default 0.5. */
  readonly pastPower?: number;
  /**
   * Share of the scores, in [0, 1], that items of the past themselves have together; null takes the share of steps that
   * led back to an item, counted in what is fitted on. Default null.
   */
  readonly repeats?: number | null;
}

export const TRANSITION_DEFAULTS = {
  interest: EVENT_INTEREST,
  reach: 20,
  stepDecay: 0.9,
  days: 30,
  timePower: 0.6,
  lengthPower: 0.2,
  backward: 0.4,
  backwardSameTime: 0.1,
  shrinkage: 3,
  rowPower: 0.5,
  columnPower: -0.05,
  neighbours: 500,
  likeness: 4,
  facts: { neighbours: 100, mostCommon: 2_000 },
  past: 20,
  pastDecay: 0.5,
  pastDays: 7,
  pastPower: 0.5,
  repeats: null,
} as const satisfies Required<TransitionOptions>;

type Settings = Required<TransitionOptions>;

const NAME = 'transitions';
const ASKING = 'transitions-asking';
/** What a past is asked by; stored, since a search may have chosen it. */
const askingSchema = z.object({
  past: z.number(),
  pastDecay: z.number(),
  pastDays: z.number(),
  pastPower: z.number(),
});
/** All that popularity adds up to beside transitions, which add up to 1: it orders what no transition names. */
const POPULARITY_SHARE = 1e-4;

/**
 * "Who took this went on to…": directed item-to-item transitions that fade with the steps and the days between two
 * items, plus likeness by written facts, asked with the newest steps of a past. In the line of session-based
 * neighbours (Ludewig and Jannach, 2018), with time decay after Ding and Li (2005). Scores are a share of 1: that of
 * one item among all, from 0.
 */
export function transitions(options: TransitionOptions = {}): RecommenderKind {
  const settings = { ...TRANSITION_DEFAULTS, ...options };
  return {
    name: NAME,
    async fit(dataset) {
      return new Transitions(settings, countTransitions(dataset, settings));
    },
    async load(artifacts, { items }) {
      const { starts, columns, values, popularity, repeats } = await artifacts.readArrays(NAME);
      requireItems(NAME, popularity?.length ?? 0, items.length);
      const rows = {
        starts: Int32Array.from(starts),
        columns: Int32Array.from(columns),
        values: Float32Array.from(values),
      };
      const asking = askingSchema.parse(await artifacts.readJson(ASKING));
      return new Transitions(
        { ...settings, ...asking },
        {
          rows,
          popularity: Float32Array.from(popularity),
          repeats: repeats[0],
        },
      );
    },
  };
}

function countTransitions({ items, events }: Pick<Dataset, 'items' | 'events'>, settings: Settings): Counted {
  const sequences = itemSequences(events, settings.interest);
  const counts = new TransitionCounts(sequences, items.length, settings);
  const popularity = counts.popularity();
  const alike = factLikeness(itemFacts(items), popularity, settings.facts);
  const [rowFactors, columnFactors] = factors(counts, items.length, settings);
  const weights = new Float64Array(items.length);
  const rows: SparseRow[] = [];
  for (let item = 0; item < items.length; item++) {
    const touched: number[] = [];
    const add = (to: number, weight: number): void => {
      if (weight === 0) return;
      if (weights[to] === 0) touched.push(to);
      weights[to] += weight;
    };
    counts.eachFrom(item, (to, weight) => add(to, weight * rowFactors[item] * columnFactors[to]));
    for (let at = alike.starts[item]; at < alike.starts[item + 1]; at++) {
      add(alike.columns[at], settings.likeness * alike.values[at]);
    }
    const strengths = Float64Array.from(touched, (to) => weights[to]);
    for (const to of touched) weights[to] = 0;
    const kept = topIndices(strengths, settings.neighbours).filter((index) => strengths[index] > 0);
    rows.push({
      columns: Int32Array.from(kept, (index) => touched[index]),
      values: Float32Array.from(kept, (index) => strengths[index]),
    });
  }
  return {
    rows: joinRows(rows),
    popularity: Float32Array.from(popularity),
    repeats: settings.repeats ?? repeatShare(sequences, items.length),
  };
}

/** What rows and columns of the counts are multiplied by. */
function factors(
  counts: TransitionCounts,
  itemCount: number,
  { shrinkage, rowPower, columnPower }: Settings,
): [rows: Float64Array, columns: Float64Array] {
  const rows = new Float64Array(itemCount);
  const columns = new Float64Array(itemCount);
  for (let item = 0; item < itemCount; item++) {
    counts.eachFrom(item, (to, weight) => {
      rows[item] += weight;
      columns[to] += weight;
    });
  }
  return [
    rows.map((sum) => (sum + shrinkage) ** -rowPower),
    columns.map((sum) => (sum + shrinkage) ** -columnPower),
  ];
}

interface Counted {
  readonly rows: SparseRows;
  /** How often each item was taken. */
  readonly popularity: Float32Array;
  /** As `repeatShare` gives it. */
  readonly repeats: number;
}

class Transitions implements Recommender {
  readonly name = NAME;
  readonly #settings: Settings;
  readonly #rows: SparseRows;
  readonly #popularity: Float32Array;
  readonly #repeats: number;
  readonly #background: Float32Array;

  constructor(settings: Settings, { rows, popularity, repeats }: Counted) {
    this.#settings = settings;
    this.#rows = rows;
    this.#popularity = popularity;
    this.#repeats = repeats;
    const total = popularity.reduce((sum, count) => sum + count, 0);
    this.#background = popularity.map((count) => (POPULARITY_SHARE * count) / Math.max(1, total));
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    return queries.map((query) => this.#scoreOne(query));
  }

  async save(artifacts: Parameters<Recommender['save']>[0]): Promise<void> {
    const { past, pastDecay, pastDays, pastPower } = this.#settings;
    await artifacts.writeJson(ASKING, { past, pastDecay, pastDays, pastPower });
    await artifacts.writeArrays(NAME, {
      ...this.#rows,
      popularity: this.#popularity,
      repeats: Float64Array.of(this.#repeats),
    });
  }

  #scoreOne({ history }: Query): Float32Array {
    const { interest, past, pastDecay, pastDays, pastPower } = this.#settings;
    const { starts, columns, values } = this.#rows;
    const scores = this.#background.slice();
    const { items, times, interests } = sequenceOf(history, past, interest);
    const last = items.length - 1;
    const added = new Float64Array(scores.length);
    for (let step = last; step >= 0; step--) {
      const age = (times[last] - times[step]) / DAY;
      const weight = interests[step] * pastDecay ** (last - step) * (1 + age / pastDays) ** -pastPower;
      for (let at = starts[items[step]]; at < starts[items[step] + 1]; at++) {
        added[columns[at]] += weight * values[at];
      }
    }
    giveOwnShare(added, ownItems(history, interest), this.#repeats);
    const total = added.reduce((sum, score) => sum + score, 0);
    if (total > 0) for (let item = 0; item < scores.length; item++) scores[item] += added[item] / total;
    return scores;
  }
}
