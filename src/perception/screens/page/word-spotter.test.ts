import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import { createRandom } from '../../../core/random.ts';
import { findShapes } from '../elements/find-shapes.ts';
import { classify } from '../elements/small-network.ts';
import { drawnLines } from './drawn-lines.ts';
import { glanceFeatures, GLANCE_FEATURES } from './glance-features.ts';
import { judgeGlyphs } from './judge-glyphs.ts';
import { LINE_GLYPH_SIZE, putLineGlyph } from './line-glyph.ts';
import { decodeSpotter, encodeSpotter, PHRASES, SPOTTED_CLASSES, WordSpotter } from './word-spotter.ts';

const spotter = WordSpotter.shipped();

/** Rules at the places of letters: no font is needed to hang them together. */
function bars(places: readonly (readonly [x: number, y: number, height: number])[]): ScreenPixels {
  const width = 390;
  const height = 300;
  const data = new Uint8Array(3 * width * height).fill(255);
  for (const [left, top, tall] of places) {
    for (let y = top; y < top + tall; y++) data.fill(20, 3 * (y * width + left), 3 * (y * width + left + 5));
  }
  return { width, height, data };
}

describe('lines of writing that are not read', () => {
  it('hang together by small gaps, and not by large ones or across lines', () => {
    const line = [20, 28, 36, 44, 58, 66].map((x) => [x, 40, 14] as const);
    const far = [160, 168, 176].map((x) => [x, 40, 14] as const);
    const below = [20, 28, 36].map((x) => [x, 70, 14] as const);
    const boxes = drawnLines(findShapes(bars([...line, ...far, ...below])).marks, [], 390);
    expect(boxes.map(([x, y]) => [x, y]).toSorted((a, b) => a[1] - b[1] || b[0] - a[0])).toEqual([
      [160, 40],
      [20, 40],
      [20, 70],
    ]);
    expect(boxes.find(([x, y]) => x === 20 && y === 40)?.[2]).toBe(51);
  });

  it('are not looked for in pictures', () => {
    const { marks } = findShapes(bars([20, 28, 36, 44].map((x) => [x, 40, 14] as const)));
    expect(drawnLines(marks, [[0, 0, 200, 200]], 390)).toEqual([]);
  });

  it('look alike dark on light and light on dark, and may lie at the edge', () => {
    const screen = bars([20, 28, 36].map((x) => [x, 40, 14] as const));
    const turned = { ...screen, data: screen.data.map((value) => 255 - value) };
    const [one, other] = [screen, turned].map((pixels) => {
      const glyph = new Float32Array(LINE_GLYPH_SIZE);
      putLineGlyph(pixels, [20, 40, 21, 14], glyph);
      return glyph;
    });
    expect(one).toEqual(other);
    const edge = new Float32Array(LINE_GLYPH_SIZE);
    putLineGlyph(screen, [380, 290, 30, 20], edge);
    expect(edge.every(Number.isFinite)).toBe(true);
  });
});

describe('words known by their shape', () => {
  it('are found on a drawn page, and make it a cart', async () => {
    // Any machine that draws text has some sans serif face.
    const entries = ['Shopping Cart', 'Continue Shopping', 'Subtotal', 'Proceed to Checkout'];
    const lines = entries.map(
      (text, i) =>
        `<text x="60" y="${150 + 90 * i}" font-family="Liberation Sans, DejaVu Sans, sans-serif" font-size="${i === 0 ? 34 : 17}" fill="#222">${text}</text>`,
    );
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="800"><rect width="1280" height="800" fill="#fff"/>${lines.join('')}</svg>`;
    const { data, info } = await sharp(Buffer.from(svg))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = { width: info.width, height: info.height, data };
    const found = spotter.spot(pixels, findShapes(pixels).marks, []).map(({ text }) => text);
    const compact = entries.map((text) => text.toLowerCase().replaceAll(' ', ''));
    expect(compact.filter((text) => found.includes(text)).length).toBeGreaterThanOrEqual(2);
  });

  it('are few in noise, and none on a blank screen', () => {
    const blank: ScreenPixels = { width: 390, height: 844, data: new Uint8Array(3 * 390 * 844).fill(255) };
    expect(spotter.spot(blank, findShapes(blank).marks, [])).toEqual([]);
    const random = createRandom('noise');
    const noise = { ...blank, data: blank.data.map(() => random.integer(256)) };
    const features = glanceFeatures(noise, spotter);
    expect(features).toHaveLength(GLANCE_FEATURES.length);
    expect(features.every(Number.isFinite)).toBe(true);
  });

  it('are judged as small networks judge, only faster', () => {
    const random = createRandom('judge');
    const floats = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => random.normal());
    const network = {
      mean: floats(7),
      scale: floats(7),
      inner: floats(35),
      innerBias: floats(5),
      outer: floats(30),
      outerBias: floats(6),
    };
    const rows = floats(70).map((value) => (value < 0 ? 0 : value));
    const slow = classify(network, rows);
    for (const [i, value] of judgeGlyphs(network, rows).entries()) expect(value).toBeCloseTo(slow[i], 4);
  });

  it('keep their network within a hundredth in 8 bits, and refuse another', () => {
    const random = createRandom('weights');
    const floats = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => random.normal());
    const network = {
      mean: floats(3),
      scale: floats(3),
      inner: floats(12),
      innerBias: floats(4),
      outer: floats(8),
      outerBias: floats(2),
    };
    const { inner, outerBias } = decodeSpotter(encodeSpotter(network));
    expect(outerBias).toEqual(network.outerBias);
    for (const [i, weight] of inner.entries()) expect(weight).toBeCloseTo(network.inner[i], 1);
    expect(() => new WordSpotter(network)).toThrow(expect.objectContaining({ code: 'model-mismatch' }));
    expect(SPOTTED_CLASSES).toBe(PHRASES.length + 2);
  });
});
