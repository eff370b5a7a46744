import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Box, ScreenPixels } from '../../../core/contracts/screen.ts';
import { overlap } from './boxes.ts';
import { findShapes } from './find-shapes.ts';

async function drawn(width: number, height: number, shapes: string, quality = 90): Promise<ScreenPixels> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${shapes}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).flatten({ background: '#fff' }).jpeg({ quality }).toBuffer();
  const { data } = await sharp(jpeg).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width, height, data };
}

const best = (boxes: readonly { readonly box: Box }[], wanted: Box): number =>
  Math.max(0, ...boxes.map(({ box }) => overlap(box, wanted)));

describe('shapes of a screen', () => {
  it('finds a button with its colour, whatever is written on it', async () => {
    const pixels = await drawn(
      400,
      300,
      '<rect x="60" y="100" width="180" height="44" fill="#d01030"/><text x="90" y="128" font-size="18" fill="#fff">Add to cart</text>',
    );
    const button = findShapes(pixels).panels.find(({ box }) => overlap(box, [60, 100, 180, 44]) > 0.9);
    expect(button).toBeDefined();
    expect(button?.fill).toBeGreaterThan(0.9);
    expect((button?.colour ?? 0) >> 16).toBeGreaterThan(190);
  });

  it('finds an input by a light frame of one pixel', async () => {
    const pixels = await drawn(
      400,
      300,
      '<rect x="40.5" y="60.5" width="300" height="36" fill="none" stroke="#dddddd"/>',
    );
    const { panels, marks } = findShapes(pixels);
    expect(best([...panels, ...marks], [40, 60, 301, 37])).toBeGreaterThan(0.85);
  });

  it('finds a pictogram and a word as marks of their own', async () => {
    const pixels = await drawn(
      400,
      200,
      '<circle cx="50" cy="50" r="8" fill="none" stroke="#000" stroke-width="2"/><path d="M56 56L64 64" stroke="#000" stroke-width="3"/><text x="150" y="60" font-size="20">Search</text>',
    );
    const { marks } = findShapes(pixels);
    expect(best(marks, [41, 41, 24, 24])).toBeGreaterThan(0.7);
    expect(marks.some(({ box: [x, , w] }) => x > 145 && x < 155 && w > 45)).toBe(true);
  });

  it('has nothing to say of a black frame or a single pixel', () => {
    const black = findShapes({ width: 320, height: 240, data: new Uint8Array(320 * 240 * 3) });
    expect(black.marks).toEqual([]);
    expect(black.panels.map(({ box }) => box)).toEqual([[0, 0, 320, 240]]);
    expect(findShapes({ width: 1, height: 1, data: new Uint8Array(3) })).toEqual({ panels: [], marks: [] });
  });
});
