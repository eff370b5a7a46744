import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_INTEREST, type InterestOption } from './event-interest.ts';
import { DAY } from './popularity-counts.ts';
import type { RecentItem } from './recent-items.ts';
import { rowsByShopper } from './shopper-histories.ts';

/** For each item, those that the same shoppers took an interest in, strongest first. */
export interface CoVisits {
  /** Item i's neighbours lie at `starts[i] .. starts[i + 1]` of `neighbours` and `strengths`. */
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
  readonly strengths: Float32Array;
}

export interface CoVisitOptions extends InterestOption {
  /** Neighbours kept an item. Default 100. */
  readonly neighbours?: number;
  /** Days between two events after which their bond is 1/e. Default 60. */
  readonly decayDays?: number;
  /** Weight of a pair seen against the order of time, relative to one seen along it. Default 0.7. */
  readonly backward?: number;
  /** How strongly a popular neighbour is held back: its weight is divided to this power. Default 0.5. */
  readonly damping?: number;
  /** Added to an item's weight before dividing: few sightings prove little. Default 3. */
  readonly shrinkage?: number;
}

/** Only a shopper's newest events pair up, which bounds the work for a crawler that saw everything. */
const LONGEST_PAST = 60;

/**
 * Counts pairs of items in the same shopper's past, each pair weighted by the interest of both events and by how
 * near in time they were, and divides by both items' totals (Sarwar et al., 2001; time decay after Ding and Li,
 * 2005; direction and damping as in session-based nearest neighbours, Ludewig and Jannach, 2018).
 */
export function countCoVisits(
  dataset: Pick<Dataset, 'items' | 'events'>,
  options: CoVisitOptions = {},
): CoVisits {
  const { neighbours = 100, decayDays = 60, backward = 0.7, damping = 0.5, shrinkage = 3 } = options;
  const { interest = EVENT_INTEREST } = options;
  const { events } = dataset;
  const itemCount = dataset.items.length;
  const pairs: Map<number, number>[] = Array.from({ length: itemCount }, () => new Map<number, number>());
  const totals = new Float64Array(itemCount);
  const { starts, rows } = rowsByShopper(events);
  for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
    const past: number[] = [];
    for (let place = starts[shopper + 1] - 1; place >= starts[shopper]; place--) {
      const row = rows[place];
      if (events.item[row] >= 0 && interest[events.type[row]] > 0) past.push(row);
      if (past.length === LONGEST_PAST) break;
    }
    for (const row of past) totals[events.item[row]] += interest[events.type[row]];
    for (const [index, later] of past.entries()) {
      for (const earlier of past.slice(index + 1)) {
        const from = events.item[earlier];
        const to = events.item[later];
        if (from === to) continue;
        const gap = events.time[later] - events.time[earlier];
        const weight =
          interest[events.type[earlier]] * interest[events.type[later]] * Math.exp(-gap / (decayDays * DAY));
        add(pairs[from], to, weight);
        add(pairs[to], from, gap === 0 ? weight : backward * weight);
      }
    }
  }
  return strongest(pairs, totals, { neighbours, damping, shrinkage });
}

function add(weights: Map<number, number>, item: number, weight: number): void {
  weights.set(item, (weights.get(item) ?? 0) + weight);
}

function strongest(
  pairs: readonly Map<number, number>[],
  totals: Float64Array,
  { neighbours, damping, shrinkage }: Required<Pick<CoVisitOptions, 'neighbours' | 'damping' | 'shrinkage'>>,
): CoVisits {
  const starts = new Int32Array(pairs.length + 1);
  const kept: [item: number, strength: number][] = [];
  for (const [item, weights] of pairs.entries()) {
    const ranked = [...weights]
      .map(([other, weight]): [number, number] => [
        other,
        weight / (totals[item] + shrinkage) ** (1 - damping) / (totals[other] + shrinkage) ** damping,
      ])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, neighbours);
    for (const entry of ranked) kept.push(entry);
    starts[item + 1] = kept.length;
  }
  return {
    starts,
    neighbours: Int32Array.from(kept, ([item]) => item),
    strengths: Float32Array.from(kept, ([, strength]) => strength),
  };
}

/** Adds to `out` (one entry an item) how strongly a past points to each item: Σ interest·decay^place·strength. */
export function addCoVisits(
  visits: CoVisits,
  past: readonly RecentItem[],
  decay: number,
  out: Float32Array,
): void {
  for (const { item, interest, place } of past) {
    const weight = interest * decay ** place;
    for (let entry = visits.starts[item]; entry < visits.starts[item + 1]; entry++) {
      out[visits.neighbours[entry]] += weight * visits.strengths[entry];
    }
  }
}
