import type { Dataset, Query } from './dataset.ts';
import type { Progress } from '../progress.ts';
import type { Random } from '../random.ts';
import type { ArtifactReader, ArtifactWriter } from './artifacts.ts';

/**
 * Anything that scores every item for a query. Higher is better; `-Infinity` means "never show"; scores of
 * different recommenders are not comparable with each other. Retired items may have any score: whoever makes a list
 * hides them (see `neverShown`), so that every recommender may learn from them as from others.
 */
export interface Recommender {
  readonly name: string;
  /** One Float32Array of `items.length` scores a query, in the order of the queries. */
  score(queries: readonly Query[]): Promise<Float32Array[]>;
  save(artifacts: ArtifactWriter): Promise<void>;
  /** Of one that chose its own constants: fitted on other data of the same shop, with those. Not kept by `save`. */
  refit?(dataset: Dataset, context: FitContext): Promise<Recommender>;
}

export interface FitContext {
  readonly random: Random;
  readonly progress: Progress;
}

/** How a recommender comes to be: fitted on a data set, or read back from what `save` wrote. */
export interface RecommenderKind {
  readonly name: string;
  fit(dataset: Dataset, context: FitContext): Promise<Recommender>;
  load(artifacts: ArtifactReader, dataset: Pick<Dataset, 'items'>): Promise<Recommender>;
}
