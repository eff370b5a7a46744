import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import { createRandom } from '../../../core/random.ts';
import { joinRegions, regionsWithoutFlag } from './changed-regions.ts';
import { contentBands } from './content-bands.ts';
import { findTint } from './dimming.ts';
import { contentKey, LineCache } from './line-cache.ts';
import { findScroll } from './scroll-shift.ts';
import { coversAll, SAME_TINT, TILE, tilesThatCame } from './tile-changes.ts';

const blank = (width: number, height: number, value = 255): ScreenPixels => ({
  width,
  height,
  data: new Uint8Array(3 * width * height).fill(value),
});

function paint(
  picture: ScreenPixels,
  x: number,
  y: number,
  width: number,
  height: number,
  value: number,
): void {
  for (let row = y; row < y + height; row++) {
    const start = 3 * (row * picture.width + x);
    picture.data.fill(value, start, start + 3 * width);
  }
}

/** Bars of all lengths and greys, as unlike each other as lines of a page. */
function page(width: number, height: number, seed: number): ScreenPixels {
  const random = createRandom(seed);
  const picture = blank(width, height);
  for (let y = 8; y + 14 < height; y += 14 + random.integer(20)) {
    const x = random.integer(width / 2);
    paint(picture, x, y, 20 + random.integer(width / 2 - 20), 4 + random.integer(8), random.integer(160));
  }
  return picture;
}

/** The window of a long page that starts at a row. */
function windowOf(long: ScreenPixels, top: number, height: number): ScreenPixels {
  const row = 3 * long.width;
  return { width: long.width, height, data: long.data.slice(top * row, (top + height) * row) };
}

describe('the shift of a scrolled page', () => {
  it('is found, in both directions', () => {
    const shifts = fc.integer({ min: -150, max: 150 });
    fc.assert(
      fc.property(fc.integer(), shifts, (seed, shift) => {
        const long = page(320, 800, seed);
        expect(findScroll(windowOf(long, 200, 400), windowOf(long, 200 - shift, 400))).toBe(shift);
      }),
      { numRuns: 20 },
    );
  });

  it('is found under a header that stands still, and through the noise of compression', () => {
    const long = page(640, 900, 3);
    const before = windowOf(long, 0, 400);
    const after = windowOf(long, 120, 400);
    const random = createRandom(1);
    for (let i = 0; i < after.data.length; i++)
      after.data[i] = Math.max(0, Math.min(255, after.data[i] + 5 * random.normal()));
    for (const frame of [before, after]) paint(frame, 0, 0, 640, 50, 30);
    expect(findScroll(before, after)).toBe(-120);
  });

  it('is 0 where nothing moved, and where another page came', () => {
    expect(findScroll(page(320, 400, 1), page(320, 400, 1))).toBe(0);
    expect(findScroll(page(320, 400, 1), blank(320, 400))).toBe(0);
    expect(findScroll(page(320, 400, 1), page(320, 400, 2))).toBe(0);
  });
});

describe('the tiles of a frame', () => {
  const still = { shift: 0, tint: SAME_TINT };

  it('that differ are told, and grow to one region', () => {
    const before = page(320, 160, 1);
    const after = { ...before, data: before.data.slice() };
    paint(after, 100, 60, 40, 10, 200);
    paint(after, 145, 62, 3, 3, 90);
    const came = tilesThatCame(before, after, still);
    expect(coversAll(came, { x: 0, y: 0, width: 320, height: 48 })).toBe(true);
    expect(coversAll(came, { x: 90, y: 55, width: 30, height: 10 })).toBe(false);
    expect(regionsWithoutFlag(came, { x: 0, y: 0, width: 320, height: 160 })).toEqual([
      { x: 96 - TILE, y: 48 - TILE, width: 64 + 2 * TILE, height: 32 + 2 * TILE },
    ]);
  });

  it('do not differ by compression', () => {
    const before = page(160, 160, 1);
    const random = createRandom(2);
    const data = before.data.map((value) => Math.max(0, Math.min(255, value + 5 * random.normal())));
    expect(tilesThatCame(before, { ...before, data }, still).flags.every((flag) => flag === 1)).toBe(true);
  });

  it('that were scrolled come with the shift', () => {
    const long = page(320, 800, 5);
    const came = tilesThatCame(windowOf(long, 0, 400), windowOf(long, 90, 400), {
      shift: -90,
      tint: SAME_TINT,
    });
    expect(coversAll(came, { x: 0, y: 0, width: 320, height: 300 })).toBe(true);
    expect(came.flags.at(-1)).toBe(0);
  });
});

