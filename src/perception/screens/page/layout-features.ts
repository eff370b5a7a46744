import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import { CELL, cellMap, type CellMap } from './cell-map.ts';
import type { Block } from './connected-blocks.ts';
import { channelsOf, heightOf, isNear, layoutMap, widthOf, type LayoutMap } from './layout-map.ts';

/** Heights of fields of forms, in pixels. */
const FIELD_HEIGHT = { least: 24, most: 68 } as const;

/** Names of the numbers that `layoutFeatures` gives, in their order; stored models hold the order. */
export const LAYOUT_FEATURES: readonly string[] = [
  'phone',
  'tall',
  'blank',
  'text blocks',
  'text cells',
  'text widths',
  'short texts',
  'long texts',
  'large texts',
  'text left edges shared',
  'pictures',
  'picture cells',
  'largest picture',
  'largest picture x',
  'largest picture y',
  'largest picture wide',
  'largest picture upright',
  'picture at the top across',
  'small pictures',
  'pictures in a row',
  'rows of pictures',
  'pictures alike',
  'pictures in a column',
  'buttons',
  'buttons below the middle',
  'buttons at the right',
  'buttons in a column',
  'buttons alike',
  'largest button wide',
  'largest button y',
  'panels',
  'largest panel',
  'level lines',
  'upright lines',
  'long level lines',
  'fields',
  'fields in a column',
  'fields wide',
  'table rows',
  'ground bright',
  'ground strong',
  'colours',
  'dark share',
  'strong share',
  'middle empty',
  'text below pictures',
];

/**
 * What the layout of a screen tells without reading: shares and counts of texts, pictures, buttons, fields and lines,
 * each finite and mostly between 0 and 4. One pass over the pixels, then over cells of 4 × 4.
 * `known` is the screen's layout, where it is at hand.
 */
