import { describe, expect, it } from 'vitest';
import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import { createRandom } from '../../../core/random.ts';
import { LAYOUT_FEATURES, layoutFeatures } from './layout-features.ts';

function blank(width: number, height: number, grey: number): ScreenPixels & { data: Uint8Array } {
  return { width, height, data: new Uint8Array(3 * width * height).fill(grey) };
}

function fill(
  { data, width }: ScreenPixels,
  [left, top, across, down]: readonly number[],
  colour: (x: number, y: number) => readonly [number, number, number],
): void {
  for (let y = top; y < top + down; y++) {
    for (let x = left; x < left + across; x++) data.set(colour(x, y), 3 * (y * width + x));
  }
}

function featuresOf(pixels: ScreenPixels): Record<string, number> {
  const values = layoutFeatures(pixels);
  return Object.fromEntries(LAYOUT_FEATURES.map((name, i) => [name, values[i]]));
}

const RED = [210, 20, 30] as const;

describe('features of a layout', () => {
  it.each([
    ['black', blank(1280, 800, 0)],
    ['white', blank(390, 844, 255)],
    ['one pixel', blank(1, 1, 90)],
    ['a line of pixels', blank(1280, 3, 90)],
    ['far too tall', blank(1280, 10_000, 200)],
    ['far too wide', blank(10_000, 8, 200)],
  ])('are finite and as many as their names for a screen that is %s', (_, pixels) => {
    const values = layoutFeatures(pixels);
    expect(values).toHaveLength(LAYOUT_FEATURES.length);
    expect(values.every((value) => Number.isFinite(value) && Math.abs(value) <= 8)).toBe(true);
  });

  it('are finite and the same twice for noise', () => {
    const random = createRandom('noise');
    const pixels = blank(400, 300, 0);
    for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = random.integer(256);
    const values = layoutFeatures(pixels);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(layoutFeatures(pixels)).toEqual(values);
  });

  it('tell a row of photos from a form', () => {
    const random = createRandom('photos');
    const shelf = blank(1280, 800, 255);
    for (let card = 0; card < 4; card++) {
      fill(shelf, [40 + card * 300, 200, 240, 240], (x, y) => [
        x % 256,
        (y + random.integer(60)) % 256,
        card * 60,
      ]);
    }
    const form = blank(1280, 800, 255);
    for (let field = 0; field < 6; field++) {
      for (const edge of [0, 40]) fill(form, [400, 100 + field * 80 + edge, 480, 1], () => [60, 60, 60]);
    }
    const photos = featuresOf(shelf);
    const fields = featuresOf(form);
    expect(photos['pictures in a row']).toBeCloseTo(Math.log1p(4) / 2);
    expect(fields['pictures']).toBe(0);
    expect(fields['fields in a column']).toBeGreaterThan(photos['fields in a column']);
  });

  it('find a button by its colour', () => {
    const screen = blank(1280, 800, 255);
    expect(featuresOf(screen)['buttons']).toBe(0);
    fill(screen, [800, 600, 200, 48], () => RED);
    const { buttons, 'buttons at the right': right } = featuresOf(screen);
    expect(buttons).toBeCloseTo(Math.log1p(1) / 2);
    expect(right).toBe(buttons);
  });
});
