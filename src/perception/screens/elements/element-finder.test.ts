import { array, assert, double, integer, property, record, string, tuple } from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  ELEMENT_KINDS,
  screenElementSchema,
  type ScreenElement,
  type ScreenPixels,
  type TextLine,
} from '../../../core/contracts/screen.ts';
import { DaogouError } from '../../../core/errors.ts';
import { overlap } from './boxes.ts';
import { decodeElementWeights, ElementFinder, encodeElementWeights } from './element-finder.ts';

const finder = ElementFinder.shipped();

async function drawn(width: number, height: number, shapes: string): Promise<ScreenPixels> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${shapes}</svg>`;
  const { data } = await sharp(Buffer.from(svg))
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data };
}

const line = (text: string, box: TextLine['box']): TextLine => ({ text, box, confidence: 0.98 });

const button = (x: number, y: number, text: string): string =>
  `<rect x="${x}" y="${y}" width="180" height="46" rx="4" fill="#d01030"/><text x="${x + 40}" y="${y + 29}" font-size="17" font-family="sans-serif" fill="#fff">${text}</text>`;

function bestOf(elements: readonly ScreenElement[], kind: ScreenElement['kind']): ScreenElement | undefined {
  return elements.find((element) => element.kind === kind);
}

describe('finding elements', () => {
  it.each([
    ['add_to_cart', 'Add to cart'],
    ['add_to_cart', '加入购物车'],
    ['buy_now', 'Buy now'],
    ['buy_now', '立即购买'],
  ] as const)('finds %s by what is written on a button: %s', async (kind, text) => {
    const pixels = await drawn(1280, 800, button(700, 420, text));
    const found = bestOf(finder.fromText(pixels, [line(text, [740, 434, 100, 17])]), kind);
    expect(found?.text).toBe(text);
    expect(overlap(found?.box ?? [0, 0, 0, 0], [700, 420, 180, 46])).toBeGreaterThan(0.5);
  });

  it('finds the cards of a grid', async () => {
    const cards = Array.from({ length: 4 }, (_, i) => {
      const x = 40 + i * 300;
      return `<rect x="${x}" y="200" width="270" height="260" fill="hsl(${i * 80} 50% 50%)"/><circle cx="${x + 130}" cy="330" r="80" fill="hsl(${i * 80 + 90} 70% 40%)"/><text x="${x}" y="490" font-size="16">Cotton shirt</text><text x="${x}" y="516" font-size="16">$ 12.90</text>`;
    });
    const lines = Array.from({ length: 4 }, (_, i) => [
      line('Cotton shirt', [40 + i * 300, 476, 90, 16]),
      line('$ 12.90', [40 + i * 300, 502, 56, 16]),
    ]).flat();
    const found = finder
      .fromText(await drawn(1280, 800, cards.join('')), lines)
      .filter(({ kind }) => kind === 'product_card');
    for (let i = 0; i < 4; i++) {
      expect(found.some(({ box }) => overlap(box, [40 + i * 300, 200, 270, 325]) > 0.5)).toBe(true);
    }
  });

  it('finds nothing on a black frame, and nothing on one pixel', () => {
    const black = { width: 1280, height: 800, data: new Uint8Array(1280 * 800 * 3) };
    expect(finder.fromPixels(black)).toEqual([]);
    expect(finder.fromText(black, [])).toEqual([]);
    expect(finder.fromPixels({ width: 1, height: 1, data: new Uint8Array(3) })).toEqual([]);
  });

  it('looks at no more candidates on a page of 10,000 rows than it can judge in time', () => {
    const [width, height] = [1280, 10_000];
    const data = new Uint8Array(width * height * 3).fill(255);
    // A mark every 20 pixels in both directions: 32,000 of them.
    for (let y = 5; y < height - 12; y += 20) {
      for (let x = 5; x < width - 12; x += 20) {
        for (let dy = 0; dy < 9; dy++)
          data.fill(0, ((y + dy) * width + x) * 3, ((y + dy) * width + x + 9) * 3);
      }
    }
    const begun = performance.now();
    expect(finder.fromPixels({ width, height, data }).length).toBeLessThanOrEqual(200);
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  it('gives boxes inside the picture and confidences between 0 and 1, whatever it sees', () => {
    const pictures = record({
      width: integer({ min: 1, max: 150 }),
      height: integer({ min: 1, max: 150 }),
      seed: integer(),
    }).map(({ width, height, seed }) => ({ width, height, data: blocks(width, height, seed) }));
    const read = array(
      record({
        text: string({ maxLength: 12 }),
        box: tuple(
          integer({ min: -20, max: 160 }),
          integer({ min: -20, max: 160 }),
          integer({ min: 0, max: 200 }),
          integer({ min: 0, max: 60 }),
        ),
        confidence: double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 8 },
    );
    assert(
      property(pictures, read, (pixels, lines) => {
        for (const element of [...finder.fromPixels(pixels), ...finder.fromText(pixels, lines)]) {
          const { box, kind } = screenElementSchema.parse(element);
          expect(ELEMENT_KINDS).toContain(kind);
          expect(box[0]).toBeGreaterThanOrEqual(0);
          expect(box[1]).toBeGreaterThanOrEqual(0);
          expect(box[0] + box[2]).toBeLessThanOrEqual(pixels.width + 1e-6);
          expect(box[1] + box[3]).toBeLessThanOrEqual(pixels.height + 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** A picture of coloured blocks, the same for the same seed. */
function blocks(width: number, height: number, seed: number): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  const side = 8 + Math.abs(seed % 23);
  for (let i = 0; i < width * height; i++) {
    const block = Math.floor((i % width) / side) * 31 + Math.floor(i / width / side) * 17 + seed;
    for (let c = 0; c < 3; c++) data[i * 3 + c] = Math.imul(block, 97 + c * 40) & 255;
  }
  return data;
}

describe('weights of elements', () => {
  it('are refused where an array is missing', () => {
    expect(() => decodeElementWeights(encodeElementWeights(emptyOf()).slice(0, 4))).toThrow(DaogouError);
    expect(() => new ElementFinder(emptyOf())).toThrow(expect.objectContaining({ code: 'model-mismatch' }));
  });
});

function emptyOf(): Parameters<typeof encodeElementWeights>[0] {
  const none = new Float32Array(0);
  const network = { mean: none, scale: none, inner: none, innerBias: none, outer: none, outerBias: none };
  const thresholds = Object.fromEntries(
    ELEMENT_KINDS.map((kind) => [kind, { seen: 0.5, worded: 0.5, bare: 0.5 }]),
  ) as Parameters<typeof encodeElementWeights>[0]['text']['thresholds'];
  return {
    pictograms: network,
    pixels: { network, words: network, thresholds },
    text: { network, words: network, thresholds },
  };
}
