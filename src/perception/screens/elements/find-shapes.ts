import type { Box, ScreenPixels } from '../../../core/contracts/screen.ts';
import { overlap } from './boxes.ts';
import { flatRuns, join, rootOf, type FlatRuns } from './flat-runs.ts';

/** A surface is a panel from this many pixels and this size on; smaller ones are parts of letters and pictograms. */
const PANEL = { area: 260, width: 12, height: 8 };
/** Smaller marks are dust. */
const LEAST_MARK = 3;

/** An even surface: the page, a bar, a button, the inside of an input. */
export interface Panel {
  readonly box: Box;
  /** Share of its box that lies between its left and right edge, row by row: 1 for a rectangle, with or without text on it. */
  readonly fill: number;
  /** Share of its box that has its colour. */
  readonly cover: number;
  /** 0xRRGGBB. */
  readonly colour: number;
}

/** What is drawn on a surface and hangs together: a letter, a word, a pictogram, a frame, a photo. */
export interface Mark {
  readonly box: Box;
  /** Share of its box that is drawn on. */
  readonly ink: number;
}

export interface Shapes {
  readonly panels: readonly Panel[];
  readonly marks: readonly Mark[];
}

/**
 * Differences of colour, of 255, below which neighbouring pixels are one surface. A gradient and JPEG's ripples ask for a
 * large one, a light grey frame on white for a small one: the picture is cut with both.
 */
const TOLERANCES = [12, 3];

/** Of each kind and cut, from the top; noise has more, and what a shop shows has far fewer. */
const MOST = 900;

/** The panels of a picture and the marks on them. Takes time in proportion to the pixels, with no other bound. */
export function findShapes(pixels: ScreenPixels): Shapes {
  const cuts = TOLERANCES.map((tolerance) => {
    const runs = flatRuns(pixels, tolerance);
    const { panels, isPanel } = findPanels(runs, pixels.height);
    return { panels, marks: findMarks(runs, isPanel, pixels) };
  });
  return {
    panels: distinctShapes(cuts.flatMap(({ panels }) => panels.slice(0, MOST))),
    marks: distinctShapes(cuts.flatMap(({ marks }) => marks.slice(0, MOST))),
  };
}

/** Leaves out what both cuts found. */
function distinctShapes<Shape extends { readonly box: Box }>(shapes: readonly Shape[]): Shape[] {
  const cells = new Map<number, Shape[]>();
  return shapes.filter((shape) => {
    const [x, y, width, height] = shape.box;
    const cell = Math.round((x + width / 2) / 8) * 8192 + Math.round((y + height / 2) / 8);
    const before = cells.get(cell);
    if (before?.some(({ box }) => overlap(box, shape.box) > 0.9)) return false;
    if (before) before.push(shape);
    else cells.set(cell, [shape]);
    return true;
  });
}

function findPanels(runs: FlatRuns, height: number): { panels: Panel[]; isPanel: Uint8Array } {
  const { surfaces, surface, first, last, rows } = runs;
  const left = new Uint16Array(surfaces).fill(65_535);
  const right = new Uint16Array(surfaces);
  const top = new Uint16Array(surfaces);
  const bottom = new Uint16Array(surfaces);
  const area = new Uint32Array(surfaces);
  const extent = new Uint32Array(surfaces);
  const rowLeft = new Uint16Array(surfaces);
  const rowRight = new Uint16Array(surfaces);
  const colour = new Uint32Array(surfaces);
  const widest = new Uint16Array(surfaces);
  for (let row = 0; row < height; row++) {
    for (let run = rows[row]; run < rows[row + 1]; run++) {
      const s = surface[run];
      const length = last[run] - first[run] + 1;
      if (area[s] === 0) top[s] = row;
      if (area[s] === 0 || bottom[s] !== row) {
        if (area[s] > 0) extent[s] += rowRight[s] - rowLeft[s] + 1;
        rowLeft[s] = first[run];
      }
      rowRight[s] = last[run];
      bottom[s] = row;
      area[s] += length;
      if (first[run] < left[s]) left[s] = first[run];
      if (last[run] > right[s]) right[s] = last[run];
      if (length > widest[s]) {
        widest[s] = length;
        colour[s] = runs.colour[run];
      }
    }
  }
  const isPanel = new Uint8Array(surfaces);
  const panels: Panel[] = [];
  for (let s = 0; s < surfaces; s++) {
    const width = right[s] - left[s] + 1;
    const tall = bottom[s] - top[s] + 1;
    if (area[s] < PANEL.area || width < PANEL.width || tall < PANEL.height) continue;
    isPanel[s] = 1;
    const rowsTogether = extent[s] + rowRight[s] - rowLeft[s] + 1;
    const whole = width * tall;
    panels.push({
      box: [left[s], top[s], width, tall],
      fill: rowsTogether / whole,
      cover: area[s] / whole,
      colour: colour[s],
    });
  }
  return { panels, isPanel };
}

