import type { Pooling } from './sentence-folder.ts';

/**
 * One vector a text out of those of its pieces.
 * @param states `rows × length × width`
 * @param lengths pieces of each row; what stands behind them is padding
 * @returns `rows × width`, not normalised
 */
export function poolStates(
  states: Float32Array,
  lengths: readonly number[],
  length: number,
  width: number,
  pooling: Pooling,
): Float32Array {
  const result = new Float32Array(lengths.length * width);
  for (const [row, pieces] of lengths.entries()) {
    const out = result.subarray(row * width, (row + 1) * width);
    const piece = (at: number): Float32Array =>
      states.subarray((row * length + at) * width, (row * length + at + 1) * width);
    switch (pooling) {
      case 'cls':
        out.set(piece(0));
        break;
      case 'last':
        out.set(piece(pieces - 1));
        break;
      case 'mean':
        for (let at = 0; at < pieces; at++)
          for (const [i, value] of piece(at).entries()) out[i] += value / pieces;
        break;
      case 'max':
        out.fill(-Infinity);
        for (let at = 0; at < pieces; at++) {
          for (const [i, value] of piece(at).entries()) out[i] = Math.max(out[i], value);
        }
        break;
      default:
        pooling satisfies never;
    }
  }
  return result;
}
