import type { ScreenPixels } from '../../../core/contracts/screen.ts';

/** Shorter runs are strokes of letters and texture, not surface. */
const SHORTEST_RUN = 6;

/** Stretches of even colour, row by row and from left to right. */
export interface FlatRuns {
  readonly count: number;
  /** First and last pixel of each run. */
  readonly first: Uint16Array;
  readonly last: Uint16Array;
  /** Middle colour of each run, 0xRRGGBB. */
  readonly colour: Uint32Array;
  /** Where the runs of each row begin; one more than there are rows. */
  readonly rows: Uint32Array;
  /** The surface that each run is part of, by its number. */
  readonly surface: Uint32Array;
  readonly surfaces: number;
}

/**
 * Cuts a picture into its even surfaces: runs of a row, joined with those above that have the same colour. Neighbouring
 * pixels that differ by no more than `tolerance` in every channel, of 255, are of the same colour.
 */
export function flatRuns(pixels: ScreenPixels, tolerance: number): FlatRuns {
  const runs = rowRuns(pixels, tolerance);
  const parents = joinRows(runs, pixels.height, tolerance);
  const surface = new Uint32Array(runs.count);
  let surfaces = 0;
  // A parent never comes after its child, so each root is numbered before it is asked for.
  for (let run = 0; run < runs.count; run++) {
    surface[run] = parents[run] === run ? surfaces++ : surface[rootOf(parents, run)];
  }
  return { ...runs, surface, surfaces };
}

type Runs = Omit<FlatRuns, 'surface' | 'surfaces'>;

function rowRuns({ width, height, data }: ScreenPixels, tolerance: number): Runs {
  const most = height * Math.max(1, Math.floor(width / SHORTEST_RUN));
  const first = new Uint16Array(most);
  const last = new Uint16Array(most);
  const colour = new Uint32Array(most);
  const rows = new Uint32Array(height + 1);
  const span = 2 * tolerance;
  let count = 0;
  const keep = (row: number, from: number, to: number): void => {
    if (to - from + 1 < SHORTEST_RUN) return;
    const middle = (row * width + ((from + to) >> 1)) * 3;
    first[count] = from;
    last[count] = to;
    colour[count++] = (data[middle] << 16) | (data[middle + 1] << 8) | data[middle + 2];
  };
  for (let row = 0; row < height; row++) {
    rows[row] = count;
    let from = 0;
    let at = row * width * 3;
    let red = data[at];
    let green = data[at + 1];
    let blue = data[at + 2];
    for (let x = 1; x < width; x++) {
      at += 3;
      const nextRed = data[at];
      const nextGreen = data[at + 1];
      const nextBlue = data[at + 2];
      // As unsigned numbers, what is below -tolerance is large: one comparison tells both sides.
      if (
        (nextRed - red + tolerance) >>> 0 > span ||
        (nextGreen - green + tolerance) >>> 0 > span ||
        (nextBlue - blue + tolerance) >>> 0 > span
      ) {
        keep(row, from, x - 1);
        from = x;
      }
      red = nextRed;
      green = nextGreen;
      blue = nextBlue;
    }
    keep(row, from, width - 1);
  }
  rows[height] = count;
  return { count, first, last, colour, rows };
}

function joinRows(runs: Runs, height: number, tolerance: number): Uint32Array {
  const { count, first, last, colour, rows } = runs;
  const parents = Uint32Array.from({ length: count }, (_, run) => run);
  for (let row = 1; row < height; row++) {
    let above = rows[row - 1];
    const aboveEnd = rows[row];
    for (let run = rows[row]; run < rows[row + 1]; run++) {
      while (above < aboveEnd && last[above] < first[run]) above++;
      for (let other = above; other < aboveEnd && first[other] <= last[run]; other++) {
        if (isSameColour(colour[other], colour[run], tolerance)) join(parents, other, run);
      }
    }
  }
  return parents;
}

function isSameColour(a: number, b: number, tolerance: number): boolean {
  return (
    Math.abs((a >> 16) - (b >> 16)) <= tolerance &&
    Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) <= tolerance &&
    Math.abs((a & 255) - (b & 255)) <= tolerance
  );
}

/** The root of a tree of a disjoint-set forest, halving the path to it (Tarjan and van Leeuwen, 1984). */
export function rootOf(parents: Uint32Array, node: number): number {
  let at = node;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at]];
    at = parents[at];
  }
  return at;
}

/** Makes two trees one; the root with the smaller number stays root. */
export function join(parents: Uint32Array, a: number, b: number): void {
  const rootA = rootOf(parents, a);
  const rootB = rootOf(parents, b);
  if (rootA < rootB) parents[rootB] = rootA;
  else parents[rootA] = rootB;
}
