import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { FitContext, Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import { topIndices } from '../../core/maths.ts';
import { diagonalTiles, invertNegated, tileAt, transposedTile, type SymmetricTiles } from './ease-inverse.ts';
import { interactions, type SparseRows } from './interactions.ts';
import { popularityShare } from './popularity-share.ts';
import { requireItems } from './read-scores.ts';
import { weightedPast, type WeightedPastOptions } from './weighted-past.ts';

export interface EaseOptions extends Omit<WeightedPastOptions, 'recency'> {
  /** Added to the diagonal of the Gram matrix (λ of the paper), above 0: more trusts rare pairs less. Default 100. */
  readonly ridge?: number;
  /** Weights kept an item, the strongest by magnitude. Default 200. */
  readonly neighbours?: number;
  /**
   * Items that take part, the ones that most took an interest in; the others get no more than their share of
   * popularity. Memory grows with the square (12,000 items: 0.5 GB), time with the cube. Default 12,000.
   */
  readonly mostItems?: number;
  /** When asked: an item counts so much less for each later moment of the past; in (0, 1]. Default 0.6. */
  readonly recency?: number;
  /** Threads that share one product. Default 2. */
  readonly threads?: number;
}

const NAME = 'ease';

/**
 * EASE, "embarrassingly shallow autoencoders" (Steck, 2019): each item's score is a linear function of the others a
 * shopper took, by ridge regression without self-weights, in closed form. With P = (XᵀX + λI)⁻¹ the weight from item
 * i to item j is −P_ij / P_jj. Blocks its thread while it fits.
 */
export function ease(options: EaseOptions = {}): RecommenderKind {
  const { recency = 0.6, ...ofTraining } = options;
  const readPast = weightedPast({ ...ofTraining, recency });
  return {
    name: NAME,
    async fit(dataset, context) {
      return easeFrom(
        await learn(dataset, ofTraining, context),
        popularityShare(dataset, options.interest),
        readPast,
      );
    },
    async load(artifacts, { items }) {
      const { starts, columns, weights, popularity } = await artifacts.readArrays(NAME);
      requireItems(NAME, popularity?.length ?? 0, items.length);
      const rows = {
        starts: Int32Array.from(starts),
        columns: Int32Array.from(columns),
        weights: Float32Array.from(weights),
      };
      return easeFrom(rows, Float32Array.from(popularity), readPast);
    },
  };
}

async function learn(
  dataset: Dataset,
  options: EaseOptions,
  { progress }: Pick<FitContext, 'progress'>,
): Promise<SparseRows> {
  const { ridge = 100, neighbours = 200, mostItems = 12_000, threads = 2 } = options;
  if (!(ridge > 0)) {
    throw new DaogouError('invalid-input', 'The ridge of EASE must be above 0', {
      received: ridge,
      remedy: 'Give a number such as 100.',
    });
  }
  const taken = interactions(dataset, weightedPast(options));
  const chosen = mostTaken(taken, dataset.items.length, mostItems);
  if (chosen.length === 0) return emptyRows(dataset.items.length);
  const matrix = diagonalTiles(chosen.length, ridge);
  addGram(matrix, taken, placesOf(chosen, dataset.items.length));
  const step = progress.start('Relating items to each other', 2 * matrix.count);
  await invertNegated(matrix, threads, step);
  const weights = strongestWeights(matrix, chosen, { neighbours, itemCount: dataset.items.length, step });
  step.done();
  return weights;
}

function emptyRows(itemCount: number): SparseRows {
  return { starts: new Int32Array(itemCount + 1), columns: new Int32Array(), weights: new Float32Array() };
}

/** The items with the most interest, in ascending order; items nobody took are left out. */
function mostTaken({ columns, weights }: SparseRows, itemCount: number, limit: number): number[] {
  const interest = new Float64Array(itemCount);
  for (let entry = 0; entry < columns.length; entry++) interest[columns[entry]] += weights[entry];
  return topIndices(interest, limit)
    .filter((item) => interest[item] > 0)
    .sort((a, b) => a - b);
}

/** Position of each item in `chosen`, or -1. */
function placesOf(chosen: readonly number[], itemCount: number): Int32Array {
  const places = new Int32Array(itemCount).fill(-1);
  for (const [place, item] of chosen.entries()) places[item] = place;
  return places;
}

/** Adds XᵀX, lower half, one shopper after another. */
function addGram({ tiles, side }: SymmetricTiles, taken: SparseRows, places: Int32Array): void {
  for (let shopper = 0; shopper + 1 < taken.starts.length; shopper++) {
    const [start, end] = [taken.starts[shopper], taken.starts[shopper + 1]];
    for (let a = start; a < end; a++) {
      const row = places[taken.columns[a]];
      for (let b = start; b < end; b++) {
        const column = places[taken.columns[b]];
        if (row < column || column < 0) continue;
        const [i, j] = [Math.floor(row / side), Math.floor(column / side)];
        tiles[tileAt(i, j)][(row - i * side) * side + column - j * side] +=
          taken.weights[a] * taken.weights[b];
      }
    }
  }
}

interface WeightsOptions {
  readonly neighbours: number;
  readonly itemCount: number;
  readonly step: { advance(): void };
}

/** −P_ij / P_jj of the strongest j of every i, from tiles that hold −P. */
function strongestWeights(
  matrix: SymmetricTiles,
  chosen: readonly number[],
  { neighbours, itemCount, step }: WeightsOptions,
): SparseRows {
  const { rows, side, count, tiles } = matrix;
  const precision = Float32Array.from({ length: rows }, (_, row) => {
    const i = Math.floor(row / side);
    return -tiles[tileAt(i, i)][(row - i * side) * (side + 1)];
  });
  const starts = new Int32Array(itemCount + 1);
  const columns: number[] = [];
  const weights: number[] = [];
  const row = new Float32Array(rows);
  for (let i = 0; i < count; i++) {
    const across = Array.from({ length: count }, (_, j) =>
      j <= i ? tiles[tileAt(i, j)] : transposedTile(tiles[tileAt(j, i)], side),
    );
    for (let from = i * side; from < Math.min(rows, (i + 1) * side); from++) {
      for (let to = 0; to < rows; to++) {
        const j = Math.floor(to / side);
        row[to] = to === from ? 0 : across[j][(from - i * side) * side + to - j * side] / precision[to];
      }
      for (const to of topIndices(row.map(Math.abs), neighbours)) {
        if (row[to] === 0) continue;
        columns.push(chosen[to]);
        weights.push(row[to]);
      }
      starts[chosen[from] + 1] = columns.length;
    }
    step.advance();
  }
  for (let item = 0; item < itemCount; item++) starts[item + 1] = Math.max(starts[item], starts[item + 1]);
  return { starts, columns: Int32Array.from(columns), weights: Float32Array.from(weights) };
}

function easeFrom(
  relations: SparseRows,
  popularity: Float32Array,
  readPast: ReturnType<typeof weightedPast>,
): Recommender {
  const scoreOne = ({ history, now }: Query): Float32Array => {
    const result = popularity.slice();
    for (const { item, weight } of readPast(history, now)) {
      for (let entry = relations.starts[item]; entry < relations.starts[item + 1]; entry++) {
        result[relations.columns[entry]] += weight * relations.weights[entry];
      }
    }
    return result;
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { ...relations, popularity }),
  };
}
