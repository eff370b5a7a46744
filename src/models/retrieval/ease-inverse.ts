import { DaogouError } from '../../core/errors.ts';
import type { ProgressStep } from '../../core/progress.ts';
import { Graph } from '../../tensor/graph.ts';
import { createSession, type Session } from '../../tensor/session.ts';

/**
 * The lower half of a symmetric matrix in square tiles: tile (i, j), i ≥ j, is `tiles[i (i + 1) / 2 + j]`, row-major.
 * A matrix of 12,000 rows takes 310 MB so, and no tile needs to be copied to be multiplied.
 */
export interface SymmetricTiles {
  /** Rows of the matrix that mean something; the tiles may reach beyond. */
  readonly rows: number;
  /** Rows, and columns, of a tile. */
  readonly side: number;
  /** Rows of tiles. */
  readonly count: number;
  readonly tiles: Float32Array[];
}

/** A matrix with `diagonal` on its diagonal, and also on the rows that only fill up the last tiles. */
export function diagonalTiles(rows: number, diagonal: number, largestSide = 512): SymmetricTiles {
  const side = Math.max(1, Math.min(largestSide, rows));
  const count = Math.ceil(rows / side);
  const tiles = Array.from({ length: (count * (count + 1)) / 2 }, () => new Float32Array(side * side));
  for (let i = 0; i < count; i++) {
    const tile = tiles[tileAt(i, i)];
    for (let row = 0; row < side; row++) tile[row * side + row] = diagonal;
  }
  return { rows, side, count, tiles };
}

export function tileAt(i: number, j: number): number {
  return (i * (i + 1)) / 2 + j;
}

/** Tiles up to this side are inverted here, in 64 bits; larger ones are cut into tiles of this side. */
const SMALL_SIDE = 128;

/**
 * Replaces a symmetric positive definite matrix by minus its inverse, in place. Sweeping (Beaton, 1964) one block
 * after another keeps it symmetric, so half of a Gauss-Jordan elimination is enough: rows³ floating-point operations,
 * nearly all of them products of tiles, which ONNX Runtime computes in 32 bits.
 *
 * @param threads that share one product.
 * @param step advances by 1 for every row of tiles.
 * @throws invalid-input for a matrix that is not positive definite.
 */
export async function invertNegated(
  matrix: SymmetricTiles,
  threads: number,
  step?: ProgressStep,
): Promise<void> {
  const large = matrix.count > 1 ? await openProduct(matrix.side, threads) : undefined;
  const small = matrix.side > SMALL_SIDE ? await openProduct(SMALL_SIDE, 1) : undefined;
  const invertTile: InvertTile = async (tile, side) => {
    if (side <= SMALL_SIDE) return negatedInverse(tile, side);
    const parts = cutTile(tile, side);
    await sweep(parts, small, async (part) => negatedInverse(part, SMALL_SIDE));
    return joinTiles(parts);
  };
  try {
    await sweep(matrix, large, invertTile, step);
  } finally {
    await large?.release();
    await small?.release();
  }
}

/** Gives minus the inverse of one tile. */
type InvertTile = (tile: Float32Array, side: number) => Promise<Float32Array>;

async function sweep(
  matrix: SymmetricTiles,
  product: Session | undefined,
  invertTile: InvertTile,
  step?: ProgressStep,
): Promise<void> {
  for (let pivot = 0; pivot < matrix.count; pivot++) {
    const inverse = await invertTile(matrix.tiles[tileAt(pivot, pivot)], matrix.side);
    if (product) await sweepOthers(matrix, pivot, inverse, product);
    matrix.tiles[tileAt(pivot, pivot)] = inverse;
    step?.advance();
  }
}

/** A tile as a matrix of small tiles; rows that only fill up have 1 on the diagonal. */
function cutTile(tile: Float32Array, side: number): SymmetricTiles {
  const parts = diagonalTiles(side, 1, SMALL_SIDE);
  for (let row = 0; row < side; row++) {
    const i = Math.floor(row / SMALL_SIDE);
    for (let column = 0; column < Math.min(side, (i + 1) * SMALL_SIDE); column++) {
      const j = Math.floor(column / SMALL_SIDE);
      const at = (row - i * SMALL_SIDE) * SMALL_SIDE + column - j * SMALL_SIDE;
      parts.tiles[tileAt(i, j)][at] = tile[row * side + column];
    }
  }
  return parts;
}

