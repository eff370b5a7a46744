/** How the recommender that a shop gets without asking is put together; `recommender-shelf.ts` lists all there are. */
import type { ArtifactReader } from '../core/contracts/artifacts.ts';
import type { Item } from '../core/contracts/item.ts';
import type { Recommender, RecommenderKind } from '../core/contracts/recommender.ts';
import { DaogouError } from '../core/errors.ts';
import { trainTwoTower } from '../learning/training/train-two-tower.ts';
import type { ContentVectors } from '../models/content-vectors.ts';
import { blend } from '../models/ranking/blend.ts';
import type { ItemVectors } from '../models/ranking/catalogue.ts';
import { TwoTower } from '../models/retrieval/two-tower/two-tower.ts';
import { DEFAULTS } from './defaults.ts';

/** Share of the steps with which the network is trained to see how far the blend should trust it. */
const REHEARSAL_EFFORT = 1 / 3;

/** The multimodal two-tower network, over what the encoders saw. */
export function neuralRecommender(content: ContentVectors, effort: number): RecommenderKind {
  const { samplesPerEpoch, threads } = DEFAULTS.training;
  return {
    name: 'neural',
    fit: (dataset, context) => trainTwoTower(dataset, { content, samplesPerEpoch, threads, effort }, context),
    load: (artifacts, dataset) => TwoTower.load(artifacts, dataset),
  };
}

/**
 * What a shop gets without asking: the network and the simple signals, weighed on past months. `effort` is the share of
 * the network's usual training, in (0, 1].
 */
export function defaultRecommender(
  content: ContentVectors,
  effort: number = DEFAULTS.training.effort,
): RecommenderKind {
  return defaultOver(
    content,
    neuralRecommender(content, effort),
    neuralRecommender(content, effort * REHEARSAL_EFFORT),
  );
}

/** The stored default recommender, and the network within it, whose vectors similarity and reasons rest on. */
export async function loadRanker(
  artifacts: ArtifactReader,
  items: readonly Item[],
  content: ContentVectors,
): Promise<{ ranker: Recommender; tower: TwoTower }> {
  let tower: TwoTower | undefined;
  const kind = defaultOver(content, {
    ...neuralRecommender(content, DEFAULTS.training.effort),
    load: async (part, dataset) => (tower = await TwoTower.load(part, dataset)),
  });
  const ranker = await kind.load(artifacts, { items });
  if (tower) return { ranker, tower };
  throw new DaogouError('model-mismatch', 'The stored model has no network in it', {
    received: kind.name,
    remedy: 'Train again: daogou train.',
  });
}

/** The text vectors stay out: the ranker reads words itself, and on earlier months of H&M they cost more than they gave. */
function defaultOver(
  content: ContentVectors,
  neural: RecommenderKind,
  rehearsal: RecommenderKind = neural,
): RecommenderKind {
  return blend({
    components: [neural],
    rehearsal: [rehearsal],
    vectors: [imageVectors(content)],
  });
}

/** What rankers read of pictures. */
export function imageVectors({ image }: ContentVectors): ItemVectors {
  return { name: 'image', modality: 'image', vectors: image.vectors, width: image.width };
}
