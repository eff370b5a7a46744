/**
 * Draws parts of shops that labelled screens show too seldom: bars with pictograms, and lists whose products have a
 * pictogram for the cart beside the price, as many shops have.
 */
import sharp from 'sharp';
import type {
  Box,
  ElementKind,
  LabelledScreen,
  ScreenPixels,
  TextLine,
} from '../../core/contracts/screen.ts';
import type { Random } from '../../core/random.ts';
import type { Pictogram } from '../../perception/screens/elements/pictograms.ts';
import { drawPictogram } from './train-screen-elements-pictograms.ts';

export interface DrawnScreen {
  readonly screen: LabelledScreen;
  readonly pixels: ScreenPixels;
  readonly lines: readonly TextLine[];
}

interface Sheet {
  readonly random: Random;
  readonly width: number;
  readonly height: number;
  readonly svg: string[];
  readonly elements: LabelledScreen['elements'];
  readonly lines: TextLine[];
}

const NAMES = ['Cotton Shirt', 'Leather Boots', 'Green Tea', 'Desk Lamp', 'Running Shoes', 'Red Apples'];
const LINKS = ['Home', 'Shop', 'Blog', 'About', 'Contact', 'Pages', 'Sale', 'New'];

const between = (random: Random, low: number, high: number): number => low + random.next() * (high - low);
const grey = (value: number): string => `rgb(${Math.round(value)},${Math.round(value)},${Math.round(value)})`;

/** One page of a shop that nobody runs. Its family is `drawn`. */
export async function drawScreen(random: Random, name: string): Promise<DrawnScreen> {
  const isPhone = random.next() < 0.3;
  const [width, height] = isPhone ? [390, 844] : [1280, 800];
  const sheet: Sheet = { random, width, height, svg: [], elements: [], lines: [] };
  const bar = drawBar(sheet);
  drawList(sheet, bar + between(random, 20, 80));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${grey(between(random, 240, 256))}"/>${sheet.svg.join('')}</svg>`;
  const jpeg = await sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 70 + random.integer(26) })
    .toBuffer();
  const { data, info } = await sharp(jpeg).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return {
    screen: {
      id: name,
      file: name,
      family: 'drawn',
      source: 'drawn',
      device: isPhone ? 'phone' : 'computer',
      language: 'en',
      page: 'category',
      elements: sheet.elements,
      products: [],
    },
    pixels: { width: info.width, height: info.height, data },
    lines: sheet.lines,
  };
}

function label(sheet: Sheet, kind: ElementKind, box: Box, text = ''): void {
  sheet.elements.push({ kind, text, box });
}

function write(sheet: Sheet, text: string, x: number, y: number, size: number, ink: string): Box {
  sheet.svg.push(
    `<text x="${x}" y="${y + size * 0.8}" font-size="${size}" font-family="sans-serif" fill="${ink}">${text}</text>`,
  );
  const box: Box = [x, y, text.length * size * 0.55, size];
  sheet.lines.push({ text, box, confidence: 0.98 });
  return box;
}

function pictogram(sheet: Sheet, name: Pictogram, box: Box, ink: string): void {
  const [x, y, side] = box;
  sheet.svg.push(
    `<g transform="translate(${x} ${y}) scale(${side / 24})" color="${ink}" stroke="${ink}" fill="none" stroke-width="2" stroke-linecap="round">${drawPictogram(name, sheet.random)}</g>`,
  );
}

const BAR_PICTOGRAMS = [
  ['magnifier', 'search'],
  ['heart', 'wishlist'],
  ['cart', 'navigation'],
  ['bag', 'navigation'],
  ['person', 'navigation'],
  ['menu', 'navigation'],
] as const satisfies readonly (readonly [Pictogram, ElementKind])[];

