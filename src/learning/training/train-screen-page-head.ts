import { PAGE_TYPES } from '../../core/contracts/screen.ts';
import { headScores, type SoftmaxHead } from '../../perception/screens/page/softmax-head.ts';
import { trainSoftmax } from './train-softmax.ts';

export interface HeadExample {
  readonly family: string;
  /** Position in PAGE_TYPES. */
  readonly label: number;
  readonly features: Float32Array;
  /** Scores from before learning, one a page type. */
  readonly offsets: Float64Array;
}

export interface FeatureScaling {
  /** So many features, from the first on, are brought to a mean of 0 and a spread of 1. */
  readonly standardised: number;
  /** What the others are multiplied by. */
  readonly scale: number;
}

const INNER_FOLDS = 5;
/** A feature that hardly varies is not blown up to one that does. */
const LEAST_SPREAD = 0.05;
const TEMPERATURES = Array.from({ length: 25 }, (_, i) => 0.5 * 1.08 ** i);

/**
 * The head whose `l2` told held-out families best, by their mean −log probability, fitted on all examples; its
 * temperature is the one that fits those held-out families.
 */
export function chooseHead(
  examples: readonly HeadExample[],
  candidates: readonly number[],
  scaling: FeatureScaling,
): { head: SoftmaxHead; l2: number } {
  const folds = familyFolds(examples.map(({ family }) => family));
  const weights = familyWeights(examples);
  let best = { l2: candidates[0], loss: Infinity, temperature: 1 };
  if (folds.length > 1) {
    for (const l2 of candidates) {
      const outer = heldOutScores(examples, folds, l2, scaling);
      for (const temperature of TEMPERATURES) {
        const loss = meanLoss(outer, examples, weights, temperature);
        if (loss < best.loss) best = { l2, loss, temperature };
      }
    }
  }
  const head = fitHead(examples, best.l2, scaling);
  return { head: { ...head, temperature: best.temperature }, l2: best.l2 };
}

/** Fits on all examples, those of large families counting less each; temperature 1. */
export function fitHead(examples: readonly HeadExample[], l2: number, scaling: FeatureScaling): SoftmaxHead {
  const width = examples[0].features.length;
  const { scale, shift } = scaled(examples, width, scaling);
  const rows = new Float32Array(examples.length * width);
  const classes = PAGE_TYPES.length;
  const offsets = new Float64Array(examples.length * classes);
  for (const [i, example] of examples.entries()) {
    for (let j = 0; j < width; j++) rows[i * width + j] = (example.features[j] - shift[j]) * scale[j];
    offsets.set(example.offsets, i * classes);
  }
  const { bias, offsetScale, weights } = trainSoftmax(
    {
      rows,
      width,
      offsets,
      classes,
      labels: Int32Array.from(examples, ({ label }) => label),
      weights: familyWeights(examples),
    },
    l2,
  );
  return {
    shift,
    scale,
    weights: Array.from({ length: classes }, (_, k) =>
      Array.from(weights.subarray(k * width, (k + 1) * width), rounded),
    ),
    bias: Array.from(bias, rounded),
    offsetScale: rounded(offsetScale),
    temperature: 1,
  };
}

/** Families in groups of about as many screens each, the largest placed first; each gives the examples it holds. */
export function familyFolds(families: readonly string[]): number[][] {
  const members = Map.groupBy(families.keys(), (i) => families[i]);
  const bySize = [...members].sort(
    ([a, ones], [b, others]) => others.length - ones.length || (a < b ? -1 : 1),
  );
  const folds: number[][] = Array.from({ length: Math.min(INNER_FOLDS, bySize.length) }, () => []);
  for (const [, own] of bySize) {
    const smallest = folds.reduce((least, fold) => (fold.length < least.length ? fold : least));
    smallest.push(...own);
  }
  return folds;
}

function heldOutScores(
  examples: readonly HeadExample[],
  folds: readonly (readonly number[])[],
  l2: number,
  scaling: FeatureScaling,
): Float64Array[] {
  const scores: Float64Array[] = [];
  for (const fold of folds) {
    const out = new Set(fold);
    const head = fitHead(
      examples.filter((_, i) => !out.has(i)),
      l2,
      scaling,
    );
    for (const i of fold) scores[i] = headScores(head, examples[i].features, examples[i].offsets);
  }
  return scores;
}

function meanLoss(
  scores: readonly Float64Array[],
  examples: readonly HeadExample[],
  weights: Float64Array,
  temperature: number,
): number {
  let loss = 0;
  let total = 0;
  for (const [i, own] of scores.entries()) {
    const most = Math.max(...own);
    const sum = own.reduce((all, score) => all + Math.exp((score - most) / temperature), 0);
    loss += weights[i] * (Math.log(sum) - (own[examples[i].label] - most) / temperature);
    total += weights[i];
  }
  return loss / total;
}

/** Screens of one family are much alike: the tenth tells less than the first. */
function familyWeights(examples: readonly { readonly family: string }[]): Float64Array {
  const sizes = new Map<string, number>();
  for (const { family } of examples) sizes.set(family, (sizes.get(family) ?? 0) + 1);
  return Float64Array.from(examples, ({ family }) => (sizes.get(family) ?? 1) ** -0.5);
}

function scaled(
  examples: readonly HeadExample[],
  width: number,
  { scale: rest, standardised }: FeatureScaling,
): { shift: number[]; scale: number[] } {
  const shift = Array.from({ length: width }, () => 0);
  const squares = Array.from({ length: width }, () => 0);
  for (const { features } of examples) {
    for (let j = 0; j < width; j++) {
      shift[j] += features[j] / examples.length;
      squares[j] += features[j] ** 2 / examples.length;
    }
  }
  const scale = squares.map(
    (square, j) => 1 / Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, square - shift[j] ** 2))),
  );
  return {
    shift: shift.map((value, j) => (j < standardised ? rounded(value) : 0)),
    scale: scale.map((value, j) => (j < standardised ? rounded(value) : rest)),
  };
}

/** Five figures are more than a few hundred screens can tell. */
const rounded = (value: number): number => Number(value.toPrecision(5));
