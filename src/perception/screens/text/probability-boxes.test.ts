import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBoxes } from './probability-boxes.ts';
import type { Region } from './sample-region.ts';

const SETTINGS = { pixel: 0.3, box: 0.5, growth: 1.5 };

function mapOf(
  width: number,
  height: number,
  rectangles: readonly Region[],
  probability = 0.9,
): Float32Array {
  const values = new Float32Array(width * height);
  for (const { x, y, width: across, height: down } of rectangles) {
    for (let row = y; row < y + down; row++)
      values.fill(probability, row * width + x, row * width + x + across);
  }
  return values;
}

describe('boxes of a map of probabilities', () => {
  it('grow by area times ratio over perimeter', () => {
    const values = mapOf(100, 40, [{ x: 20, y: 15, width: 60, height: 10 }]);
    const [box] = findBoxes({ values, width: 100, height: 40, stride: 100 }, SETTINGS);
    const grow = (60 * 10 * 1.5) / 140;
    expect(box.x).toBeCloseTo(20 - grow);
    expect(box.y).toBeCloseTo(15 - grow);
    expect(box.width).toBeCloseTo(60 + 2 * grow);
    expect(box.height).toBeCloseTo(10 + 2 * grow);
    expect(box.score).toBeCloseTo(0.9);
  });

  it('leave out specks, what is unsure, and the padding on the right', () => {
    const values = mapOf(64, 32, [{ x: 2, y: 2, width: 2, height: 20 }]);
    for (let x = 50; x < 64; x++) for (let y = 5; y < 15; y++) values[y * 64 + x] = 0.9;
    const unsure = mapOf(64, 32, [{ x: 20, y: 5, width: 20, height: 8 }], 0.4);
    for (const [i, value] of unsure.entries()) values[i] = Math.max(values[i], value);
    expect(findBoxes({ values, width: 48, height: 32, stride: 64 }, SETTINGS)).toEqual([]);
  });

  it('join what touches at a corner, as in a letter U', () => {
    const values = mapOf(40, 40, [
      { x: 5, y: 5, width: 5, height: 20 },
      { x: 20, y: 5, width: 5, height: 20 },
      { x: 10, y: 25, width: 10, height: 5 },
    ]);
    expect(findBoxes({ values, width: 40, height: 40, stride: 40 }, SETTINGS)).toHaveLength(1);
  });

  it('are one for each rectangle that stands alone, and hold it', () => {
    const cell = fc.option(
      fc.record({
        x: fc.integer({ min: 1, max: 8 }),
        y: fc.integer({ min: 1, max: 8 }),
        width: fc.integer({ min: 3, max: 10 }),
        height: fc.integer({ min: 3, max: 10 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: 12, maxLength: 12 }), (cells) => {
        const rectangles = cells.flatMap((rectangle, i) =>
          rectangle
            ? [{ ...rectangle, x: rectangle.x + 20 * (i % 4), y: rectangle.y + 20 * Math.floor(i / 4) }]
            : [],
        );
        const boxes = findBoxes(
          { values: mapOf(80, 60, rectangles), width: 80, height: 60, stride: 80 },
          SETTINGS,
        );
        expect(boxes).toHaveLength(rectangles.length);
        for (const { x, y, width, height } of rectangles) {
          const holding = boxes.filter(
            (box) =>
              box.x <= x && box.y <= y && box.x + box.width >= x + width && box.y + box.height >= y + height,
          );
          expect(holding.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
