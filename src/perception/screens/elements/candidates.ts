import type { Box, TextLine } from '../../../core/contracts/screen.ts';
import { cardRows } from './card-candidates.ts';
import { clipped, holds, overlap } from './boxes.ts';
import type { Panel, Shapes } from './find-shapes.ts';
import { wordedBoxes } from './worded-boxes.ts';

/** Where a candidate's box comes from. The order is part of stored models: append only. */
export const SOURCES = [
  'panel',
  'mark',
  'snug',
  'padded',
  'roomy',
  'band',
  'wideBand',
  'card',
  'worded',
  'bare',
] as const;
export type Source = (typeof SOURCES)[number];

/** A box in which an element might be, before anything is known about it. */
export interface Candidate {
  readonly box: Box;
  readonly source: Source;
  /** Cards with the same number, from 1, are one row of a grid and stand or fall together; 0 for what is no card. */
  readonly row: number;
}

/** More are not judged: the time of an answer is bounded, and no screen of a shop has as many elements. */
const MOST = 900;
const MOST_CARDS = 900;
/** A panel that takes more of the screen is its ground. */
const GROUND = 0.45;
const LEAST_FILL = 0.7;
/** Sides of a mark that may be a pictogram, in pixels. */
const PICTOGRAM = { least: 8, most: 60 };
/** What is written or drawn in a bar that is no taller may be clickable over the bar's whole height. */
const BAR = { least: 28, most: 110 };

/** Where something might be: panels, marks, lines of text, each with room around it, and cards. */
export function findCandidates(
  shapes: Shapes,
  lines: readonly TextLine[],
  width: number,
  height: number,
): Candidate[] {
  const found: Candidate[] = [];
  const add = (box: Box, source: Source): void => {
    found.push({ box: clipped(box, width, height), source, row: 0 });
  };
  const ground = GROUND * width * height;
  const panels = shapes.panels.filter(
    ({ box, fill }) => fill > LEAST_FILL && box[2] >= 14 && box[3] >= 10 && box[2] * box[3] < ground,
  );
  const bars = shapes.panels.filter(({ box }) => box[3] >= BAR.least && box[3] <= BAR.most && box[2] > 60);
  for (const { box, isFramed } of wordedBoxes(shapes, lines)) add(box, isFramed ? 'worded' : 'bare');
  for (const { box } of panels) add(box, 'panel');
  for (const { box, confidence } of lines) if (confidence > 0.3) addAround(box, bars, add);
  for (const { box } of shapes.marks) {
    if (box[2] < 6 || box[3] < 6 || box[2] * box[3] > ground) continue;
    if (isPictogram(box) || (lines.length === 0 && box[3] < PICTOGRAM.most)) addAround(box, bars, add);
    else add(box, 'mark');
  }
  const single = distinct(found).slice(0, MOST);
  return [...single, ...cards(shapes, lines, width, height)];
}

function cards(shapes: Shapes, lines: readonly TextLine[], width: number, height: number): Candidate[] {
  const found: Candidate[] = [];
  for (const [i, { boxes }] of cardRows(shapes, lines, width, height).entries()) {
    if (found.length + boxes.length > MOST_CARDS) break;
    for (const box of boxes) found.push({ box: clipped(box, width, height), source: 'card', row: i + 1 });
  }
  return found;
}

function isPictogram([, , width, height]: Box): boolean {
  return (
    width >= PICTOGRAM.least &&
    height >= PICTOGRAM.least &&
    width <= PICTOGRAM.most &&
    height <= PICTOGRAM.most
  );
}

function addAround(box: Box, bars: readonly Panel[], add: (box: Box, source: Source) => void): void {
  const [x, y, w, h] = box;
  add(box, 'mark');
  add([x - 5, y - 4, w + 10, h + 8], 'snug');
  add([x - 14, y - 8, w + 28, h + 16], 'padded');
  add([x - 26, y - 14, w + 52, h + 28], 'roomy');
  let bar: Panel | undefined;
  for (const each of bars) if (holds(each.box, box, 1) && (!bar || each.box[3] < bar.box[3])) bar = each;
  if (!bar) return;
  add([x - 1, bar.box[1], w + 2, bar.box[3]], 'band');
  add([x - 18, bar.box[1], w + 36, bar.box[3]], 'wideBand');
}

/** Leaves out what is nearly the same box as one before. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const cells = new Map<number, Candidate[]>();
  return candidates.filter((candidate) => {
    const [x, y, w, h] = candidate.box;
    const cell = Math.round((x + w / 2) / 16) * 4096 + Math.round((y + h / 2) / 16);
    const before = cells.get(cell);
    if (!before) {
      cells.set(cell, [candidate]);
      return true;
    }
    if (before.some((other) => overlap(other.box, candidate.box) > 0.9)) return false;
    before.push(candidate);
    return true;
  });
}
