import type { Box, ScreenPixels } from '../../../core/contracts/screen.ts';

/** Cells that a line of writing is seen in: its height always fills the rows, long lines are squeezed. */
const ROWS = 16;
const COLUMNS = 80;
/** Numbers that describe a line: its cells row by row, then its width over its height. */
export const LINE_GLYPH_SIZE = ROWS * COLUMNS + 1;
const ALONG = [0, 0.25, 0.5, 0.75, 1];

/** A line of writing as ink, 0 to 1, in LINE_GLYPH_SIZE numbers; light on dark is dark on light. */
export function putLineGlyph(pixels: ScreenPixels, box: Box, out: Float32Array): void {
  const [x, y, width, height] = box;
  const ground = groundOf(pixels, box);
  const columns = Math.min(COLUMNS, Math.max(1, Math.round((width * ROWS) / height)));
  let most = 1;
  out.fill(0);
  for (let row = 0; row < ROWS; row++) {
    const top = y + (row * height) / ROWS;
    for (let column = 0; column < columns; column++) {
      const left = x + (column * width) / columns;
      const ink = inkOf(pixels, ground, left, top, left + width / columns, top + height / ROWS);
      out[row * COLUMNS + column] = ink;
      if (ink > most) most = ink;
    }
  }
  for (let cell = 0; cell < ROWS * COLUMNS; cell++) out[cell] /= most;
  out[ROWS * COLUMNS] = Math.log(width / height);
}

/** Mean difference from the ground over an area whose edges may lie within pixels. */
function inkOf(
  { data, height, width }: ScreenPixels,
  ground: readonly number[],
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let ink = 0;
  let area = 0;
  for (let y = Math.floor(top); y < bottom && y < height; y++) {
    const tall = Math.min(y + 1, bottom) - Math.max(y, top);
    for (let x = Math.floor(left); x < right && x < width; x++) {
      const share = tall * (Math.min(x + 1, right) - Math.max(x, left));
      if (x < 0 || y < 0 || share <= 0) continue;
      const at = 3 * (y * width + x);
      ink +=
        share *
        (Math.abs(data[at] - ground[0]) +
          Math.abs(data[at + 1] - ground[1]) +
          Math.abs(data[at + 2] - ground[2]));
      area += share;
    }
  }
  return area > 0 ? ink / area : 0;
}

/** The colour around a line: the middle one, channel by channel, of points just outside its box. */
function groundOf({ data, height, width }: ScreenPixels, [x, y, wide, tall]: Box): number[] {
  const places = ALONG.flatMap((share) => [
    [x + share * (wide - 1), y - 1],
    [x + share * (wide - 1), y + tall],
    [x - 1, y + share * (tall - 1)],
    [x + wide, y + share * (tall - 1)],
  ]).map(([px, py]) => {
    const column = Math.max(0, Math.min(width - 1, Math.round(px)));
    return 3 * (Math.max(0, Math.min(height - 1, Math.round(py))) * width + column);
  });
  return [0, 1, 2].map((channel) => {
    const values = places.map((place) => data[place + channel]).sort((a, b) => a - b);
    return values[values.length >> 1];
  });
}
