import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import type { Region } from './sample-region.ts';

/** Side of a tile in pixels. */
export const TILE = 16;
/** A pixel is another one where a channel differs by more; compression of a stream differs by less. */
const PIXEL_DIFFERENCE = 28;
/** A tile is another one from this many such pixels on. */
const CHANGED_PIXELS = 4;

/** Colours change as `factor * before + offset`, by channel: a page that is dimmed behind a dialogue. */
export interface Tint {
  readonly factor: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
}

export const SAME_TINT: Tint = { factor: [1, 1, 1], offset: [0, 0, 0] };

/** A way in which content of one frame comes back in the next: moved down by `shift` pixels, in other colours. */
export interface Way {
  readonly shift: number;
  readonly tint: Tint;
}

/** One flag a tile, row by row. */
export interface TileMap {
  readonly columns: number;
  readonly rows: number;
  readonly flags: Uint8Array;
}

/** Flags the tiles of `after` that hold what `before` holds, when it came that way. Frames have the same size. */
export function tilesThatCame(before: ScreenPixels, after: ScreenPixels, { shift, tint }: Way): TileMap {
  const { width, height } = after;
  const columns = Math.ceil(width / TILE);
  const rows = Math.ceil(height / TILE);
  const flags = new Uint8Array(columns * rows);
  const expected = [0, 1, 2].map((channel) =>
    Float32Array.from({ length: 256 }, (_, value) => value * tint.factor[channel] + tint.offset[channel]),
  );
  for (let row = 0; row < rows; row++) {
    const top = row * TILE;
    const bottom = Math.min(height, top + TILE);
    if (top - shift < 0 || bottom - shift > height) continue;
    if (tint === SAME_TINT && isSame(before, after, top, bottom, shift)) {
      flags.fill(1, row * columns, (row + 1) * columns);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      const right = Math.min(width, (column + 1) * TILE);
      let different = 0;
      for (let y = top; y < bottom && different < CHANGED_PIXELS; y++) {
        const end = 3 * (y * width + right);
        const back = 3 * shift * width;
        for (let at = 3 * (y * width + column * TILE); at < end; at += 3) {
          if (
            Math.abs(after.data[at] - expected[0][before.data[at - back]]) > PIXEL_DIFFERENCE ||
            Math.abs(after.data[at + 1] - expected[1][before.data[at + 1 - back]]) > PIXEL_DIFFERENCE ||
            Math.abs(after.data[at + 2] - expected[2][before.data[at + 2 - back]]) > PIXEL_DIFFERENCE
          ) {
            different++;
          }
        }
      }
      if (different < CHANGED_PIXELS) flags[row * columns + column] = 1;
    }
  }
  return { columns, rows, flags };
}

/** True where whole rows are the same to the last bit, which is told much faster. */
function isSame(
  before: ScreenPixels,
  after: ScreenPixels,
  top: number,
  bottom: number,
  shift: number,
): boolean {
  const row = 3 * after.width;
  const old = before.data.subarray((top - shift) * row, (bottom - shift) * row);
  return Buffer.compare(old, after.data.subarray(top * row, bottom * row)) === 0;
}

/** True where all tiles that a region touches are flagged. */
export function coversAll({ columns, rows, flags }: TileMap, { x, y, width, height }: Region): boolean {
  const right = Math.min(columns, Math.ceil((x + width) / TILE));
  const bottom = Math.min(rows, Math.ceil((y + height) / TILE));
  for (let row = Math.max(0, Math.floor(y / TILE)); row < bottom; row++) {
    for (let column = Math.max(0, Math.floor(x / TILE)); column < right; column++) {
      if (flags[row * columns + column] === 0) return false;
    }
  }
  return true;
}
