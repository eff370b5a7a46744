import type { Item } from '../../core/contracts/item.ts';
import type { FitContext, RecommenderKind } from '../../core/contracts/recommender.ts';
import type { ContentVectors } from '../../models/content-vectors.ts';
import {
  nearestByContent,
  nearestByWords,
  similarityGraph,
  type WeightedGraph,
} from '../../models/retrieval/graph-similarity.ts';
import { interactions, requireInteractions, type SparseRows } from '../../models/retrieval/interactions.ts';
import { MatrixFactorisation } from '../../models/retrieval/matrix-factorisation.ts';
import { requireItems } from '../../models/retrieval/read-scores.ts';
import { weightedPast, type WeightedPastOptions } from '../../models/retrieval/weighted-past.ts';
import { EmbeddingTable } from '../../tensor/embedding-table.ts';
import { sparseAdam } from '../../tensor/optimisers/sparse-adam.ts';
import { foldIn } from './train-bpr-fold-in.ts';
import { PairSource } from './train-bpr-pairs.ts';
import { prunedEdges, takenGraph, type Vectors } from './train-graph-propagation.ts';
import { finalVectors, graphLoss, graphNetwork, type GraphNetwork } from './train-graph-step.ts';

export interface GraphOptions extends Omit<WeightedPastOptions, 'recency'> {
  /** Numbers in a vector. Default 64. */
  readonly width?: number;
  /** Steps over the graph of who took what. Default 2. */
  readonly layers?: number;
  /** Most alike items that an item is bound to in each modality. Default 10. */
  readonly neighbours?: number;
  /**
   * How much each graph counts: by pictures, by vectors of texts, and by words (TF-IDF, with categories, brand and
   * attributes). 0 leaves one out. Default 1 each.
   */
  readonly weights?: { readonly image?: number; readonly text?: number; readonly words?: number };
  /** Share of the edges of who took what that an epoch keeps, in (0, 1]. Default 0.5. */
  readonly kept?: number;
  /** Times that everything taken is compared with something not taken. Default 30, more in a small log. */
  readonly epochs?: number;
  /** Comparisons of one step, each of which goes over both graphs. Default 4,096. */
  readonly batch?: number;
  /** Of Adam. Default 0.01. */
  readonly learningRate?: number;
  /** Weight of the squared lengths of a comparison's vectors in the loss. Default 0.001. */
  readonly regularisation?: number;
  /** When asked: an item counts so much less for each later moment of the past; in (0, 1]. Default 0.7. */
  readonly recency?: number;
}

const NAME = 'graph';
const DEFAULTS = {
  width: 64,
  layers: 2,
  neighbours: 10,
  kept: 0.5,
  batch: 4096,
  learningRate: 0.01,
  regularisation: 1e-3,
  recency: 0.7,
};
const EPOCHS = 30;
const FEWEST_STEPS = 150;

/**
 * Two graphs (after FREEDOM; Zhou and Shen, 2023): light convolutions over who took what, of which each epoch sees a
 * denoised part, and one step over a frozen graph of items alike in picture, text or words, so that items nobody took get
 * the vectors of their like. Trained by BPR. Of the paper, the loss on projected raw features is left out. Shoppers
 * are folded in as by `bpr`. Modalities may be missing. Blocks its thread while it fits; throws `not-enough-data`
 * where nothing was taken.
 */
export function graph(content: ContentVectors, options: GraphOptions = {}): RecommenderKind {
  const settings = { ...DEFAULTS, ...options };
  const readPast = weightedPast(settings);
  return {
    name: NAME,
    async fit(dataset, context) {
      const itemCount = dataset.items.length;
      const taken = interactions(dataset, weightedPast({ ...options, recency: 1 }));
      requireInteractions(NAME, taken);
      const alike = await itemsAlike(content, dataset.items, settings);
      const network = graphNetwork(alike, settings.width, settings.layers);
      const { shoppers, items } = train(network, taken, itemCount, settings, context);
      const parts = {
        width: settings.width,
        attracts: items,
        bias: new Float32Array(itemCount),
        ...foldIn({ taken, width: settings.width, shoppers, items }),
      };
      return new MatrixFactorisation(NAME, parts, readPast);
    },
    load: (artifacts, { items }) => MatrixFactorisation.load(NAME, artifacts, items.length, readPast),
  };
}

type Settings = typeof DEFAULTS & GraphOptions;

async function itemsAlike(
  content: ContentVectors,
  items: readonly Item[],
  { weights = {}, neighbours }: Settings,
): Promise<SparseRows> {
  const graphs: WeightedGraph[] = [];
  for (const name of ['image', 'text'] as const) {
    const { [name]: weight = 1 } = weights;
    requireItems(NAME, content[name].present.length, items.length);
    if (weight > 0) graphs.push({ nearest: await nearestByContent(content[name], neighbours), weight });
  }
  const { words = 1 } = weights;
  if (words > 0) graphs.push({ nearest: nearestByWords(items, neighbours), weight: words });
  return similarityGraph(graphs, items.length);
}

/** @returns the final vectors, over the whole graph of who took what. */
function train(
  network: GraphNetwork,
  taken: SparseRows,
  itemCount: number,
  settings: Settings,
  { random, progress }: FitContext,
): Vectors {
  const source = new PairSource(taken, itemCount);
  const batch = Math.min(settings.batch, source.count);
  const stepsPerEpoch = Math.floor(source.count / batch);
  const epochs = settings.epochs ?? Math.max(EPOCHS, Math.ceil(FEWEST_STEPS / stepsPerEpoch));
  const { shoppers, items, step: learn } = learner(taken, itemCount, settings, random.fork('vectors'));
  const own = { shoppers: shoppers.data, items: items.data };
  const step = progress.start('Learning over the graph of items', epochs);
  const draws = random.fork('draws');
  for (let epoch = 0; epoch < epochs; epoch++) {
    const edges = takenGraph(prunedEdges(taken, itemCount, settings.kept, draws), itemCount);
    let lossSum = 0;
    for (const pairs of source.epoch(batch, draws)) {
      const { loss, gradients } = graphLoss(network, edges, own, pairs, settings.regularisation);
      learn(gradients);
      lossSum += loss;
    }
    step.advance();
    step.note(`loss ${(lossSum / stepsPerEpoch).toFixed(3)}`);
  }
  step.done();
  return finalVectors(network, takenGraph(taken, itemCount), own);
}

/** The own vectors, and Adam on all of them. */
function learner(
  taken: SparseRows,
  itemCount: number,
  { width, learningRate }: Settings,
  random: FitContext['random'],
) {
  const [shoppers, items] = [taken.starts.length - 1, itemCount].map((rows) =>
    EmbeddingTable.random({ rows, width }, 0.1, random),
  );
  const optimisers = [shoppers, items].map((table) => sparseAdam(table, { learningRate }));
  const rows = [shoppers, items].map((table) => Int32Array.from({ length: table.rows }, (_, row) => row));
  const step = (gradients: Vectors): void => {
    for (const [side, gradient] of [gradients.shoppers, gradients.items].entries()) {
      optimisers[side].accumulate(rows[side], gradient);
      optimisers[side].step();
    }
  };
  return { shoppers, items, step };
}
