import type { Box, ScreenPixels, TextLine } from '../../../core/contracts/screen.ts';

/** Channels differ by less than this on one ground, whatever a lossy picture made of it. */
const SAME = 14;
/** Of a row or column of ground, this share may differ: a badge, a line, a stain. */
const STRAYS = 0.03;
/** What is smaller than this, in pixels, is no picture of a product. */
const LEAST_SIDE = 20;
/** A gap of so many heights of a line parts writing below a picture from writing within it. */
const PARTED = 4;
/** Below this share of the box, there is room for a picture above or beside the text. */
const ROOM = 0.22;

/**
 * Where the picture may lie in the box of a product, likeliest first, one to three: above its text, or to the left of
 * it; with the ground around it, and without. Whole pixels within the screen; none for a box without room.
 */
export function pictureCrops(pixels: ScreenPixels, box: Box, lines: readonly TextLine[]): Box[] {
  const whole = insideScreen(pixels, box);
  if (!whole) return [];
  const inside = lines.filter((line) => isWithin(line.box, whole));
  // A picture alone keeps the ground around its product, as the catalogue's photo does.
  const crops: Box[] = inside.length === 0 ? [whole] : [];
  for (const region of regionsBeside(whole, inside)) {
    const bare = withoutGround(pixels, region);
    if (!bare) continue;
    const barer = withoutGround(pixels, shrunk(bare));
    crops.push(bare);
    if (barer && barer[2] * barer[3] < 0.9 * bare[2] * bare[3]) crops.push(barer);
  }
  return crops.slice(0, 3);
}

/** A box in whole pixels within the screen; undefined where nothing worth looking at is left. */
export function insideScreen({ width, height }: ScreenPixels, [x, y, w, h]: Box): Box | undefined {
  const left = Math.max(0, Math.round(x));
  const top = Math.max(0, Math.round(y));
  const right = Math.min(width, Math.round(x + w));
  const bottom = Math.min(height, Math.round(y + h));
  return bigEnough([left, top, right - left, bottom - top]);
}

export function isWithin(inner: Box, outer: Box): boolean {
  const x = inner[0] + inner[2] / 2;
  const y = inner[1] + inner[3] / 2;
  return x >= outer[0] && x <= outer[0] + outer[2] && y >= outer[1] && y <= outer[1] + outer[3];
}

function regionsBeside(box: Box, lines: readonly TextLine[]): Box[] {
  const [left, top, width, height] = box;
  if (lines.length === 0) return [box];
  const above = topOfText(lines) - top;
  const beside = Math.min(...lines.map((line) => line.box[0])) - left;
  const over: Box = [left, top, width, Math.round(above)];
  const toTheLeft: Box = [left, top, Math.round(beside), height];
  const regions: Box[] = [];
  if (above > ROOM * height) regions.push(over);
  if (beside > ROOM * height && beside > 0.1 * width && beside > LEAST_SIDE) regions.push(toTheLeft);
  // A picture that bears writing all over, or a card whose text lies upon it.
  if (regions.length === 0) regions.push(box);
  return regions.filter((region) => bigEnough(region) !== undefined);
}

/** Where the last block of text begins: writing on the picture itself is parted from it by a gap. */
function topOfText(lines: readonly TextLine[]): number {
  const upwards = lines.toSorted((a, b) => b.box[1] - a.box[1]);
  let top = upwards[0].box[1];
  for (const { box } of upwards) {
    if (top - (box[1] + box[3]) > PARTED * box[3]) break;
    top = Math.min(top, box[1]);
  }
  return top;
}

/** Without the even ground around what is in a region; undefined where there is nothing else. */
function withoutGround(pixels: ScreenPixels, region: Box): Box | undefined {
  const [left, top, width, height] = region;
  if (!bigEnough(region)) return undefined;
  const ground = groundOf(pixels, region);
  const isGround = (x: number, y: number): boolean => {
    const at = 3 * (y * pixels.width + x);
    return ground.every((channel, i) => Math.abs(pixels.data[at + i] - channel) < SAME);
  };
  const rowIsGround = (y: number, from: number, until: number): boolean => {
    let strays = 0;
    for (let x = from; x < until; x++) if (!isGround(x, y)) strays++;
    return strays <= STRAYS * (until - from);
  };
  const columnIsGround = (x: number, from: number, until: number): boolean => {
    let strays = 0;
    for (let y = from; y < until; y++) if (!isGround(x, y)) strays++;
    return strays <= STRAYS * (until - from);
  };
  let [x0, y0, x1, y1] = [left, top, left + width, top + height];
  while (y0 < y1 && rowIsGround(y0, x0, x1)) y0++;
  while (y1 > y0 && rowIsGround(y1 - 1, x0, x1)) y1--;
  while (x0 < x1 && columnIsGround(x0, y0, y1)) x0++;
  while (x1 > x0 && columnIsGround(x1 - 1, y0, y1)) x1--;
  return bigEnough([x0, y0, x1 - x0, y1 - y0]);
}

/** The colour at the corners: the middle one of the four, channel by channel. */
function groundOf({ data, width }: ScreenPixels, [left, top, across, down]: Box): number[] {
  const corners = [
    [left, top],
    [left + across - 1, top],
    [left, top + down - 1],
    [left + across - 1, top + down - 1],
  ].map(([x, y]) => 3 * (y * width + x));
  return [0, 1, 2].map((i) => corners.map((at) => data[at + i]).sort((a, b) => a - b)[1]);
}

/** Two pixels in, past a frame or a rounded corner. */
const shrunk = ([x, y, w, h]: Box): Box => [x + 2, y + 2, w - 4, h - 4];

const bigEnough = (box: Box): Box | undefined =>
  box[2] >= LEAST_SIDE && box[3] >= LEAST_SIDE ? box : undefined;
