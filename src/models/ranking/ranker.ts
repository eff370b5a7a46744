import type { ArtifactReader } from '../../core/contracts/artifacts.ts';
import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext, RecommenderKind } from '../../core/contracts/recommender.ts';
import { readCatalogue, type ItemVectors } from './catalogue.ts';
import { featureSpace } from './feature-space.ts';
import { fitComponents } from './fit-components.ts';
import { learnRanker } from './learn-ranker.ts';
import { LearnedRanker } from './learned-ranker.ts';
import type { ScorerKind } from './scorer.ts';
import { readRanker } from './stored-ranker.ts';

export interface RankerOptions {
  /** Other recommenders whose scores take part, such as the neural network. Default: none. */
  readonly components?: readonly RecommenderKind[];
  /**
   * What is learned with in the components' place, under the same names: the same kinds, perhaps trained more briefly.
   * Default: the components themselves.
   */
  readonly rehearsal?: readonly RecommenderKind[];
  /** Vectors of items from encoders that never saw a shopper. Default: none. */
  readonly vectors?: readonly ItemVectors[];
  /**
   * Places of the first 20 that are kept for items nobody bought yet. Default: nine times the share that such items
   * had in what was bought in the past windows, rounded: 0 in a shop where they hardly sell, 5 where half do.
   */
  readonly coldPlaces?: number;
}

export interface RankerKind extends RecommenderKind {
  fit(dataset: Dataset, context: FitContext): Promise<LearnedRanker>;
  load(artifacts: ArtifactReader, dataset: Pick<Dataset, 'items'>): Promise<LearnedRanker>;
}

/** Of 20 places, were everything bought new: chosen on earlier months of H&M, where more cost known finds. */
const COLD_PLACES = 9;

/**
 * A recommender that asks features and other recommenders, and lets a scorer that was learned on past months put their
 * best candidates in order.
 */
export function ranker(name: string, scorer: ScorerKind, options: RankerOptions = {}): RankerKind {
  const kinds = options.components ?? [];
  return {
    name,
    async fit(dataset, context) {
      const catalogue = readCatalogue(dataset.items, options.vectors);
      const learned = await learnRanker(scorer, dataset, catalogue, options.rehearsal ?? kinds, context);
      const { events } = dataset;
      const now = events.count === 0 ? 0 : events.time[events.count - 1] + 1;
      const components = await fitComponents(kinds, dataset, context);
      const space = featureSpace(catalogue, events, now);
      const coldPlaces = options.coldPlaces ?? Math.round(COLD_PLACES * learned.coldShare);
      return new LearnedRanker({ ...learned, name, events, now, space, components, coldPlaces });
    },
    async load(artifacts, { items }) {
      const catalogue = readCatalogue(items, options.vectors);
      return new LearnedRanker(await readRanker({ name, scorer, components: kinds, catalogue }, artifacts));
    },
  };
}
