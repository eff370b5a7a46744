import type { Box, ScreenPixels, TextLine } from '../../../core/contracts/screen.ts';
import { ACTION_WORD_NAMES, findActionWords } from './action-words.ts';
import { holds, overlap, sharedArea } from './boxes.ts';
import { SOURCES, type Candidate } from './candidates.ts';
import {
  PICTOGRAM_FEATURES,
  putPictograms,
  putWords,
  WORD_FEATURES,
  type Written,
} from './describe-surroundings.ts';
import type { Panel, Shapes } from './find-shapes.ts';
import { PICTOGRAMS } from './pictograms.ts';

/** What stands on a screen, as candidates are described by it. */
export interface ScreenContent {
  readonly pixels: ScreenPixels;
  readonly shapes: Shapes;
  readonly lines: readonly TextLine[];
  /** For each mark of the shapes that may be a pictogram, how likely it is each of PICTOGRAMS. */
  readonly pictograms: ReadonlyMap<Box, Float32Array>;
}

const SHAPE_FEATURES = 47;

/** Numbers that describe a candidate. */
export const DESCRIPTION_SIZE =
  SOURCES.length + SHAPE_FEATURES + PICTOGRAMS.length + PICTOGRAM_FEATURES + WORD_FEATURES;

/** Where some of those numbers stand: the sizes, the colours, the shares of words inside. */
export const PLACES = {
  size: SOURCES.length + 7,
  colours: SOURCES.length + 14,
  wordShares:
    SOURCES.length + SHAPE_FEATURES + PICTOGRAMS.length + PICTOGRAM_FEATURES + ACTION_WORD_NAMES.length,
};

/** Describes candidates by shape, colour, place, what is drawn and written in and around them: `(candidates, DESCRIPTION_SIZE)`. */
export function describeCandidates(candidates: readonly Candidate[], content: ScreenContent): Float32Array {
  const written = content.lines.map(({ box, text }) => ({ box, words: findActionWords(text) }));
  const scene = { ...content, written };
  const described = new Float32Array(candidates.length * DESCRIPTION_SIZE);
  for (const [i, candidate] of candidates.entries()) {
    describe(candidate, scene, described.subarray(i * DESCRIPTION_SIZE, (i + 1) * DESCRIPTION_SIZE));
  }
  return described;
}

interface Scene extends ScreenContent {
  readonly written: readonly Written[];
}

function describe(candidate: Candidate, scene: Scene, out: Float32Array): void {
  let at = 0;
  const put = (value: number): void => {
    out[at++] = value;
  };
  for (const source of SOURCES) put(source === candidate.source ? 1 : 0);
  const end = at + SHAPE_FEATURES;
  putPlace(candidate.box, scene, put);
  const isButton = putColours(candidate.box, scene, put);
  const pictogram = putContent(candidate.box, scene, put);
  at = end;
  for (let i = 0; i < PICTOGRAMS.length; i++) put(pictogram?.[i] ?? 0);
  putPictograms(candidate.box, scene.pictograms, put);
  putWords(candidate.box, scene.written, isButton, put);
}

function putPlace(
  [x, y, w, h]: Box,
  { pixels: { width, height } }: Scene,
  put: (value: number) => void,
): void {
  const fromTop = y + h / 2;
  put((x + w / 2) / width - 0.5);
  put(Math.abs((x + w / 2) / width - 0.5));
  put(Math.min(2, fromTop / 400));
  put(fromTop < 60 ? 1 : 0);
  put(fromTop < 130 ? 1 : 0);
  put(Math.min(2, (height - fromTop) / 400));
  put(height - y - h < 3 ? 1 : 0);
  put(Math.log(w) - 4);
  put(Math.log(h) - 3.5);
  put(Math.log(w / h));
  put(w / width);
  put(width < 600 ? 1 : 0);
  put(h > 20 && h < 70 ? 1 : 0);
  put(Math.abs(w - h) < 6 ? 1 : 0);
}

interface Colour {
  readonly light: number;
  readonly saturation: number;
  readonly rgb: readonly [number, number, number];
}

function colourOf(colour: number): Colour {
  const rgb = [(colour >> 16) / 255, ((colour >> 8) & 255) / 255, (colour & 255) / 255] as const;
  const high = Math.max(...rgb);
  const low = Math.min(...rgb);
  return { light: (high + low) / 2, saturation: high - low, rgb };
}

