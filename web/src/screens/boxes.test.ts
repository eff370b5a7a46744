import { assert, double, integer, oneof, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxBetween, boxWithin, placeOf } from './boxes.ts';

const size = { width: 400, height: 200 };

describe('boxes', () => {
  it('stand in shares of their picture', () => {
    expect(placeOf([100, 50, 40, 20], size)).toEqual({
      left: '25%',
      top: '25%',
      width: '10%',
      height: '10%',
    });
  });

  it('are drawn from any corner to the opposite one, and not for a slip of the hand', () => {
    expect(boxBetween({ x: 90.4, y: 80 }, { x: 10, y: 20 }, size)).toEqual([10, 20, 80, 60]);
    expect(boxBetween({ x: 10, y: 10 }, { x: 12, y: 90 }, size)).toBeNull();
    expect(boxBetween({ x: 500, y: 10 }, { x: 600, y: 90 }, size)).toBeNull();
  });

  it('never leave the picture, whatever is typed', () => {
    const side = oneof(double(), integer({ min: -900, max: 900 }));
    assert(
      property(side, side, side, side, (...box) => {
        const [x, y, width, height] = boxWithin(box, size);
        expect([x, y, width, height].every(Number.isInteger)).toBe(true);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + Math.max(0, width)).toBeLessThanOrEqual(size.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y + Math.max(0, height)).toBeLessThanOrEqual(size.height);
        expect(width).toBeGreaterThanOrEqual(0);
        expect(height).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