/** All that is no panel, joined across rows, corners too. */
function findMarks(runs: FlatRuns, isPanel: Uint8Array, { width, height }: ScreenPixels): Mark[] {
  const { first: runFirst, last: runLast, surface, rows: runRows } = runs;
  let size = 4096;
  let first = new Uint16Array(size);
  let last = new Uint16Array(size);
  const rows = new Uint32Array(height + 1);
  let count = 0;
  const keep = (from: number, to: number): void => {
    if (to < from) return;
    if (count === size) {
      size *= 2;
      first = widened(first, size);
      last = widened(last, size);
    }
    first[count] = from;
    last[count++] = to;
  };
  for (let row = 0; row < height; row++) {
    rows[row] = count;
    let from = 0;
    for (let run = runRows[row]; run < runRows[row + 1]; run++) {
      if (isPanel[surface[run]] === 0) continue;
      keep(from, runFirst[run] - 1);
      from = runLast[run] + 1;
    }
    keep(from, width - 1);
  }
  rows[height] = count;
  return gatherMarks({ first, last, rows, count, height });
}

function widened(from: Uint16Array, size: number): Uint16Array<ArrayBuffer> {
  const to = new Uint16Array(size);
  to.set(from);
  return to;
}

interface Stretches {
  readonly first: Uint16Array;
  readonly last: Uint16Array;
  readonly rows: Uint32Array;
  readonly count: number;
  readonly height: number;
}

function gatherMarks({ first, last, rows, count, height }: Stretches): Mark[] {
  const parents = Uint32Array.from({ length: count }, (_, i) => i);
  for (let row = 1; row < height; row++) {
    let above = rows[row - 1];
    const aboveEnd = rows[row];
    for (let i = rows[row]; i < rows[row + 1]; i++) {
      while (above < aboveEnd && last[above] + 1 < first[i]) above++;
      for (let other = above; other < aboveEnd && first[other] <= last[i] + 1; other++)
        join(parents, other, i);
    }
  }
  const left = new Uint16Array(count).fill(65_535);
  const right = new Uint16Array(count);
  const top = new Uint16Array(count);
  const bottom = new Uint16Array(count);
  const ink = new Uint32Array(count);
  for (let row = 0; row < height; row++) {
    for (let i = rows[row]; i < rows[row + 1]; i++) {
      const root = rootOf(parents, i);
      if (ink[root] === 0) top[root] = row;
      bottom[root] = row;
      ink[root] += last[i] - first[i] + 1;
      if (first[i] < left[root]) left[root] = first[i];
      if (last[i] > right[root]) right[root] = last[i];
    }
  }
  const marks: Mark[] = [];
  for (let i = 0; i < count; i++) {
    const wide = right[i] - left[i] + 1;
    const tall = bottom[i] - top[i] + 1;
    if (ink[i] === 0 || wide < LEAST_MARK || tall < LEAST_MARK) continue;
    marks.push({ box: [left[i], top[i], wide, tall], ink: ink[i] / (wide * tall) });
  }
  return marks;
}