describe('the tint of a page behind a dialogue', () => {
  it('is found and undone', () => {
    const before = page(640, 480, 4);
    const data = before.data.map((value) => Math.round(value * 0.45 + 6));
    const after = { ...before, data };
    paint(after, 200, 150, 240, 160, 255);
    const tint = findTint(before, after);
    expect(tint?.factor[0]).toBeCloseTo(0.45, 1);
    expect(tint?.offset[2]).toBeCloseTo(6, -1);
    const came = tilesThatCame(before, after, { shift: 0, tint: tint ?? SAME_TINT });
    expect(coversAll(came, { x: 0, y: 0, width: 640, height: 140 })).toBe(true);
    expect(coversAll(came, { x: 220, y: 200, width: 20, height: 20 })).toBe(false);
    expect(findTint(after, before)?.factor[1]).toBeCloseTo(1 / 0.45, 0);
  });

  it('is none where another page came', () => {
    expect(findTint(page(640, 480, 1), page(640, 480, 9))).toBeUndefined();
    expect(findTint(page(640, 480, 1), page(640, 480, 1))).toBeUndefined();
  });
});

describe('regions', () => {
  const region = fc.record({
    x: fc.integer({ min: -20, max: 120 }),
    y: fc.integer({ min: -20, max: 120 }),
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
  });

  it('are joined until they are clear of each other, and hold all that was given', () => {
    fc.assert(
      fc.property(fc.array(region, { maxLength: 12 }), (regions) => {
        const joined = joinRegions(regions, { x: 0, y: 0, width: 100, height: 100 });
        for (const { x, y, width, height } of regions) {
          for (const [px, py] of [
            [x, y],
            [x + width - 1, y + height - 1],
          ]) {
            if (px < 0 || py < 0 || px >= 100 || py >= 100) continue;
            const holding = joined.filter(
              (one) => px >= one.x && px < one.x + one.width && py >= one.y && py < one.y + one.height,
            );
            expect(holding).toHaveLength(1);
          }
        }
      }),
    );
  });
});

describe('bands of content', () => {
  const whole = (picture: ScreenPixels) => ({ x: 0, y: 0, width: picture.width, height: picture.height });

  it('are none of a picture of one colour', () => {
    const black = blank(200, 300, 0);
    expect(contentBands(black, whole(black))).toEqual([]);
  });

  it('leave wide blank rows out', () => {
    const picture = blank(100, 1_000);
    paint(picture, 10, 100, 50, 20, 0);
    paint(picture, 10, 700, 50, 20, 0);
    const bands = contentBands(picture, whole(picture));
    expect(bands.map(({ from, until }) => [from, until])).toEqual([
      [84, 136],
      [684, 736],
    ]);
  });

  it('of a tall picture overlap, and each row is answered for once', () => {
    const tall = page(200, 5_000, 7);
    const bands = contentBands(tall, whole(tall));
    expect(bands.length).toBeGreaterThan(4);
    for (const { region } of bands) expect(region.height).toBeLessThanOrEqual(1_024);
    expect(bands.slice(1).map(({ from }) => from)).toEqual(bands.slice(0, -1).map(({ until }) => until));
  });
});

describe('the memory of lines', () => {
  it('knows pixels again wherever they stand, and tells others apart', () => {
    const picture = page(200, 200, 1);
    const moved = blank(200, 200);
    moved.data.set(picture.data.subarray(0, 3 * 200 * 100), 3 * 200 * 50);
    const key = contentKey(picture, { x: 10, y: 5, width: 150, height: 40 });
    expect(contentKey(moved, { x: 10, y: 55, width: 150, height: 40 })).toBe(key);
    expect(contentKey(moved, { x: 10, y: 56, width: 150, height: 40 })).not.toBe(key);
  });

  it('forgets what was not asked for longest', () => {
    const cache = new LineCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
  });
});
