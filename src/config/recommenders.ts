/** The recommenders by name: which ones there are, and how the one a shop gets without asking is put together. */
import type { ArtifactReader } from '../core/contracts/artifacts.ts';
import type { Item } from '../core/contracts/item.ts';
import type { Recommender, RecommenderKind } from '../core/contracts/recommender.ts';
import type { ContentVectors } from '../models/content-vectors.ts';
import { trainTwoTower } from '../learning/training/train-two-tower.ts';
import { TwoTower } from '../models/retrieval/two-tower/two-tower.ts';
import { DEFAULTS } from './defaults.ts';

/** The multimodal two-tower network, over what the encoders saw. */
export function neuralRecommender(content: ContentVectors): RecommenderKind {
  const { samplesPerEpoch, threads } = DEFAULTS.training;
  return {
    name: 'neural',
    fit: (dataset, context) => trainTwoTower(dataset, { content, samplesPerEpoch, threads }, context),
    load: (artifacts, dataset) => TwoTower.load(artifacts, dataset),
  };
}

/** What a shop gets without asking. */
export function defaultRecommender(content: ContentVectors): RecommenderKind {
  return neuralRecommender(content);
}

/** All that `evaluate` measures. */
export function measuredRecommenders(content: ContentVectors): RecommenderKind[] {
  return [defaultRecommender(content)];
}

/** The stored default recommender, and the network within it. */
export async function loadRanker(
  artifacts: ArtifactReader,
  items: readonly Item[],
): Promise<{ ranker: Recommender; tower: TwoTower }> {
  const tower = await TwoTower.load(artifacts.within('ranker'), { items });
  return { ranker: tower, tower };
}