function joinTiles({ rows, side, tiles }: SymmetricTiles): Float32Array {
  const tile = new Float32Array(rows * rows);
  for (let row = 0; row < rows; row++) {
    const i = Math.floor(row / side);
    for (let column = 0; column <= row; column++) {
      const j = Math.floor(column / side);
      const value = tiles[tileAt(i, j)][(row - i * side) * side + column - j * side];
      tile[row * rows + column] = tile[column * rows + row] = value;
    }
  }
  return tile;
}

/** c − a · bᵀ of tiles: the one product that sweeping needs. */
function openProduct(side: number, threads: number): Promise<Session> {
  const graph = new Graph();
  const inputs = ['a', 'b', 'c'].map((name) => graph.input(name, [side, side]));
  const attributes = { alpha: { float: -1 }, transB: 1 };
  graph.output('out', graph.emit('Gemm', inputs, [side, side], { attributes }));
  return createSession(graph.toOnnx(), { threads });
}

/** A_ij −= A_ik · D · A_kj, then A_ik = A_ik · D, where `inverse` is −D: minus the inverse of the pivot's tile. */
async function sweepOthers(
  { tiles, side, count }: SymmetricTiles,
  pivot: number,
  inverse: Float32Array,
  product: Session,
): Promise<void> {
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== pivot);
  const zero = new Float32Array(side * side);
  const panel: Float32Array[] = [];
  const scaled: Float32Array[] = [];
  for (const i of others) {
    panel[i] = i > pivot ? tiles[tileAt(i, pivot)] : transposedTile(tiles[tileAt(pivot, i)], side);
    scaled[i] = new Float32Array(side * side);
    await product.run({ a: panel[i], b: inverse, c: zero }, { out: scaled[i] });
  }
  let spare: Float32Array = new Float32Array(side * side);
  for (const i of others) {
    for (const j of others) {
      if (j > i) break;
      const at = tileAt(i, j);
      await product.run({ a: scaled[i], b: panel[j], c: tiles[at] }, { out: spare });
      [tiles[at], spare] = [spare, tiles[at]];
    }
  }
  for (const i of others) {
    if (i > pivot) tiles[tileAt(i, pivot)] = scaled[i];
    else tiles[tileAt(pivot, i)] = transposedTile(scaled[i], side);
  }
}

export function transposedTile(tile: Float32Array, side: number): Float32Array {
  const result = new Float32Array(tile.length);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) result[column * side + row] = tile[row * side + column];
  }
  return result;
}

/** Minus the inverse of one positive definite tile, by sweeping its lower half in 64 bits. */
function negatedInverse(tile: Float32Array, side: number): Float32Array {
  const swept = Float64Array.from(tile);
  const column = new Float64Array(side);
  for (let pivot = 0; pivot < side; pivot++) {
    const value = swept[pivot * side + pivot];
    if (!(value > 0)) throw notPositiveDefinite(value);
    for (let i = 0; i < side; i++) {
      column[i] = i >= pivot ? swept[i * side + pivot] : swept[pivot * side + i];
    }
    for (let i = 0; i < side; i++) {
      if (i !== pivot && column[i] !== 0) subtractRow(swept, i * side, column, column[i] / value, i + 1);
    }
    for (let i = 0; i < side; i++) {
      swept[i >= pivot ? i * side + pivot : pivot * side + i] = column[i] / value;
    }
    swept[pivot * side + pivot] = -1 / value;
  }
  const result = new Float32Array(tile.length);
  for (let i = 0; i < side; i++) {
    for (let j = 0; j <= i; j++) result[i * side + j] = result[j * side + i] = swept[i * side + j];
  }
  return result;
}

/** The inner loop, a function of its own: so it is compiled well. */
function subtractRow(
  matrix: Float64Array,
  from: number,
  column: Float64Array,
  factor: number,
  count: number,
): void {
  for (let j = 0; j < count; j++) matrix[from + j] -= factor * column[j];
}

function notPositiveDefinite(pivot: number): DaogouError {
  return new DaogouError('invalid-input', `The matrix is not positive definite: a pivot is ${pivot}`, {
    received: pivot,
    remedy: 'Give a larger ridge, such as 100.',
  });
}