/** A bar with links and pictograms; gives its lower edge. */
function drawBar(sheet: Sheet): number {
  const { random, width, svg } = sheet;
  const tall = between(random, 50, 100);
  const isDark = random.next() < 0.3;
  const ink = grey(isDark ? between(random, 220, 255) : between(random, 0, 90));
  svg.push(`<rect width="${width}" height="${tall}" fill="${grey(isDark ? between(random, 0, 70) : 255)}"/>`);
  if (width > 600) {
    const chosen = random.shuffle(LINKS).slice(0, 3 + random.integer(4));
    for (const [i, link] of chosen.entries()) {
      const box = write(sheet, link, 420 + i * 85, tall / 2 - 8, 15, ink);
      label(sheet, 'navigation', [box[0] - 4, box[1] - 6, box[2] + 8, box[3] + 12], link);
    }
  }
  const side = between(random, 15, 28);
  const step = side + between(random, 14, 34);
  const room = between(random, 1, 8);
  const marks = random.shuffle(BAR_PICTOGRAMS).slice(0, 2 + random.integer(4));
  for (const [i, [name, kind]] of marks.entries()) {
    const x = width - 40 - (marks.length - i) * step;
    const y = tall / 2 - side / 2;
    pictogram(sheet, name, [x, y, side, side], ink);
    label(sheet, kind, [x - room, y - room, side + 2 * room, side + 2 * room]);
  }
  return tall;
}

/** Cards in rows, most with a pictogram for the cart. */
function drawList(sheet: Sheet, from: number): void {
  const { random, width, height } = sheet;
  const columns = width < 600 ? 1 + random.integer(2) : 3 + random.integer(3);
  const left = between(random, 12, width < 600 ? 20 : 140);
  const pitch = (width - 2 * left) / columns;
  const wide = pitch * between(random, 0.86, 0.97);
  const photo = wide * between(random, 0.7, 1.2);
  const tall = photo + between(random, 80, 110);
  const style = {
    icon: random.pick(['cart', 'cart', 'bag', 'plus'] as const),
    side: between(random, 14, 24),
    isBoxed: random.next() < 0.5,
    accent: `hsl(${random.integer(360)},${40 + random.integer(50)}%,${30 + random.integer(25)}%)`,
    hasButton: random.next() < 0.3,
  };
  for (let top = from; top < height - 40; top += tall + 24) {
    for (let column = 0; column < columns; column++) {
      drawCard(sheet, [left + column * pitch, top, wide, tall], photo, style);
    }
  }
}

interface CardStyle {
  readonly icon: Pictogram;
  readonly side: number;
  readonly isBoxed: boolean;
  readonly accent: string;
  readonly hasButton: boolean;
}

function drawCard(sheet: Sheet, card: Box, photo: number, style: CardStyle): void {
  const { random, svg, height } = sheet;
  const [x, y, wide, tall] = card;
  label(sheet, 'product_card', [x, y, wide, Math.min(tall, height - y)]);
  svg.push(`<rect x="${x}" y="${y}" width="${wide}" height="${tall}" fill="white"/>`);
  for (let i = 0; i < 6; i++) {
    const colour = `hsl(${random.integer(360)},60%,${20 + random.integer(60)}%)`;
    const radius = between(random, photo * 0.06, photo * 0.22);
    svg.push(
      `<ellipse cx="${x + wide / 2 + between(random, -0.2, 0.2) * wide}" cy="${y + photo / 2 + between(random, -0.2, 0.2) * photo}" rx="${radius}" ry="${radius * 1.3}" fill="${colour}"/>`,
    );
  }
  if (y + photo + 10 < height - 16) write(sheet, random.pick(NAMES), x + 10, y + photo + 8, 14, '#333');
  const priceY = y + photo + 36;
  if (priceY > height - 20) return;
  write(sheet, `$${3 + random.integer(90)}.${10 + random.integer(89)}`, x + 10, priceY, 16, style.accent);
  const { side } = style;
  if (style.hasButton) {
    const box: Box = [x + 10, priceY + 26, Math.min(140, wide - 20), 32];
    if (box[1] + 32 > height) return;
    svg.push(
      `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="32" rx="4" fill="${style.accent}"/>`,
    );
    write(sheet, 'Add to cart', box[0] + 20, box[1] + 9, 14, '#fff');
    label(sheet, 'add_to_cart', box, 'Add to cart');
    return;
  }
  const box: Box = [x + wide - side - 14, priceY - (side - 16) / 2, side, side];
  if (style.isBoxed) {
    svg.push(
      `<rect x="${box[0]}" y="${box[1]}" width="${side}" height="${side}" fill="none" stroke="${style.accent}"/>`,
    );
  }
  pictogram(
    sheet,
    style.icon,
    style.isBoxed ? [box[0] + 2, box[1] + 2, side - 4, side - 4] : box,
    style.accent,
  );
  label(sheet, 'add_to_cart', box);
}
