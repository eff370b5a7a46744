import {
  ELEMENT_KINDS,
  type ElementKind,
  type ScreenElement,
  type TextLine,
} from '../../../core/contracts/screen.ts';
import { overlap, sharedArea } from './boxes.ts';
import type { Candidate, Source } from './candidates.ts';

/** Classes of the network: the kinds in the order of ELEMENT_KINDS, and none of them last. */
export const CLASSES = ELEMENT_KINDS.length + 1;

/** How an element was recognised: by all that was seen, by the words in its frame, or by bare words. */
export const WAYS = ['seen', 'worded', 'bare'] as const;
export type Way = (typeof WAYS)[number];

/** From this confidence on an element is said to be there, by kind and by how it was recognised. */
export type Thresholds = Readonly<Record<ElementKind, Readonly<Record<Way, number>>>>;

/** A chosen element and how it was recognised. */
export interface ChosenElement extends ScreenElement {
  readonly way: Way;
}

/** Two boxes of one kind that share more are the same element. */
const SAME = 0.3;
/** So are two of which one lies this far in the other; but a field of search holds its button. */
const WITHIN = 0.75;
const CARDS_SHARE = 0.2;
/** No button in a field is longer, in its heights. */
const BUTTON_SHAPE = 2.2;
const MOST_ELEMENTS = 200;

/** The best candidates of each kind, none on top of another of its kind; best first. */
export function chooseElements(
  candidates: readonly Candidate[],
  probabilities: Float32Array,
  lines: readonly TextLine[],
  thresholds: Thresholds,
): ScreenElement[] {
  return rankElements(candidates, probabilities, lines, thresholds).map(
    ({ kind, text, box, confidence }) => ({
      kind,
      text,
      box,
      confidence,
    }),
  );
}

/** The same, with how each was recognised. */
export function rankElements(
  candidates: readonly Candidate[],
  probabilities: Float32Array,
  lines: readonly TextLine[],
  thresholds: Thresholds,
): ChosenElement[] {
  const elements = ELEMENT_KINDS.flatMap((kind, k) => {
    const judged = candidates.map(({ box, row, source }, i) => ({
      box,
      row,
      way: wayOf(source),
      confidence: probabilities[i * CLASSES + k],
    }));
    const confident = (
      kind === 'product_card' ? judgedTogether(judged) : judged.filter(({ row }) => row === 0)
    )
      .filter(({ confidence, way }) => confidence >= thresholds[kind][way])
      .sort((a, b) => b.confidence - a.confidence);
    const kept: typeof confident = [];
    for (const each of confident) {
      if (kept.length === MOST_ELEMENTS) break;
      if (!kept.some((other) => isSame(kind, other.box, each.box))) kept.push(each);
    }
    return kept.map(({ box, confidence, way }) => ({
      kind,
      way,
      text: textIn(box, lines),
      box,
      confidence,
    }));
  });
  return elements.sort((a, b) => b.confidence - a.confidence).slice(0, MOST_ELEMENTS);
}

function wayOf(source: Source): Way {
  return source === 'worded' || source === 'bare' ? source : 'seen';
}

interface Judged {
  readonly way: Way;
  readonly box: ScreenElement['box'];
  readonly row: number;
  readonly confidence: number;
}

/** How much surer a long row is than a short one: its length to this power is the root that is taken. */
const LENGTH_POWER = 0.25;

/**
 * Rows of cards as sure as their cards together: one that looks like none by itself is one among its like. Cards of one
 * row keep one confidence.
 */
function judgedTogether(judged: readonly Judged[]): Judged[] {
  const rows = Map.groupBy(judged, ({ row }) => row);
  return [...rows].flatMap(([row, members]) => {
    if (row === 0) return [];
    const mean = members.reduce((sum, { confidence }) => sum + confidence, 0) / members.length;
    const confidence = mean ** (1 / members.length ** LENGTH_POWER);
    return members.map((member) => ({
      ...member,
      confidence: confidence * 0.999 + member.confidence * 0.001,
    }));
  });
}

function isSame(kind: ElementKind, a: ScreenElement['box'], b: ScreenElement['box']): boolean {
  // Cards stand side by side: two that overlap are two ways to see the same ones.
  if (kind === 'product_card' && sharedArea(a, b) > CARDS_SHARE * Math.min(a[2] * a[3], b[2] * b[3]))
    return true;
  if (overlap(a, b) > SAME) return true;
  const smaller = Math.min(a[2] * a[3], b[2] * b[3]);
  const within = sharedArea(a, b) / smaller;
  if (within <= WITHIN) return false;
  const inner = a[2] * a[3] < b[2] * b[3] ? a : b;
  return kind !== 'search' || inner[2] > inner[3] * BUTTON_SHAPE;
}

/** What is written in a box, top to bottom. */
function textIn([x, y, w, h]: ScreenElement['box'], lines: readonly TextLine[]): string {
  return lines
    .filter(({ box: [lx, ly, lw, lh] }) => {
      const middleX = lx + lw / 2;
      const middleY = ly + lh / 2;
      return middleX > x && middleX < x + w && middleY > y && middleY < y + h;
    })
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 300);
}