export function layoutFeatures(pixels: ScreenPixels, known?: LayoutMap): Float32Array {
  const cells = known?.cells ?? cellMap(pixels);
  const result = new Float32Array(LAYOUT_FEATURES.length);
  if (cells.columns === 0 || cells.rows === 0) return result;
  const layout = known ?? layoutMap(cells);
  const values = [...generalFeatures(pixels, layout), ...textFeatures(layout), ...pictureFeatures(layout)];
  values.push(...buttonFeatures(layout), ...lineFeatures(layout), ...colourFeatures(layout));
  result.set(values);
  return result;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const log = (count: number): number => Math.log1p(count) / 2;

function generalFeatures({ height, width }: ScreenPixels, { cells }: LayoutMap): number[] {
  const blank = cells.contrast.reduce((count, contrast) => count + (contrast < 8 ? 1 : 0), 0);
  return [
    cells.isPhone ? 1 : 0,
    Math.min(4, height / width / (cells.isPhone ? 2.2 : 0.65) - 1),
    blank / cells.contrast.length,
  ];
}

function textFeatures({ cells, texts }: LayoutMap): number[] {
  const wide = texts.map((block) => widthOf(block) / cells.columns);
  return [
    log(texts.length),
    (4 * sum(texts.map((block) => block.cells))) / (cells.columns * cells.rows),
    4 * (sum(wide) / Math.max(1, wide.length)),
    log(wide.filter((share) => share < 0.08).length),
    log(wide.filter((share) => share > 0.35).length),
    log(texts.filter((block) => heightOf(block) * CELL >= 24 && widthOf(block) > 2 * heightOf(block)).length),
    log(mostAlike(texts.map(({ left }) => left))),
  ];
}

function pictureFeatures({ cells, pictures }: LayoutMap): number[] {
  const { columns, rows } = cells;
  const area = columns * rows;
  const bySize = pictures.toSorted((a, b) => areaOf(b) - areaOf(a));
  const [largest] = bySize;
  const cards = pictures.filter((block) => areaOf(block) < 0.2 * area);
  const tops = mostAlike(cards.map(({ top }) => top));
  return [
    log(pictures.length),
    sum(pictures.map(areaOf)) / area,
    largest ? areaOf(largest) / area : 0,
    largest ? (largest.left + largest.right) / 2 / columns : 0.5,
    largest ? (largest.top + largest.bottom) / 2 / rows : 0.5,
    largest ? widthOf(largest) / columns : 0,
    largest ? Math.min(3, heightOf(largest) / widthOf(largest)) : 0,
    pictures.some((block) => block.top < rows / 4 && widthOf(block) > 0.8 * columns) ? 1 : 0,
    log(pictures.filter((block) => areaOf(block) < 0.015 * area).length),
    log(tops),
    log(new Set(cards.map(({ top }) => Math.round(top / 8))).size),
    log(mostAlike(cards.map(widthOf))),
    log(mostAlike(cards.map(({ left }) => left))),
  ];
}

const areaOf = (block: Block): number => widthOf(block) * heightOf(block);

function buttonFeatures({ buttons, cells, panels }: LayoutMap): number[] {
  const { columns, rows } = cells;
  const widest = buttons.toSorted((a, b) => areaOf(b) - areaOf(a)).at(0);
  return [
    log(buttons.length),
    log(buttons.filter(({ top }) => top > rows / 2).length),
    log(buttons.filter(({ left }) => left > 0.55 * columns).length),
    log(mostAlike(buttons.map(({ left }) => left))),
    log(mostAlike(buttons.map(areaOf))),
    widest ? widthOf(widest) / columns : 0,
    widest ? widest.top / rows : 0,
    log(panels.length),
    panels.reduce((most, block) => Math.max(most, block.cells), 0) / (columns * rows),
  ];
}

function lineFeatures({ cells, lines }: LayoutMap): number[] {
  const runs = levelRuns(lines, cells);
  const fields = fieldsIn(runs);
  const { columns } = cells;
  return [
    log(runs.length),
    log(lines.reduce((count, line) => count + (line === 2 ? 1 : 0), 0) / 10),
    log(runs.filter(({ length }) => length > 0.5 * columns).length),
    log(fields.length),
    log(mostAlike(fields.map(({ left }) => left))),
    log(fields.filter(({ length }) => length > 0.3 * columns).length),
    log(mostAlike(runs.filter(({ length }) => length > 0.4 * columns).map(({ left }) => left))),
  ];
}

interface LevelRun {
  readonly row: number;
  readonly left: number;
  readonly length: number;
}

function levelRuns(lines: Uint8Array, { columns, rows }: CellMap): LevelRun[] {
  const runs: LevelRun[] = [];
  for (let row = 0; row < rows; row++) {
    let left = 0;
    for (let column = 0; column <= columns; column++) {
      if (column < columns && lines[row * columns + column] === 1) continue;
      if (column - left >= 40 / CELL) runs.push({ row, left, length: column - left });
      left = column + 1;
    }
  }
  return runs;
}

/** Two lines of one length, one below the other at the height of a field. */
function fieldsIn(runs: readonly LevelRun[]): LevelRun[] {
  return runs.filter((run) =>
    runs.some((below) => {
      const height = (below.row - run.row) * CELL;
      return (
        height >= FIELD_HEIGHT.least &&
        height <= FIELD_HEIGHT.most &&
        Math.abs(below.left - run.left) <= 1 &&
        Math.abs(below.length - run.length) <= 2
      );
    }),
  );
}

function colourFeatures({ cells, ground, pictures, texts }: LayoutMap): number[] {
  const { colour, columns, contrast, mean, rows, saturation } = cells;
  const count = colour.length;
  const [red, green, blue] = channelsOf(ground);
  let dark = 0;
  let strong = 0;
  let middle = 0;
  for (let i = 0; i < count; i++) {
    if (mean[i] < 64) dark++;
    if (saturation[i] > 70) strong++;
  }
  for (let row = rows >> 2; row < (3 * rows) >> 2; row++) {
    for (let column = columns >> 2; column < (3 * columns) >> 2; column++) {
      const cell = row * columns + column;
      if (contrast[cell] < 8 && isNear(colour[cell], ground)) middle++;
    }
  }
  const captions = pictures.filter((picture) =>
    texts.some(
      (text) =>
        text.left < picture.right &&
        text.right > picture.left &&
        text.top >= picture.bottom &&
        text.top - picture.bottom < 12,
    ),
  );
  return [
    (red + green + blue) / 45,
    (Math.max(red, green, blue) - Math.min(red, green, blue)) / 15,
    log(new Set(colour).size / 16),
    dark / count,
    strong / count,
    (4 * middle) / count,
    log(captions.length),
  ];
}

/** How many of the numbers lie together, within two of one another. */
function mostAlike(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (let i = 0; i < sorted.length; i++) {
    while (sorted[i] - sorted[from] > 2) from++;
    most = Math.max(most, i - from + 1);
  }
  return most;
}
