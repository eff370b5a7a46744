import type { TextLine } from '../../../core/contracts/screen.ts';
import { compactText } from './compact-text.ts';

/** A line with what its place says of it. */
export interface PlacedLine {
  readonly text: string;
  readonly compact: string;
  readonly place: 'heading' | 'crumb' | 'menu' | 'body';
  /** Height over the usual height of the lines of this screen. */
  readonly size: number;
  /** Of its middle, from 0 at the upper edge of the first view to 1 at the lower. */
  readonly y: number;
  readonly box: TextLine['box'];
}

/** How many times larger than usual a heading is. */
const HEADING = 1.4;
const LONGEST_HEADING = 44;
const LONGEST_ENTRY = 18;
/** Entries of a row that make it a menu. */
const MENU_ENTRIES = 4;
/** Menus stand in the upper part of the first view. */
const MENU_UNTIL = 0.28;
const CRUMBS_UNTIL = 0.7;
const MENU_WORDS = [
  'home',
  'shop',
  'about',
  'blog',
  'contact',
  'pages',
  'product',
  'features',
  'cart',
  '首页',
  '登录',
  '注册',
  '购物车',
  '订单',
];
const HOME = /^(?:home|首页|商城首页)/;
const SEPARATORS = /[>›»/|→:·-]+|\.\s|\s{2,}/;

/**
 * Tells headings, trails of crumbs ("Home > Shop > Shirts", of which the last one is kept as `crumb`) and menus from
 * the body of a page. `viewHeight` is that of the first view, in pixels.
 */
export function placeLines(lines: readonly TextLine[], viewHeight: number): PlacedLine[] {
  const read = lines
    .map((line) => ({ ...line, compact: compactText(line.text) }))
    .filter(({ compact }) => compact !== '');
  const usual = usualHeight(read);
  const placed: PlacedLine[] = [];
  for (const line of read) {
    const [, top, , height] = line.box;
    const y = (top + height / 2) / viewHeight;
    const row = read.filter((other) => isBeside(line, other));
    const size = height / usual;
    const isMenu = y < MENU_UNTIL && isMenuRow(line.compact, row);
    const crumb = y < CRUMBS_UNTIL && !isMenu ? lastCrumb(line, row) : undefined;
    const base = { text: line.text, compact: line.compact, box: line.box, size, y };
    if (isMenu) placed.push({ ...base, place: 'menu' });
    else if (crumb !== undefined)
      placed.push({ ...base, text: crumb, compact: compactText(crumb), place: 'crumb' });
    else placed.push({ ...base, place: isHeading(line.compact, size, y) ? 'heading' : 'body' });
  }
  return placed;
}

interface ComparedLine extends TextLine {
  readonly compact: string;
}

function usualHeight(lines: readonly TextLine[]): number {
  const heights = lines.map(({ box }) => box[3]).toSorted((a, b) => a - b);
  return Math.max(1, heights[heights.length >> 1] ?? 1);
}

function isBeside(line: TextLine, other: TextLine): boolean {
  const [, top, , height] = line.box;
  const middle = other.box[1] + other.box[3] / 2;
  return Math.abs(middle - (top + height / 2)) < 0.6 * Math.max(height, other.box[3]);
}

const isHeading = (compact: string, size: number, y: number): boolean =>
  size >= HEADING && y < 1 && compact.length <= LONGEST_HEADING && compact.length >= 2;

/** A row of many short entries, or entries that were read as one line. */
function isMenuRow(compact: string, row: readonly ComparedLine[]): boolean {
  const short = row.filter((other) => other.compact.length <= LONGEST_ENTRY);
  if (short.length >= MENU_ENTRIES && compact.length <= LONGEST_ENTRY) return true;
  return MENU_WORDS.filter((word) => compact.includes(word)).length >= 3;
}

/** The last crumb, where the line begins a trail or is the last one beside the beginning; otherwise undefined. */
function lastCrumb(line: ComparedLine, row: readonly ComparedLine[]): string | undefined {
  const trail = row.toSorted((a, b) => a.box[0] - b.box[0]);
  const start = trail.findIndex(({ compact }) => HOME.test(compact));
  if (start < 0) return undefined;
  const near = trail
    .slice(start)
    .filter(
      (one, i, all) => i === 0 || one.box[0] - (all[i - 1].box[0] + all[i - 1].box[2]) < 4 * one.box[3],
    );
  if (near.length > 1) return near.at(-1) === line ? (line.text.split(SEPARATORS).at(-1) ?? '') : undefined;
  if (near[0] !== line) return undefined;
  const pieces = line.text.split(SEPARATORS).filter((piece) => compactText(piece) !== '');
  const last = pieces.length > 1 ? (pieces.at(-1) ?? '') : line.compact.replace(HOME, '');
  return compactText(last) === '' ? undefined : last;
}
