import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { FitContext, Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import type { Random } from '../../core/random.ts';
import { gramOf, solveImplicit, type Factors } from './als-solve.ts';
import { interactions, transposed, type SparseRows } from './interactions.ts';
import { popularityShare } from './popularity-share.ts';
import { requireItems } from './read-scores.ts';
import { addVectorScores } from './vector-scores.ts';
import { weightedPast, type ReadPast, type WeightedPastOptions } from './weighted-past.ts';

export interface AlsOptions extends Omit<WeightedPastOptions, 'recency'> {
  /** Numbers in a vector. Default 64. */
  readonly width?: number;
  /** How much surer one unit of interest is than none: confidence is 1 + this · weight. Default 40. */
  readonly confidence?: number;
  /** Added to the diagonal (λ of the paper), above 0. Default 10. */
  readonly regularisation?: number;
  /** Times that both sides are solved. Default 12. */
  readonly rounds?: number;
  /** Conjugate gradient steps of one solution; more of them come nearer to the exact one. Default 3. */
  readonly steps?: number;
  /** When asked: an item counts so much less for each later moment of the past; in (0, 1]. Default 0.7. */
  readonly recency?: number;
}

const NAME = 'als';
/** A shopper who asks is solved for to the end: it costs little. */
const STEPS_WHEN_ASKED = 12;
const DEFAULTS = { width: 64, confidence: 40, regularisation: 10, rounds: 12, steps: 3, recency: 0.7 };

type Settings = Required<Pick<AlsOptions, keyof typeof DEFAULTS>>;

/**
 * Matrix factorisation for implicit feedback by alternating least squares (Hu, Koren and Volinsky, 2008), each row
 * solved by a few steps of the conjugate gradient (Takács, Pilászy and Tikk, 2011). Vectors of shoppers are not
 * kept: whoever asks, known or not, is solved for from their past. Blocks its thread while it fits.
 */
export function als(options: AlsOptions = {}): RecommenderKind {
  const settings = { ...DEFAULTS, ...options };
  const readPast = weightedPast(settings);
  return {
    name: NAME,
    async fit(dataset, context) {
      const taken = interactions(dataset, weightedPast({ ...settings, recency: 1 }));
      return alsFrom(
        learn(dataset, taken, settings, context),
        popularityShare(dataset, options.interest),
        readPast,
        settings,
      );
    },
    async load(artifacts, { items }) {
      const { vectors, popularity } = await artifacts.readArrays(NAME);
      requireItems(NAME, popularity?.length ?? 0, items.length);
      const width = items.length === 0 ? settings.width : vectors.length / items.length;
      return alsFrom(
        { width, data: Float32Array.from(vectors) },
        Float32Array.from(popularity),
        readPast,
        settings,
      );
    },
  };
}

/** @returns the items' vectors; zero for items that nobody took. */
function learn(
  { items }: Pick<Dataset, 'items'>,
  taken: SparseRows,
  settings: Settings,
  { random, progress }: FitContext,
): Factors {
  const { width, rounds } = settings;
  const takers = transposed(taken, items.length);
  const itemFactors = randomFactors(takers, width, random);
  const shopperFactors = { width, data: new Float32Array((taken.starts.length - 1) * width) };
  const step = progress.start('Factorising who took what', rounds);
  for (let round = 0; round < rounds; round++) {
    solveSide(taken, itemFactors, shopperFactors, settings);
    solveSide(takers, shopperFactors, itemFactors, settings);
    step.advance();
  }
  step.done();
  return itemFactors;
}

function randomFactors({ starts }: SparseRows, width: number, random: Random): Factors {
  const data = new Float32Array((starts.length - 1) * width);
  for (let row = 0; row + 1 < starts.length; row++) {
    if (starts[row] === starts[row + 1]) continue;
    for (let j = 0; j < width; j++) data[row * width + j] = random.normal() / width;
  }
  return { width, data };
}

/** Solves every row of `solved`, starting from what it holds. */
function solveSide(rows: SparseRows, others: Factors, solved: Factors, settings: Settings): void {
  const { width } = solved;
  const gram = gramOf(others, settings.regularisation);
  for (let row = 0; row + 1 < rows.starts.length; row++) {
    const [start, end] = [rows.starts[row], rows.starts[row + 1]];
    const vector = solved.data.subarray(row * width, (row + 1) * width);
    const entries = {
      columns: rows.columns.subarray(start, end),
      weights: rows.weights.subarray(start, end),
    };
    solveImplicit(gram, others, entries, settings.confidence, settings.steps, vector);
  }
}

function alsFrom(
  factors: Factors,
  popularity: Float32Array,
  readPast: ReadPast,
  { confidence, regularisation }: Settings,
): Recommender {
  const { width, data } = factors;
  const gram = gramOf(factors, regularisation);
  const scoreOne = ({ history, now }: Query): Float32Array => {
    const past = readPast(history, now);
    const entries = {
      columns: Int32Array.from(past, ({ item }) => item),
      weights: Float32Array.from(past, ({ weight }) => weight),
    };
    const shopper = new Float32Array(width);
    solveImplicit(gram, factors, entries, confidence, STEPS_WHEN_ASKED, shopper);
    const scores = popularity.slice();
    addVectorScores(shopper, data, scores);
    return scores;
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { vectors: data, popularity }),
  };
}
