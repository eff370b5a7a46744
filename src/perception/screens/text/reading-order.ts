import type { TextLine } from '../../../core/contracts/screen.ts';

/**
 * Top to bottom, and left to right among lines that stand beside each other: those whose middle lies within the
 * highest line of their row.
 */
export function inReadingOrder(lines: readonly TextLine[]): TextLine[] {
  const waiting = lines.toSorted((a, b) => middleOf(a) - middleOf(b));
  const ordered: TextLine[] = [];
  let row: TextLine[] = [];
  let bottom = -Infinity;
  for (const line of waiting) {
    if (middleOf(line) > bottom) {
      ordered.push(...row.sort(leftFirst));
      row = [];
      // Half of the line's height below its middle would join a row with the next where lines stand close.
      bottom = middleOf(line) + line.box[3] * 0.35;
    }
    row.push(line);
  }
  return [...ordered, ...row.sort(leftFirst)];
}

const middleOf = ({ box }: TextLine): number => box[1] + box[3] / 2;
const leftFirst = (a: TextLine, b: TextLine): number => a.box[0] - b.box[0];
