import { describe, expect, it } from 'vitest';
import { brightnessOf, hasChanged, THUMBNAIL } from './frame-change.ts';

const cells = THUMBNAIL.width * THUMBNAIL.height;
const grey = (value = 128): Uint8ClampedArray => new Uint8ClampedArray(cells).fill(value);
/** A frame with some cells brighter than grey. */
const brighter = (by: number, ...places: number[]): Uint8ClampedArray => {
  const frame = grey();
  for (const place of places) frame[place] += by;
  return frame;
};

describe('a frame has changed', () => {
  it('where it is the first, or of another shape', () => {
    expect(hasChanged(null, grey())).toBe(true);
    expect(hasChanged(new Uint8ClampedArray(9), grey())).toBe(true);
  });

  it('where a page was opened or scrolled, or a number in the cart counted up', () => {
    expect(hasChanged(grey(), grey(200))).toBe(true);
    expect(hasChanged(grey(), brighter(9, 700, 701))).toBe(true);
    expect(hasChanged(grey(), brighter(40, 700))).toBe(true);
  });

  it('not by noise, and not by a blinking caret', () => {
    expect(hasChanged(grey(), grey())).toBe(false);
    expect(hasChanged(grey(), grey(131))).toBe(false);
    expect(hasChanged(grey(), brighter(12, 700))).toBe(false);
  });
});

it('brightness is that of the eye: green more than red, red more than blue', () => {
  const pixels = Uint8ClampedArray.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0]);
  expect([...brightnessOf(pixels)]).toEqual([76, 150, 29, 255]);
});