/** Gives whether the box stands out from what is around it, as a button or an input does. */
function putColours(box: Box, { shapes, pixels }: Scene, put: (value: number) => void): boolean {
  let own: Panel | undefined;
  let best = 0.6;
  let around: Panel | undefined;
  let isFramed = 0;
  let panelCut = 0;
  let markCut = 0;
  const ground = 0.3 * pixels.width * pixels.height;
  for (const panel of shapes.panels) {
    const shared = overlap(panel.box, box);
    if (areaOf(panel.box) < ground) panelCut = Math.max(panelCut, cutShare(panel.box, box));
    if (shared > best && panel.fill > 0.6) {
      own = panel;
      best = shared;
    }
    const isLarger = panel.box[2] * panel.box[3] > box[2] * box[3] * 1.25;
    if (isLarger && holds(panel.box, box, 2) && (!around || areaOf(panel.box) < areaOf(around.box)))
      around = panel;
  }
  for (const mark of shapes.marks) {
    if (mark.ink < 0.35) isFramed = Math.max(isFramed, overlap(mark.box, box));
    if (mark.box[2] > 14) markCut = Math.max(markCut, cutShare(mark.box, box));
  }
  const outer = colourOf(around?.colour ?? 0xffffff);
  const inner = own ? colourOf(own.colour) : outer;
  const contrast = Math.max(...inner.rgb.map((value, i) => Math.abs(value - outer.rgb[i])));
  put(own ? 1 : 0);
  put(best);
  put(own?.fill ?? 0);
  put(own?.cover ?? 0);
  put(inner.light);
  put(inner.saturation);
  put(contrast);
  put(contrast > 0.15 && own ? 1 : 0);
  put(contrast > 0.15 && own && inner.saturation > 0.3 ? 1 : 0);
  put(outer.light);
  put(isFramed > 0.75 ? 1 : 0);
  put(around ? Math.log(areaOf(around.box) / areaOf(box)) / 4 : 3);
  put(around && around.box[3] < 110 ? 1 : 0);
  put(panelCut);
  put(markCut);
  return isFramed > 0.75 || (own !== undefined && contrast > 0.15);
}

/** How far a box cuts a shape in two, from 0 where it holds all or nothing of it to 0.5; 0 for shapes around the box. */
function cutShare(shape: Box, box: Box): number {
  const inside = sharedArea(shape, box);
  if (inside === 0 || inside > 0.9 * areaOf(box)) return 0;
  const share = inside / areaOf(shape);
  return Math.min(share, 1 - share);
}

function areaOf(box: Box): number {
  return box[2] * box[3];
}

/** Marks inside and beside the box; gives the pictogram that the box is about, if it is about one. */
function putContent(box: Box, scene: Scene, put: (value: number) => void): Float32Array | undefined {
  const [x, y, w, h] = box;
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  let count = 0;
  let area = 0;
  let sameRow = 0;
  let sameColumn = 0;
  let nearLeft = 400;
  let nearRight = 400;
  let largest: Box | undefined;
  let cut = 0;
  for (const { box: mark } of scene.shapes.marks) {
    // By position: this runs for each mark of each candidate, and taking a list apart is slow.
    const mx = mark[0];
    const my = mark[1];
    const mw = mark[2];
    const mh = mark[3];
    if (holds(box, mark, 2)) {
      // A frame around everything is no content.
      if (mw > w * 0.9 && mh > h * 0.9 && w > 70) continue;
      count++;
      area += mw * mh;
      left = Math.min(left, mx);
      top = Math.min(top, my);
      right = Math.max(right, mx + mw);
      bottom = Math.max(bottom, my + mh);
      if (!largest || mw * mh > areaOf(largest)) largest = mark;
      continue;
    }
    const isRow = my < y + h && my + mh > y;
    if (isRow && mx < x + w && mx + mw > x) cut++;
    if (isRow && Math.abs(my + mh / 2 - y - h / 2) < 6 && mh < 60) {
      sameRow++;
      if (mx >= x + w) nearRight = Math.min(nearRight, mx - x - w);
      else if (mx + mw <= x) nearLeft = Math.min(nearLeft, x - mx - mw);
    } else if (Math.abs(mx - x) < 3 && mh < 60) sameColumn++;
  }
  put(Math.log1p(count));
  put(count === 1 ? 1 : 0);
  put(count > 0 ? (left - x) / w : 0.5);
  put(count > 0 ? (x + w - right) / w : 0.5);
  put(count > 0 ? (top - y) / h : 0.5);
  put(count > 0 ? (y + h - bottom) / h : 0.5);
  put(count > 0 ? Math.abs(left - x - (x + w - right)) / w : 1);
  put(count > 0 ? Math.min(30, left - x) / 30 : 0);
  put(count > 0 ? Math.min(30, top - y) / 30 : 0);
  put(count > 0 ? Math.min(40, y + h - bottom) / 40 : 0);
  put(Math.min(1, area / (w * h)));
  put(largest ? largest[3] / h : 0);
  put(largest ? areaOf(largest) / (w * h) : 0);
  put(Math.log1p(sameRow));
  put(Math.log1p(sameColumn));
  put(nearLeft / 200);
  put(nearRight / 200);
  put(Math.log1p(cut));
  const isPictogram = largest && count <= 4 && right - left <= 64 && bottom - top <= 60;
  return isPictogram && largest ? scene.pictograms.get(largest) : undefined;
}
