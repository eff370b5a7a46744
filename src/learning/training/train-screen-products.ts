import {
  evidenceFeatures,
  type ProductEvidence,
  type ProductWeights,
  rankOf,
  trustFeatures,
  trustIn,
} from '../../perception/screens/products/product-score.ts';

/** What spoke for which item where one product was shown. */
export interface ProductSample {
  readonly candidates: readonly ProductEvidence[];
  /** Place among the candidates of the item that is shown; -1 where it is none of them. */
  readonly right: number;
}

const STEPS = 1_500;
const RATE = 0.5;
/** Weight decay: features that never decide stay near nothing. */
const DECAY = 2e-4;
const FEATURES = 5;

/**
 * Weighs evidence by what was right: among candidates by maximum likelihood of the right one (conditional logit,
 * McFadden, 1974), and then the trust in the best by logistic regression, over products of the catalogue and others.
 */
export function trainScreenProducts(samples: readonly ProductSample[]): ProductWeights {
  const rank = ascend(FEATURES, (weights, gradient) => {
    const known = samples.filter(({ right }) => right >= 0);
    for (const sample of known) addRankGradient(sample, weights, gradient, 1 / known.length);
  });
  const weights: ProductWeights = { rank, trust: [] };
  const best = samples.flatMap((sample) => bestOf(sample, weights) ?? []);
  const trust = ascend(FEATURES + 2, (weights, gradient) => {
    for (const { features, isRight } of best) {
      const probability = 1 / (1 + Math.exp(-dot(features, weights)));
      const error = (Number(isRight) - probability) / best.length;
      for (const [i, feature] of features.entries()) gradient[i] += error * feature;
    }
  });
  return { rank, trust };
}

/** The best candidate of a sample by these weights, whether it is right, and the trust in it; undefined without one. */
export function judgeSample(
  sample: ProductSample,
  weights: ProductWeights,
): { readonly isRight: boolean; readonly trust: number } | undefined {
  const best = bestOf(sample, weights);
  return best && { isRight: best.isRight, trust: trustIn(best.evidence, best.lead, weights) };
}

function bestOf({ candidates, right }: ProductSample, weights: ProductWeights) {
  const ranks = candidates.map((candidate) => rankOf(candidate, weights));
  const place = ranks.indexOf(Math.max(...ranks));
  if (place < 0) return undefined;
  const next = Math.max(0, ...ranks.filter((_, i) => i !== place));
  const lead = ranks[place] - next;
  const evidence = candidates[place];
  return { evidence, lead, features: trustFeatures(evidence, lead), isRight: place === right };
}

function addRankGradient(
  { candidates, right }: ProductSample,
  weights: readonly number[],
  gradient: number[],
  share: number,
): void {
  const rows = candidates.map(evidenceFeatures);
  const scores = rows.map((row) => dot(row, weights));
  const most = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - most));
  const total = odds.reduce((sum, one) => sum + one, 0);
  for (const [i, row] of rows.entries()) {
    const error = share * (Number(i === right) - odds[i] / total);
    for (const [feature, value] of row.entries()) gradient[feature] += error * value;
  }
}

/** Climbs by Adam (Kingma and Ba, 2015) over all samples at once. */
function ascend(
  count: number,
  addGradient: (weights: readonly number[], gradient: number[]) => void,
): number[] {
  const weights = Array.from({ length: count }, () => 0);
  const mean = [...weights];
  const square = [...weights];
  for (let step = 1; step <= STEPS; step++) {
    const gradient = weights.map((weight) => -DECAY * weight);
    addGradient(weights, gradient);
    for (let i = 0; i < count; i++) {
      mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
      square[i] = 0.999 * square[i] + 0.001 * gradient[i] ** 2;
      const size = Math.sqrt(square[i] / (1 - 0.999 ** step)) + 1e-8;
      weights[i] += (RATE * (1 - step / (STEPS + 1)) * (mean[i] / (1 - 0.9 ** step))) / size;
    }
  }
  return weights;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);
