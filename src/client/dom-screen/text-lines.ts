import type { Box, TextLine } from '../../core/contracts/screen.ts';
import { isSecretField } from './secret-fields.ts';
import type { VisiblePart } from './visible.ts';

/** A page of more pieces of text than this is read as far as that. */
const MOST_TEXTS = 4_000;
/** Pieces of a row that stand closer than this, in heights of the text, are one line. */
const NEAR = 0.7;
const NOT_READ =
  'script, style, noscript, template, textarea, option, [contenteditable=""], [contenteditable=true]';

interface Piece {
  text: string;
  box: Box;
}

/**
 * The lines of text in the viewport, top to bottom, as a reader of pictures would find them: what a search field
 * holds and what other fields say they are for included, what shoppers typed elsewhere not.
 */
export function readTextLines(document: Document, visible: VisiblePart): TextLine[] {
  const pieces: Piece[] = [...textsOf(document, visible), ...fieldsOf(document, visible)];
  pieces.sort((a, b) => a.box[1] + a.box[3] / 2 - (b.box[1] + b.box[3] / 2) || a.box[0] - b.box[0]);
  return joined(pieces).map(({ text, box }) => ({ text, box, confidence: 1 }));
}

function* textsOf(document: Document, visible: VisiblePart): Generator<Piece> {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < MOST_TEXTS;) {
    const node = walker.nextNode();
    if (node === null) return;
    const parent = node.parentElement;
    if (!parent || !node.nodeValue?.trim() || parent.closest(NOT_READ)) continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    count++;
    for (const { text, box } of linesOfNode(document, node as Text)) {
      const seen = visible.boxOfLine(box, parent);
      if (seen) yield { text, box: seen };
    }
  }
}

/** A text node broken where the page broke it: word by word, and character by character where there are no spaces. */
function* linesOfNode(document: Document, node: Text): Generator<Piece> {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = range.getClientRects();
  const whole = node.data.replaceAll(/\s+/g, ' ').trim();
  if (rects.length === 1) {
    yield { text: whole, box: boxOf(rects[0]) };
    return;
  }
  let line: Piece | undefined;
  for (const { 0: word, index } of node.data.matchAll(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0) continue;
    const box = boxOf(rect);
    if (line && Math.abs(line.box[1] - box[1]) < box[3] / 2) {
      const space = /\s/.test(node.data[index - 1] ?? '') ? ' ' : '';
      line = { text: `${line.text}${space}${word}`, box: around(line.box, box) };
    } else {
      if (line) yield line;
      line = { text: word, box };
    }
  }
  if (line) yield line;
}

function* fieldsOf(document: Document, visible: VisiblePart): Generator<Piece> {
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')) {
    if (isSecretField(field)) continue;
    const text = saidByField(field);
    const box = text && visible.boxOf(field);
    if (box) yield { text, box };
  }
}

/** What a field shows that is not the shopper's own: its search, its choice, or what it is for. */
export function saidByField(field: HTMLInputElement | HTMLSelectElement): string {
  if (field.tagName === 'SELECT') return (field as HTMLSelectElement).selectedOptions[0]?.text.trim() ?? '';
  const input = field as HTMLInputElement;
  if (['button', 'submit', 'reset'].includes(input.type)) return input.value.trim();
  const isSearch = input.type === 'search' || input.closest('search, [role=search]') !== null;
  const isNumber = input.type === 'number' && input.value.length < 4;
  return (isSearch || isNumber ? input.value || input.placeholder : input.placeholder).trim();
}

/** Pieces that stand side by side in a row, as one: a currency and its amount, a link within a sentence. */
function joined(pieces: readonly Piece[]): Piece[] {
  const lines: Piece[] = [];
  for (const piece of pieces) {
    const before = lines.findLast((line) => isNextTo(line.box, piece.box));
    if (!before) {
      lines.push({ ...piece });
      continue;
    }
    const [first, second] = before.box[0] <= piece.box[0] ? [before, piece] : [piece, before];
    const gap = second.box[0] - (first.box[0] + first.box[2]);
    before.text = `${first.text}${gap > 0.12 * piece.box[3] ? ' ' : ''}${second.text}`;
    before.box = around(before.box, piece.box);
  }
  return lines;
}

function isNextTo(a: Box, b: Box): boolean {
  const overlap = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  const height = Math.min(a[3], b[3]);
  const gap = Math.max(a[0], b[0]) - Math.min(a[0] + a[2], b[0] + b[2]);
  return overlap > 0.6 * height && Math.max(a[3], b[3]) < 1.8 * height && gap > -2 && gap < NEAR * height;
}

function around(a: Box, b: Box): Box {
  const left = Math.min(a[0], b[0]);
  const top = Math.min(a[1], b[1]);
  return [left, top, Math.max(a[0] + a[2], b[0] + b[2]) - left, Math.max(a[1] + a[3], b[1] + b[3]) - top];
}

const boxOf = ({ x, y, width, height }: DOMRect): Box => [x, y, width, height];
