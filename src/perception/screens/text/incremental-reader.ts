import type { Box, ScreenPixels, TextLine } from '../../../core/contracts/screen.ts';
import { joinRegions, regionsWithoutFlag } from './changed-regions.ts';
import { findTint } from './dimming.ts';
import { inReadingOrder } from './reading-order.ts';
import type { Region } from './sample-region.ts';
import { findScroll } from './scroll-shift.ts';
import { readableArea, type TextReader } from './text-reader.ts';
import { coversAll, SAME_TINT, TILE, tilesThatCame, type TileMap } from './tile-changes.ts';

/** Reads a stream of frames of one screen: of each frame only what is new. One call at a time. */
export interface IncrementalReader {
  /**
   * The lines of this frame, as a full reading would give them, nearly: lines that stand still, were scrolled, or
   * were dimmed behind a dialogue are kept from the frame before.
   *
   * @throws as `TextReader.read`
   */
  read(pixels: ScreenPixels): Promise<TextLine[]>;
  /** Forgets the last frame: the next one is read as a whole. */
  forget(): void;
}

/** Where more of a frame than this changed, all of it is read: it costs as much. */
const MOST_CHANGED = 0.7;
/** A frame of which this part at least did not stand still may have been scrolled or dimmed. */
const LEAST_MOVED = 0.08;
/** A line that lies in another one by this part is the same line. */
const SAME_LINE = 0.5;
/** A line that is this near to the edge of the frame may be cut by it. */
const EDGE = 8;

interface Seen {
  /** As the pixels were when they were last read, so that slow changes add up. */
  readonly pixels: ScreenPixels;
  readonly lines: readonly TextLine[];
}

export function incrementalReader(reader: TextReader): IncrementalReader {
  let seen: Seen | undefined;
  return {
    async read(pixels) {
      const before = seen;
      // What fails in between must not leave an older frame for the next one.
      seen = undefined;
      const isSame = before?.pixels.width === pixels.width && before.pixels.height === pixels.height;
      const next = isSame ? await readChanges(reader, before, pixels) : await readAll(reader, pixels);
      seen = next;
      return [...next.lines];
    },
    forget() {
      seen = undefined;
    },
  };
}

async function readAll(reader: TextReader, pixels: ScreenPixels): Promise<Seen> {
  return { pixels: { ...pixels, data: pixels.data.slice() }, lines: await reader.read(pixels) };
}

async function readChanges(reader: TextReader, before: Seen, pixels: ScreenPixels): Promise<Seen> {
  const frame = readableArea(pixels);
  const { still, byShift } = compare(before.pixels, pixels);
  const came = joinMaps([...byShift.values()]);
  const kept = keepLines(before.lines, byShift, frame);
  const regions = joinRegions(
    [...regionsWithoutFlag(came, frame), ...lostPlaces(before.lines, kept, byShift, came, frame)],
    frame,
  );
  const area = regions.reduce((sum, { width, height }) => sum + width * height, 0);
  if (area > MOST_CHANGED * frame.width * frame.height) return readAll(reader, pixels);
  const lines = [...kept];
  for (const region of regions) {
    for (const line of await reader.readPart(pixels, region)) {
      if (!kept.some((other) => isSameLine(line.box, other.box))) lines.push(line);
    }
  }
  return { pixels: reference(before.pixels, pixels, still), lines: inReadingOrder(lines) };
}

/** The tiles that stand still, and for each shift those that came that way, in whatever tint. */
function compare(
  before: ScreenPixels,
  after: ScreenPixels,
): { still: TileMap; byShift: Map<number, TileMap> } {
  const still = tilesThatCame(before, after, { shift: 0, tint: SAME_TINT });
  const byShift = new Map([[0, still]]);
  const moved = still.flags.reduce((sum, flag) => sum + (1 - flag), 0);
  if (moved < LEAST_MOVED * still.flags.length) return { still, byShift };
  const tint = findTint(before, after);
  if (tint) {
    byShift.set(0, joinMaps([still, tilesThatCame(before, after, { shift: 0, tint })]));
    return { still, byShift };
  }
  const shift = findScroll(before, after);
  if (shift !== 0) byShift.set(shift, tilesThatCame(before, after, { shift, tint: SAME_TINT }));
  return { still, byShift };
}

/** Flags what any of the maps flags. */
function joinMaps(maps: readonly TileMap[]): TileMap {
  const flags = Uint8Array.from(maps[0].flags);
  for (const map of maps.slice(1)) for (let i = 0; i < flags.length; i++) flags[i] |= map.flags[i];
  return { ...maps[0], flags };
}

/** Lines whose tiles all came with one shift, at their new place. */
function keepLines(lines: readonly TextLine[], byShift: Map<number, TileMap>, frame: Region): TextLine[] {
  const kept: TextLine[] = [];
  const isScrolled = byShift.size > 1;
  for (const [shift, map] of byShift) {
    for (const line of lines) {
      const [x, y, width, height] = line.box;
      const place: Region = { x, y: y + shift, width, height };
      const isWhole = (top: number): boolean => top >= EDGE && top + height <= frame.height - EDGE;
      // A scroll may uncover the rest of a line that the edge had cut, or cut it.
      if (isScrolled && !(isWhole(y) && isWhole(place.y)) && shift !== 0) continue;
      if (!coversAll(map, place)) continue;
      const box: Box = [x, place.y, width, height];
      if (!kept.some((other) => isSameLine(box, other.box))) kept.push({ ...line, box });
    }
  }
  return kept;
}

/** Where a line stood, or should stand now, that was not kept: what is left of it is read again. */
function lostPlaces(
  lines: readonly TextLine[],
  kept: readonly TextLine[],
  byShift: Map<number, TileMap>,
  came: TileMap,
  frame: Region,
): Region[] {
  const places: Region[] = [];
  for (const shift of byShift.keys()) {
    for (const { box } of lines) {
      const moved: Box = [box[0], box[1] + shift, box[2], box[3]];
      const place = grown(moved);
      if (place.y >= frame.height || place.y + place.height <= 0) continue;
      if (kept.some((other) => isSameLine(moved, other.box))) continue;
      // Where the line stood before the scroll, something else may have come whole.
      if (shift === 0 && byShift.size > 1 && coversAll(came, place)) continue;
      places.push(place);
    }
  }
  return places;
}

function grown([x, y, width, height]: Box): Region {
  return { x: x - TILE, y: y - TILE / 2, width: width + 2 * TILE, height: height + TILE };
}

/** True where the smaller of two boxes lies in the other one by a half and more. */
function isSameLine([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): boolean {
  const across = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const down = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  return across > 0 && down > 0 && across * down >= SAME_LINE * Math.min(aw * ah, bw * bh);
}

/** This frame, but for the tiles that stand still, which stay as they were read. Takes the frame before as its own. */
function reference(before: ScreenPixels, after: ScreenPixels, still: TileMap): ScreenPixels {
  const { width, height } = after;
  for (const [tile, flag] of still.flags.entries()) {
    if (flag === 1) continue;
    const left = (tile % still.columns) * TILE;
    const top = Math.floor(tile / still.columns) * TILE;
    const right = Math.min(width, left + TILE);
    for (let y = top; y < Math.min(height, top + TILE); y++) {
      const start = 3 * (y * width + left);
      before.data.set(after.data.subarray(start, 3 * (y * width + right)), start);
    }
  }
  return before;
}
