import { CELL, type CellMap } from './cell-map.ts';
import { connectedBlocks, type Block } from './connected-blocks.ts';

/** What stands where on a screen, from its pixels alone. Blocks are in cells of the map. */
export interface LayoutMap {
  readonly cells: CellMap;
  /** Lines and words of text, and small signs: up to 40 pixels high. */
  readonly texts: readonly Block[];
  readonly pictures: readonly Block[];
  /** Even areas of a strong colour or black with the size of a button. */
  readonly buttons: readonly Block[];
  /** Larger even areas that differ from the ground. */
  readonly panels: readonly Block[];
  /** Thin lines at least 40 pixels long outside pictures, 1 for a level one and 2 for an upright one, a cell. */
  readonly lines: Uint8Array;
  /** The commonest even colour, as CellMap.colour has it. */
  readonly ground: number;
}

/** Brightness that a cell of text or picture spans at least; a line may be fainter. */
const TEXTURE = 28;
const FAINT = 8;
/** A line keeps its brightness along its length; letters do not. */
const EVEN = 6;
const LINE_CELLS = 40 / CELL;
/** The white between words is bridged. */
const WORD_GAP = 2;
const TEXT_HEIGHT = 40 / CELL;
const PICTURE_SIDE = 44 / CELL;
/** Photos are hardly anywhere as even as drawn surfaces are. */
const UNEVEN = 5;
/** Cells on a side of what is looked at together for pictures: the white around letters falls out. */
const PATCH = 2;
const PICTURE_FILL = 0.5;
const PICTURE_COLOURS = 12;
const BUTTON = { least: { width: 40, height: 20 }, most: { width: 520, height: 76 } } as const;
const BUTTON_FILL = 0.6;
const PANEL_CELLS = 250;

export function layoutMap(cells: CellMap): LayoutMap {
  const { columns, rows } = cells;
  const lines = findLines(cells);
  const texture = new Uint8Array(columns * rows);
  for (let i = 0; i < texture.length; i++)
    texture[i] = cells.contrast[i] >= TEXTURE && lines[i] === 0 ? 1 : 0;
  const blocks = connectedBlocks(texture, columns, rows, WORD_GAP).filter((block) => block.cells > 1);
  const ground = commonestColour(cells);
  const pictures = findPictures(cells);
  const pictured = cellsWithin(pictures, columns, rows);
  for (let i = 0; i < lines.length; i++) if (pictured[i] === 1) lines[i] = 0;
  const areas = evenAreas(cells, ground, pictured);
  return {
    cells,
    lines,
    ground,
    texts: blocks.filter(
      (block) => heightOf(block) <= TEXT_HEIGHT && !pictures.some((one) => isWithin(block, one)),
    ),
    pictures,
    buttons: areas.filter((block) => isButton(block, cells)),
    panels: areas.filter((block) => block.cells >= PANEL_CELLS),
  };
}

export const widthOf = ({ left, right }: Block): number => right - left;
export const heightOf = ({ bottom, top }: Block): number => bottom - top;

/** Parts that are uneven throughout and have many colours, by patches of 8 × 8 pixels. */
function findPictures({ colour, columns, contrast, rows }: CellMap): Block[] {
  const across = Math.floor(columns / PATCH);
  const down = Math.floor(rows / PATCH);
  const uneven = new Uint8Array(across * down);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const at = row * PATCH * columns + column * PATCH;
      const count =
        Number(contrast[at] >= UNEVEN) +
        Number(contrast[at + 1] >= UNEVEN) +
        Number(contrast[at + columns] >= UNEVEN) +
        Number(contrast[at + columns + 1] >= UNEVEN);
      if (count >= 3) uneven[row * across + column] = 1;
    }
  }
  return connectedBlocks(uneven, across, down, 1)
    .filter((block) => block.cells >= PICTURE_FILL * widthOf(block) * heightOf(block))
    .map(({ bottom, cells, left, right, top, value }) => ({
      left: left * PATCH,
      top: top * PATCH,
      right: right * PATCH,
      bottom: bottom * PATCH,
      cells: cells * PATCH ** 2,
      value,
    }))
    .filter((block) => Math.min(widthOf(block), heightOf(block)) >= PICTURE_SIDE)
    .filter((block) => coloursIn(block, colour, columns) >= PICTURE_COLOURS);
}

