/** Teaches a small network to know words of shops by their shape, from lines that are drawn for it. */
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { LINE_GLYPH_SIZE, putLineGlyph } from '../../perception/screens/page/line-glyph.ts';
import { PHRASES, SPOTTED_CLASSES } from '../../perception/screens/page/word-spotter.ts';
import type { SmallNetwork } from '../../perception/screens/elements/small-network.ts';
import { trainSmallNetwork } from './train-screen-elements-network.ts';
import { drawLine, type Face } from './train-screen-page-words-drawn.ts';
import { drawnPrice, inSomeCase, otherLine, spaced } from './train-screen-page-words-phrases.ts';

export interface WordLesson {
  readonly faces: readonly Face[];
  /** Drawings of each English phrase; a Chinese one, whose faces differ less, has half as many. */
  readonly drawings: number;
  readonly epochs: number;
  readonly hidden: number;
  readonly random: Random;
  readonly progress: Progress;
}

/** Each drawing is looked at as often as that, by edges that are a pixel off. */
const LOOKS = 2;
/** Lines that are no phrase, for each that is one. */
const OTHERS = 1.1;
/** Marks that stand beside labels. */
const TAILS = [':', ' *', ' >', '.', ' (3)'];

/** A network from line glyphs to SPOTTED_CLASSES. Blocks its thread while it learns. */
export async function teachWordSpotter(lesson: WordLesson): Promise<SmallNetwork> {
  const { drawings, epochs, faces, hidden, progress, random } = lesson;
  const words = random.fork('words');
  const wanted: { text: string; label: number }[] = [];
  for (const [i, phrase] of PHRASES.entries()) {
    const isChinese = /\p{Script=Han}/u.test(phrase);
    for (let k = 0; k < (isChinese ? drawings / 2 : drawings); k++) {
      const tail = words.next() < 0.1 ? words.pick(TAILS) : '';
      wanted.push({ text: inSomeCase(spaced(phrase), words) + tail, label: i + 1 });
    }
  }
  const phrases = wanted.length;
  for (let k = 0; k < OTHERS * phrases; k++) {
    const isPrice = words.next() < 0.1;
    const text = isPrice ? drawnPrice(words) : inSomeCase(otherLine(words), words);
    wanted.push({ text, label: isPrice ? SPOTTED_CLASSES - 1 : 0 });
  }
  const rows = new Float32Array(wanted.length * LOOKS * LINE_GLYPH_SIZE);
  const labels: number[] = [];
  const step = progress.start('Drawing words', wanted.length);
  for (const { text, label } of wanted) {
    step.advance();
    const line = await drawLine(text, faces, words);
    if (line === undefined) continue;
    for (let look = 0; look < LOOKS; look++) {
      const off = (): number => (words.next() < 0.3 ? words.pick([-1, 1]) : 0);
      const [x, y, width, height] = line.box;
      const [left, top] = [x + off(), y + off()];
      const box = [left, top, x + width + off() - left, y + height + off() - top] as const;
      const at = labels.length * LINE_GLYPH_SIZE;
      putLineGlyph(line.pixels, [...box], rows.subarray(at, at + LINE_GLYPH_SIZE));
      labels.push(label);
    }
  }
  step.done();
  const targets = new Float32Array(labels.length * SPOTTED_CLASSES);
  for (const [i, label] of labels.entries()) targets[i * SPOTTED_CLASSES + label] = 1;
  return trainSmallNetwork({
    rows: rows.subarray(0, labels.length * LINE_GLYPH_SIZE),
    targets,
    inputs: LINE_GLYPH_SIZE,
    classes: SPOTTED_CLASSES,
    hidden,
    epochs,
    dropout: 0.1,
    random: random.fork('network'),
  });
}
