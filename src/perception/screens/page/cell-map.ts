import type { ScreenPixels } from '../../../core/contracts/screen.ts';

/** Pixels on a side of a cell: fine enough to tell lines of small print apart. */
export const CELL = 4;
/** Taller screens than these many widths were captured at full length: the first view of them tells what page it is. */
const VIEW = { computer: 0.8, phone: 2.3 } as const;
/** Narrower screens are phones. */
const PHONE_WIDTH = 600;

/** The first view of a screen, in cells of 4 × 4 pixels; every array is row-major, `(rows, columns)`. */
export interface CellMap {
  readonly columns: number;
  readonly rows: number;
  readonly isPhone: boolean;
  /** Mean brightness, 0 to 255. */
  readonly mean: Uint8Array;
  /** Brightest less darkest pixel, 0 to 255. */
  readonly contrast: Uint8Array;
  /** Of the mean colour: the largest channel less the smallest, 0 to 255. */
  readonly saturation: Uint8Array;
  /** Mean colour, 4 bits a channel: `rrrrggggbbbb`. */
  readonly colour: Uint16Array;
}

/** Pixels at the right and lower edge that fill no cell are left out; a screen smaller than a cell has none. */
export function cellMap({ data, height, width }: ScreenPixels): CellMap {
  const isPhone = width < PHONE_WIDTH && height > width;
  const viewHeight = Math.min(height, Math.round(width * (isPhone ? VIEW.phone : VIEW.computer)));
  const columns = Math.floor(width / CELL);
  const rows = Math.floor(viewHeight / CELL);
  const count = columns * rows;
  const mean = new Uint8Array(count);
  const contrast = new Uint8Array(count);
  const saturation = new Uint8Array(count);
  const colour = new Uint16Array(count);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let darkest = 65_535;
      let brightest = 0;
      for (let y = 0; y < CELL; y++) {
        let at = 3 * ((row * CELL + y) * width + column * CELL);
        for (let x = 0; x < CELL; x++, at += 3) {
          const r = data[at];
          const g = data[at + 1];
          const b = data[at + 2];
          red += r;
          green += g;
          blue += b;
          // Rec. 601 luma, times 256.
          const luma = 77 * r + 150 * g + 29 * b;
          if (luma < darkest) darkest = luma;
          if (luma > brightest) brightest = luma;
        }
      }
      const cell = row * columns + column;
      red >>= 4;
      green >>= 4;
      blue >>= 4;
      mean[cell] = (77 * red + 150 * green + 29 * blue) >> 8;
      contrast[cell] = (brightest - darkest) >> 8;
      saturation[cell] = Math.max(red, green, blue) - Math.min(red, green, blue);
      colour[cell] = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    }
  }
  return { columns, rows, isPhone, mean, contrast, saturation, colour };
}