function coloursIn({ bottom, left, right, top }: Block, colour: Uint16Array, columns: number): number {
  const seen = new Set<number>();
  for (let row = top; row < bottom; row += 2) {
    for (let column = left; column < right; column += 2) seen.add(colour[row * columns + column]);
    if (seen.size >= 4 * PICTURE_COLOURS) break;
  }
  return seen.size;
}

function isWithin(block: Block, outer: Block): boolean {
  return (
    block.left >= outer.left &&
    block.right <= outer.right &&
    block.top >= outer.top &&
    block.bottom <= outer.bottom
  );
}

function isButton(block: Block, { colour }: CellMap): boolean {
  const width = widthOf(block) * CELL;
  const height = heightOf(block) * CELL;
  const { least, most } = BUTTON;
  if (width < least.width || width > most.width || height < least.height || height > most.height)
    return false;
  if (block.cells < (BUTTON_FILL * width * height) / CELL ** 2 || width < 1.2 * height) return false;
  const [red, green, blue] = channelsOf(block.value - 1);
  const isStrong = Math.max(red, green, blue) - Math.min(red, green, blue) >= 4;
  return colour.length > 0 && (isStrong || Math.max(red, green, blue) <= 4);
}

/** Red, green and blue of a colour of a CellMap, 0 to 15. */
export const channelsOf = (colour: number): [number, number, number] => [
  colour >> 8,
  (colour >> 4) & 15,
  colour & 15,
];

function findLines({ columns, contrast, mean, rows }: CellMap): Uint8Array {
  const lines = new Uint8Array(columns * rows);
  markLines(lines, 1, rows, columns, columns, 1);
  markLines(lines, 2, columns, rows, 1, columns);
  return lines;

  /** Runs along one direction whose cells span brightness alike, each beside an even cell on one side at least. */
  function markLines(
    target: Uint8Array,
    value: number,
    count: number,
    length: number,
    across: number,
    along: number,
  ): void {
    for (let lane = 0; lane < count; lane++) {
      let start = 0;
      for (let i = 0; i <= length; i++) {
        const at = lane * across + i * along;
        const goesOn =
          i < length &&
          contrast[at] >= FAINT &&
          (i === start ||
            (Math.abs(mean[at] - mean[at - along]) <= EVEN &&
              Math.abs(contrast[at] - contrast[at - along]) <= 2 * EVEN));
        if (goesOn) continue;
        if (i - start >= LINE_CELLS) {
          for (let j = start; j < i; j++) target[lane * across + j * along] ||= value;
        }
        start = i < length && contrast[at] >= FAINT ? i : i + 1;
      }
    }
  }
}

/** 1 for the cells of the blocks' boxes. */
function cellsWithin(blocks: readonly Block[], columns: number, rows: number): Uint8Array {
  const within = new Uint8Array(columns * rows);
  for (const { bottom, left, right, top } of blocks) {
    for (let row = top; row < bottom; row++) within.fill(1, row * columns + left, row * columns + right);
  }
  return within;
}

/** Blocks of one even colour that is not the ground's; `value` is the colour plus one. */
function evenAreas(
  { colour, columns, contrast, rows }: CellMap,
  ground: number,
  pictured: Uint8Array,
): Block[] {
  const areas = new Uint16Array(columns * rows);
  for (let i = 0; i < areas.length; i++) {
    if (contrast[i] < TEXTURE && pictured[i] === 0 && !isNear(colour[i], ground)) areas[i] = colour[i] + 1;
  }
  return connectedBlocks(areas, columns, rows, 12).filter((block) => block.cells > 20);
}

export function isNear(one: number, other: number): boolean {
  const a = channelsOf(one);
  const b = channelsOf(other);
  return Math.abs(a[0] - b[0]) <= 1 && Math.abs(a[1] - b[1]) <= 1 && Math.abs(a[2] - b[2]) <= 1;
}

function commonestColour({ colour, contrast }: CellMap): number {
  const counts = new Uint32Array(4096);
  for (let i = 0; i < colour.length; i++) if (contrast[i] < FAINT) counts[colour[i]]++;
  let commonest = 4095;
  for (let value = 0; value < counts.length; value++)
    if (counts[value] > counts[commonest]) commonest = value;
  return commonest;
}
