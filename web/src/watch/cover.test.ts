import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/core/contracts/screen.ts';
import { coversIn } from './cover.ts';

const viewport = { width: 1000, height: 500 };

describe('what is covered of a frame', () => {
  it('is where the page says its fields are, at the scale of the frame, with a margin', () => {
    const field: Box = [112, 62, 176, 26];
    expect(coversIn([field], viewport, viewport)).toEqual([[100, 50, 200, 50]]);
    expect(coversIn([field], viewport, { width: 2000, height: 1000 })).toEqual([[200, 100, 400, 100]]);
    expect(coversIn([field], viewport, { width: 500, height: 250 })).toEqual([[50, 25, 100, 25]]);
  });

  it('is cut at the edges, and nothing where the field is out of sight', () => {
    expect(coversIn([[-50, -20, 100, 40]], viewport, viewport)).toEqual([[0, 0, 62, 32]]);
    expect(coversIn([[990, 490, 100, 40]], viewport, viewport)).toEqual([[978, 478, 22, 22]]);
    expect(coversIn([[1200, 10, 100, 40]], viewport, viewport)).toEqual([]);
  });

  it('always holds all of the field that is in the frame', () => {
    const place = integer({ min: 0, max: 400 });
    const side = integer({ min: 1, max: 90 });
    const scale = double({ min: 0.2, max: 3, noNaN: true });
    assert(
      property(place, place, side, side, scale, (x, y, width, height, by) => {
        const frame = { width: Math.round(1000 * by), height: Math.round(500 * by) };
        const [[left, top, wide, high]] = coversIn([[x, y, width, height]], viewport, frame);
        const [across, down] = [frame.width / 1000, frame.height / 500];
        expect(left).toBeLessThanOrEqual(x * across);
        expect(top).toBeLessThanOrEqual(y * down);
        expect(left + wide).toBeGreaterThanOrEqual(Math.min(frame.width, (x + width) * across));
        expect(top + high).toBeGreaterThanOrEqual(Math.min(frame.height, (y + height) * down));
      }),
    );
  });
});
