import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import type { ContentVectors } from '../../models/content-vectors.ts';
import { interactions, requireInteractions } from '../../models/retrieval/interactions.ts';
import { MatrixFactorisation, type FactorisationParts } from '../../models/retrieval/matrix-factorisation.ts';
import { weightedPast } from '../../models/retrieval/weighted-past.ts';
import { foldIn } from './train-bpr-fold-in.ts';
import { trainPairwise, type PairwiseContent, type PairwiseResult } from './train-bpr-pairwise.ts';
import type { BprOptions } from './train-bpr.ts';

export interface VbprOptions extends BprOptions {
  /** Numbers that a shopper's taste in content has. Default 32. */
  readonly tasteWidth?: number;
}

const NAME = 'vbpr';
const RECENCY = 0.7;
const TASTE_WIDTH = 32;

/**
 * Visual Bayesian personalised ranking (He and McAuley, 2016), here over pictures and texts: BPR whose scores also
 * have a product of the shopper's taste with a learned projection of the item's content, and a part of the content
 * that pleases everybody. Items that nobody took are scored by their content and the mean bias. Shoppers are folded
 * in as by `bpr`. A missing modality is zeros. Blocks its thread while it fits; throws `not-enough-data` where
 * nothing was taken.
 */
export function vbpr(content: ContentVectors, options: VbprOptions = {}): RecommenderKind {
  const readPast = weightedPast({ recency: RECENCY, ...options });
  return {
    name: NAME,
    async fit(dataset, context) {
      const taken = interactions(dataset, weightedPast({ ...options, recency: 1 }));
      requireInteractions(NAME, taken);
      const described = joined(content, options.tasteWidth ?? TASTE_WIDTH);
      const result = await trainPairwise(taken, dataset.items.length, options, context, described);
      const { width, attracts, bias } = withContent(result, described);
      const learned = foldIn({ taken, width, shoppers: result.shoppers.data, items: attracts });
      return new MatrixFactorisation(NAME, { width, attracts, bias, ...learned }, readPast);
    },
    load: (artifacts, { items }) => MatrixFactorisation.load(NAME, artifacts, items.length, readPast),
  };
}

/** Pictures and texts side by side. */
function joined({ image, text }: ContentVectors, tasteWidth: number): PairwiseContent {
  const width = image.width + text.width;
  const count = image.present.length;
  const features = new Float32Array(count * width);
  for (let item = 0; item < count; item++) {
    const from = item * width;
    features.set(image.vectors.subarray(item * image.width, (item + 1) * image.width), from);
    features.set(text.vectors.subarray(item * text.width, (item + 1) * text.width), from + image.width);
  }
  return { width, features, tasteWidth };
}

/** Each item's own vector and, beside it, the projection of its content. */
function withContent(
  { items, bias, isTaken, parameters }: PairwiseResult,
  { width, features, tasteWidth }: PairwiseContent,
): Pick<FactorisationParts, 'width' | 'attracts' | 'bias'> {
  const [projection, appeal] = ['projection', 'appeal'].map((name) => parameters.get(name).data);
  const joinedWidth = items.width + tasteWidth;
  const attracts = new Float32Array(items.rows * joinedWidth);
  const bought = isTaken.reduce((count, one) => count + one, 0);
  const usual = bias.reduce((total, value) => total + value, 0) / Math.max(1, bought);
  const biases = bias.map((value, item) => (isTaken[item] ? value : usual));
  for (let item = 0; item < items.rows; item++) {
    const to = item * joinedWidth;
    attracts.set(items.data.subarray(item * items.width, (item + 1) * items.width), to);
    for (let i = 0; i < width; i++) {
      const feature = features[item * width + i];
      if (feature === 0) continue;
      biases[item] += feature * appeal[i];
      for (let j = 0; j < tasteWidth; j++) {
        attracts[to + items.width + j] += feature * projection[i * tasteWidth + j];
      }
    }
  }
  return { width: joinedWidth, attracts, bias: biases };
}
