import type { Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { DAY, lastEventTime, purchaseCounts } from './popularity-counts.ts';
import { readScores } from './read-scores.ts';

export interface PopularityOptions {
  /** Counts only the last so many days before the last event; equal counts go by all time. Default: all time. */
  readonly days?: number;
}

/** What most people bought, the same for everybody. */
export function popularity(options: PopularityOptions = {}): RecommenderKind {
  const { days = Infinity } = options;
  const name =
    days === Infinity ? 'popularity' : days === 30 ? 'popularity-last-month' : `popularity-${days}-days`;
  return {
    name,
    async fit(dataset) {
      const scores = purchaseCounts(dataset);
      if (days < Infinity) {
        const recent = purchaseCounts(dataset, lastEventTime(dataset.events) - days * DAY);
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

function popularityFrom(name: string, scores: Float32Array): Recommender {
  return {
    name,
    score: async (queries: readonly Query[]) => queries.map(() => scores.slice()),
    save: (artifacts) => artifacts.writeArrays(name, { scores }),
  };
}
