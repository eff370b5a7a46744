import type { Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import type { InterestOption } from './event-interest.ts';
import { requireHalfLife } from './half-life.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';
import { readScores } from './read-scores.ts';

export interface PopularityOptions extends InterestOption {
  /** Counts only the last so many days before the last event; equal counts go by all time. Default: all time. */
  readonly days?: number;
  /** Days after which a purchase counts half; above 0. Default: it counts the same for ever. */
  readonly halfLifeDays?: number;
}

/** What most people bought, the same for everybody; the interest of other events orders what is bought equally often. */
export function popularity(options: PopularityOptions = {}): RecommenderKind {
  const { days = Infinity, halfLifeDays = Infinity } = options;
  requireHalfLife(halfLifeDays);
  const name = nameOf(days, halfLifeDays);
  return {
    name,
    async fit(dataset) {
      const scores = purchaseCounts(dataset, -Infinity, halfLifeDays, options.interest);
      if (days < Infinity) {
        const since = lastEventTime(dataset.events) - days * DAY;
        const recent = purchaseCounts(dataset, since, halfLifeDays, options.interest);
        const most = scores.reduce((a, b) => Math.max(a, b), 1);
        for (let item = 0; item < scores.length; item++)
          scores[item] = recent[item] + (0.5 * scores[item]) / most;
      }
      return popularityFrom(name, scores);
    },
    async load(artifacts, { items }) {
      return popularityFrom(name, await readScores(artifacts, name, items.length));
    },
  };
}

function nameOf(days: number, halfLifeDays: number): string {
  const window =
    days === Infinity ? 'popularity' : days === 30 ? 'popularity-last-month' : `popularity-${days}-days`;
  return halfLifeDays === Infinity ? window : `${window}-half-life-${halfLifeDays}`;
}

function popularityFrom(name: string, scores: Float32Array): Recommender {
  return {
    name,
    score: async (queries: readonly Query[]) => queries.map(() => scores.slice()),
    save: (artifacts) => artifacts.writeArrays(name, { scores }),
  };
}
