import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScreenPixels, TextLine } from '../../../core/contracts/screen.ts';
import { createRandom, type Random } from '../../../core/random.ts';
import { pictureOf, drawLabel, type Label } from './fixtures/picture-of-text.ts';
import { incrementalReader } from './incremental-reader.ts';
import type { Region } from './sample-region.ts';
import { openTextReader, type TextReader } from './text-reader.ts';

const WIDTH = 480;
const HEIGHT = 400;

let reader: TextReader;
beforeAll(async () => {
  reader = await openTextReader();
});
afterAll(() => reader.release());

/** The same reader, noting how much of each frame it was asked to read. */
function noting(): { reader: TextReader; areas: number[] } {
  const areas: number[] = [];
  const note = ({ width, height }: Region | ScreenPixels): number => areas.push(width * height);
  return {
    areas,
    reader: {
      ...reader,
      read: (pixels) => (note(pixels), reader.read(pixels)),
      readPart: (pixels, part) => (note(part), reader.readPart(pixels, part)),
    },
  };
}

const WORDS = [
  'Cotton',
  'shirt',
  'Leather',
  'boots',
  'Summer',
  'dress',
  'Linen',
  'jacket',
  'Woollen',
  'scarf',
  'Canvas',
];

/** A page of a shop, longer than the screen: rows of a name, a price and a button. */
function longPage(random: Random, rows: number): Label[] {
  return Array.from({ length: rows }, (_, i): Label[] => {
    const y = 100 + 56 * i;
    return [
      { text: `${random.pick(WORDS)} ${random.pick(WORDS)} ${i + 1}`, x: 30, y },
      { text: `$${10 + random.integer(90)}.${10 + random.integer(90)}`, x: 230, y },
      { text: 'Add to cart', x: 340, y, size: 13, fill: '#ffffff', button: '#2a7d4f' },
    ];
  }).flat();
}

const HEADER =
  `<rect width="${WIDTH}" height="50" fill="#20232a"/>` +
  drawLabel({ text: 'Northern Outfitters', x: 24, y: 32, size: 18, fill: '#ffffff' });

const draw = (labels: readonly Label[], scrolled: number, over = ''): Promise<ScreenPixels> =>
  pictureOf(
    WIDTH,
    HEIGHT,
    labels.map((label) => drawLabel({ ...label, y: label.y - scrolled })).join('') + HEADER + over,
  );

const DIALOGUE =
  `<rect width="${WIDTH}" height="${HEIGHT}" fill="#000000" opacity="0.55"/>` +
  `<rect x="110" y="120" width="260" height="150" rx="6" fill="#ffffff"/>` +
  drawLabel({ text: 'Added to your cart', x: 150, y: 165, size: 18 }) +
  drawLabel({ text: 'View cart', x: 200, y: 230, fill: '#ffffff', button: '#c62828' });

/** Signs that must change to make one text of the other. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    above = row;
  }
  return above[b.length];
}

/**
 * How far two readings agree, from 0 to 1: lines of nearly the same text, near the same place. A reader that sees a
 * word in a frame cut a pixel further left may read one of its letters otherwise.
 */
function agreement(full: readonly TextLine[], other: readonly TextLine[]): number {
  const isSame = (a: TextLine, b: TextLine): boolean =>
    distance(a.text, b.text) <= Math.max(1, a.text.length / 6) &&
    Math.abs(a.box[0] - b.box[0]) < 8 &&
    Math.abs(a.box[1] - b.box[1]) < 8;
  const found = full.filter((line) => other.some((candidate) => isSame(line, candidate))).length;
  return (2 * found) / (full.length + other.length);
}

describe('an incremental reader', () => {
  it('reads nothing of a frame that did not change, and a small part where one price did', async () => {
    const labels = longPage(createRandom(1), 6);
    const { reader: noted, areas } = noting();
    const incremental = incrementalReader(noted);
    const first = await incremental.read(await draw(labels, 0));
    expect(await incremental.read(await draw(labels, 0))).toEqual(first);
    expect(areas).toEqual([WIDTH * HEIGHT]);
    const changed = labels.with(4, { ...labels[4], text: '$5.00' });
    const lines = await incremental.read(await draw(changed, 0));
    expect(lines.map(({ text }) => text)).toContain('$5.00');
    expect(agreement(await reader.read(await draw(changed, 0)), lines)).toBeGreaterThan(0.97);
    expect(areas[1]).toBeLessThan(0.1 * WIDTH * HEIGHT);
  });

  it('moves the lines of a scrolled page, under a header that stands still', async () => {
    const labels = longPage(createRandom(2), 14);
    const { reader: noted, areas } = noting();
    const incremental = incrementalReader(noted);
    await incremental.read(await draw(labels, 0));
    const lines = await incremental.read(await draw(labels, 93));
    expect(agreement(await reader.read(await draw(labels, 93)), lines)).toBeGreaterThan(0.95);
    const read = areas.slice(1).reduce((sum, area) => sum + area, 0);
    expect(read).toBeLessThan(0.55 * WIDTH * HEIGHT);
  });

  it('reads a dialogue, and keeps the page that it dims, and the page again when it goes', async () => {
    const labels = longPage(createRandom(3), 6);
    const { reader: noted, areas } = noting();
    const incremental = incrementalReader(noted);
    const page = await incremental.read(await draw(labels, 0));
    const dimmed = await draw(labels, 0, DIALOGUE);
    const lines = await incremental.read(dimmed);
    expect(lines.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Added to your cart', 'View cart']),
    );
    expect(agreement(await reader.read(dimmed), lines)).toBeGreaterThan(0.88);
    expect(agreement(page, await incremental.read(await draw(labels, 0)))).toBeGreaterThan(0.95);
    for (const area of areas.slice(1)) expect(area).toBeLessThan(0.6 * WIDTH * HEIGHT);
  });

  it('reads frames after any changes as a full reading does, nearly', { timeout: 120_000 }, async () => {
    const random = createRandom(11);
    const incremental = incrementalReader(reader);
    let labels = longPage(random, 16);
    let scrolled = 0;
    const agreements: number[] = [];
    for (let step = 0; step < 5; step++) {
      const change = random.integer(4);
      if (change === 0) scrolled = Math.max(0, Math.min(500, scrolled + random.integer(400) - 200));
      if (change === 1) {
        const i = random.integer(labels.length);
        labels = labels.with(i, { ...labels[i], text: `${random.pick(WORDS)} ${step}` });
      }
      if (change === 2) labels = longPage(random, 16);
      const frame = await draw(labels, scrolled, change === 3 ? DIALOGUE : '');
      agreements.push(agreement(await reader.read(frame), await incremental.read(frame)));
    }
    expect(Math.min(...agreements)).toBeGreaterThan(0.8);
    expect(agreements.reduce((sum, value) => sum + value, 0) / agreements.length).toBeGreaterThan(0.95);
  });

  it('reads a frame of another size, and one after forgetting, as a whole', async () => {
    const { reader: noted, areas } = noting();
    const incremental = incrementalReader(noted);
    const small = await pictureOf(200, 80, drawLabel({ text: 'Checkout', x: 20, y: 45 }));
    await incremental.read(small);
    await incremental.read(await pictureOf(210, 80, ''));
    incremental.forget();
    await incremental.read(await pictureOf(210, 80, ''));
    expect(areas).toEqual([200 * 80, 210 * 80, 210 * 80]);
  });
});
