/**
 * From the detector's map of probabilities to boxes of text: threshold, connected components, score, and growth.
 *
 * Differentiable binarisation (Liao and others, 2020) trains on lines that are shrunk so that neighbours do not
 * touch; a component is therefore grown by `area * ratio / perimeter` on each side.
 */
import type { Region } from './sample-region.ts';

export interface BoxSettings {
  /** A pixel is text from this probability on. */
  readonly pixel: number;
  /** A component is text from this mean probability on; below it are icons and pictures. */
  readonly box: number;
  /** How far components grow. */
  readonly growth: number;
}

export interface ProbabilityMap {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
  /** From one row to the next. */
  readonly stride: number;
}

/** A box in pixels of the map, with the mean probability of its component. */
export interface FoundBox extends Region {
  readonly score: number;
}

/** Smaller components than this are specks. */
const LEAST_SIDE = 3;

interface Component {
  left: number;
  right: number;
  top: number;
  bottom: number;
  pixels: number;
  probability: number;
}

/** Neighbouring pixels of text (of the 8 around each) as components, found by joining the runs of rows. */
function findComponents({ values, width, height, stride }: ProbabilityMap, least: number): Component[] {
  const components: Component[] = [];
  const parents: number[] = [];
  const rootOf = (run: number): number => {
    let root = run;
    while (parents[root] !== root) root = parents[root];
    while (parents[run] !== root) [run, parents[run]] = [parents[run], root];
    return root;
  };
  let above: number[] = [];
  for (let y = 0; y < height; y++) {
    const runs: number[] = [];
    let next = 0;
    for (let x = 0; x < width; x++) {
      const start = x;
      let probability = 0;
      while (x < width && values[y * stride + x] >= least) probability += values[y * stride + x++];
      if (x === start) continue;
      const run = components.length;
      components.push({ left: start, right: x, top: y, bottom: y + 1, pixels: x - start, probability });
      parents.push(run);
      runs.push(start, x, run);
      while (next < above.length && above[next + 1] < start) next += 3;
      for (let i = next; i < above.length && above[i] <= x; i += 3)
        parents[rootOf(run)] = rootOf(above[i + 2]);
    }
    above = runs;
  }
  return mergeRuns(components, rootOf);
}

function mergeRuns(runs: readonly Component[], rootOf: (run: number) => number): Component[] {
  const roots = new Set<Component>();
  for (const [i, run] of runs.entries()) {
    const root = runs[rootOf(i)];
    roots.add(root);
    if (root === run) continue;
    root.left = Math.min(root.left, run.left);
    root.right = Math.max(root.right, run.right);
    root.top = Math.min(root.top, run.top);
    root.bottom = Math.max(root.bottom, run.bottom);
    root.pixels += run.pixels;
    root.probability += run.probability;
  }
  return [...roots];
}

/** Boxes in pixels of the map; they may reach over its edges by their growth. */
export function findBoxes(map: ProbabilityMap, settings: BoxSettings): FoundBox[] {
  return findComponents(map, settings.pixel).flatMap(({ left, right, top, bottom, pixels, probability }) => {
    const width = right - left;
    const height = bottom - top;
    const score = probability / pixels;
    if (Math.min(width, height) < LEAST_SIDE || score < settings.box) return [];
    const grow = (width * height * settings.growth) / (2 * (width + height));
    return [{ x: left - grow, y: top - grow, width: width + 2 * grow, height: height + 2 * grow, score }];
  });
}
