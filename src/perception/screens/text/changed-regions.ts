import type { Region } from './sample-region.ts';
import { TILE, type TileMap } from './tile-changes.ts';

/** Tiles of ground around what changed, so that whole words and a little of their surroundings are seen. */
const MARGIN = 1;

/** Rectangles, clear of each other, around the tiles without a flag; whole pixels within the frame. */
export function regionsWithoutFlag(map: TileMap, frame: Region): Region[] {
  const { columns, rows, flags } = map;
  const seen = Uint8Array.from(flags);
  const regions: Region[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] !== 0) continue;
    seen[start] = 1;
    const waiting = [start];
    let [left, right, top, bottom] = [columns, 0, rows, 0];
    for (let tile = waiting.pop(); tile !== undefined; tile = waiting.pop()) {
      const column = tile % columns;
      const row = (tile - column) / columns;
      [left, right] = [Math.min(left, column), Math.max(right, column)];
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
      // A tile further away belongs together as well: letters of a word may change and others not.
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x++) {
          const near = y * columns + x;
          if (seen[near] !== 0) continue;
          seen[near] = 1;
          waiting.push(near);
        }
      }
    }
    regions.push({
      x: (left - MARGIN) * TILE,
      y: (top - MARGIN) * TILE,
      width: (right - left + 1 + 2 * MARGIN) * TILE,
      height: (bottom - top + 1 + 2 * MARGIN) * TILE,
    });
  }
  return joinRegions(regions, frame);
}

/** Regions cut to the frame, to whole pixels, with those that overlap joined into one. */
export function joinRegions(regions: readonly Region[], frame: Region): Region[] {
  const joined: Region[] = [];
  for (const region of regions) {
    let current = cutTo(region, frame);
    if (current.width <= 0 || current.height <= 0) continue;
    for (let i = 0; i < joined.length; i++) {
      if (!overlap(joined[i], current)) continue;
      current = around(joined[i], current);
      joined.splice(i, 1);
      i = -1;
    }
    joined.push(current);
  }
  return joined;
}

function cutTo(region: Region, frame: Region): Region {
  const x = Math.max(frame.x, Math.floor(region.x));
  const y = Math.max(frame.y, Math.floor(region.y));
  const right = Math.min(frame.x + frame.width, Math.ceil(region.x + region.width));
  const bottom = Math.min(frame.y + frame.height, Math.ceil(region.y + region.height));
  return { x, y, width: right - x, height: bottom - y };
}

function overlap(a: Region, b: Region): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function around(a: Region, b: Region): Region {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}
