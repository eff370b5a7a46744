/** Draws pictograms in many ways, so that a small network learns them without a picture of any shop. */
import sharp from 'sharp';
import type { ScreenPixels } from '../../core/contracts/screen.ts';
import type { Random } from '../../core/random.ts';
import { findShapes } from '../../perception/screens/elements/find-shapes.ts';
import {
  GLYPH_SIZE,
  PICTOGRAMS,
  putGlyph,
  type Pictogram,
} from '../../perception/screens/elements/pictograms.ts';
import type { SmallNetwork } from '../../perception/screens/elements/small-network.ts';
import { trainSmallNetwork } from './train-screen-elements-network.ts';

/** Drawings of each pictogram; three times as many of anything else. */
const DRAWINGS = 500;
const OTHERS = 6;
const CELL = 64;
const COLUMNS = 40;

type Draw = (random: Random) => string;

/** A number between two. */
const between = (random: Random, low: number, high: number): number => low + random.next() * (high - low);
const n = (value: number): string => value.toFixed(2);

/** Each is drawn in a square of 24 units with the current stroke; some are filled at times. */
const DRAW: Readonly<Record<Pictogram, Draw>> = {
  other: drawOther,
  magnifier(random) {
    const r = between(random, 5, 8);
    const c = between(random, 9, 11);
    const end = between(random, 19, 22.5);
    const edge = c + r * 0.7;
    const lens = `<circle cx="${n(c)}" cy="${n(c)}" r="${n(r)}"/>`;
    const handle = `<path d="M${n(edge)} ${n(edge)}L${n(end)} ${n(end)}" stroke-width="${n(between(random, 1.5, 4))}"/>`;
    return random.next() < 0.15 ? `<g transform="matrix(-1 0 0 1 24 0)">${lens}${handle}</g>` : lens + handle;
  },
  cart(random) {
    const depth = between(random, 12, 15);
    const left = between(random, 5.5, 7.5);
    const right = between(random, 20, 22.5);
    const wheel = between(random, 1, 2.1);
    const fill = random.next() < 0.5 ? 'fill="currentColor"' : '';
    const bars =
      random.next() < 0.25
        ? `<path d="M${n(left + 1)} 9H${n(right - 1)}M11 6V${n(depth)}M16 6V${n(depth)}"/>`
        : '';
    return `<path d="M1.5 ${n(between(random, 1.5, 3.5))}H${n(left - 2)}L${n(left + 1.5)} ${n(depth + 2.5)}H${n(right - 2)}"/><path ${fill} d="M${n(left - 1)} 6H${n(right)}L${n(right - 2)} ${n(depth)}H${n(left + 1)}Z"/>${bars}<circle cx="${n(left + 3)}" cy="20.5" r="${n(wheel)}" fill="currentColor"/><circle cx="${n(right - 3.5)}" cy="20.5" r="${n(wheel)}" fill="currentColor"/>`;
  },
  bag(random) {
    const top = between(random, 6, 9);
    const slant = between(random, -2, 2);
    const fill = random.next() < 0.4 ? 'fill="currentColor"' : '';
    const handle = between(random, 3, 4.5);
    const hang = random.next() < 0.5 ? top : top + 3;
    return `<path ${fill} d="M${n(4 + slant)} ${n(top)}H${n(20 - slant)}L20.5 21.5H3.5Z"/><path d="M${n(12 - handle)} ${n(hang)}V${n(top - 1)}A${n(handle)} ${n(handle)} 0 0 1 ${n(12 + handle)} ${n(top - 1)}V${n(hang)}"/>`;
  },
  heart(random) {
    const dip = between(random, 5.5, 8);
    const fill = random.next() < 0.4 ? 'fill="currentColor"' : '';
    return `<path ${fill} d="M12 ${n(between(random, 19.5, 21.5))}C4 15 2 11.5 2 8.5C2 5.5 4.3 3.5 7 3.5C9.2 3.5 11 4.8 12 ${n(dip)}C13 4.8 14.8 3.5 17 3.5C19.7 3.5 22 5.5 22 8.5C22 11.5 20 15 12 20.5Z"/>`;
  },
  person(random) {
    const fill = random.next() < 0.4 ? 'fill="currentColor"' : '';
    const width = between(random, 6, 8.5);
    const ring = random.next() < 0.2 ? '<circle cx="12" cy="12" r="11"/>' : '';
    return `${ring}<circle ${fill} cx="12" cy="${n(between(random, 6.5, 8.5))}" r="${n(between(random, 3.3, 4.8))}"/><path ${fill} d="M${n(12 - width)} 21.5C${n(12 - width)} 12.5 ${n(12 + width)} 12.5 ${n(12 + width)} 21.5${random.next() < 0.6 ? 'Z' : ''}"/>`;
  },
  menu(random) {
    const gap = between(random, 5, 7.5);
    const short = random.next() < 0.25 ? between(random, 3, 10) : 0;
    return [0, 1, 2]
      .map((i) => `<path d="M2 ${n(12 + (i - 1) * gap)}H${n(22 - (i === 1 ? short : 0))}"/>`)
      .join('');
  },
  cross: (random) => {
    const e = between(random, 3, 5);
    return `<path d="M${n(e)} ${n(e)}L${n(24 - e)} ${n(24 - e)}M${n(24 - e)} ${n(e)}L${n(e)} ${n(24 - e)}"/>`;
  },
  plus: () => '<path d="M12 3V21M3 12H21"/>',
  minus: () => '<path d="M3 12H21"/>',
  chevron: (random) => {
    const turn = random.pick([0, 90, 180, 270]);
    const depth = between(random, 6, 9);
    const fill = random.next() < 0.25 ? 'Z" fill="currentColor' : '';
    return `<path transform="rotate(${turn} 12 12)" d="M${n(12 - depth)} ${n(12 - depth / 2)}L12 ${n(12 + depth / 2)}L${n(12 + depth)} ${n(12 - depth / 2)}${fill}"/>`;
  },
  star: (random) => {
    const inner = between(random, 3.6, 5);
    const points = Array.from({ length: 10 }, (_, i) => {
      const radius = i % 2 === 0 ? 10.5 : inner;
      const angle = (i * Math.PI) / 5 - Math.PI / 2;
      return `${n(12 + radius * Math.cos(angle))} ${n(12.5 + radius * Math.sin(angle))}`;
    });
    return `<path ${random.next() < 0.6 ? 'fill="currentColor"' : ''} d="M${points.join('L')}Z"/>`;
  },
  bin: (random) => {
    const fill = random.next() < 0.4 ? 'fill="currentColor"' : '';
    return `<path d="M3 6H21M9 6V3H15V6"/><path ${fill} d="M5 6L6.5 21.5H17.5L19 6"/>${random.next() < 0.6 ? '<path d="M10 10V18M14 10V18"/>' : ''}`;
  },
  sliders: (random) =>
    random.next() < 0.5
      ? `<path ${random.next() < 0.5 ? 'fill="currentColor"' : ''} d="M2.5 4H21.5L14.5 12.5V20L9.5 18V12.5Z"/>`
      : '<path d="M2 6H22M2 12H22M2 18H22"/><circle cx="8" cy="6" r="2.4"/><circle cx="16" cy="12" r="2.4"/><circle cx="9" cy="18" r="2.4"/>',
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$%&@?!';

/** What no pictogram of ours looks like: letters, words, and shapes thrown together. */
function drawOther(random: Random): string {
  if (random.next() < 0.5) {
    const letters = Array.from(
      { length: 1 + random.integer(4) },
      () => LETTERS[random.integer(LETTERS.length)],
    ).join('');
    const size = Math.min(30, 40 / letters.length + 6);
    const text = letters.replaceAll('&', '&amp;');
    const face = random.pick(['serif', 'sans-serif', 'monospace']);
    return `<text x="12" y="${n(12 + size * 0.35)}" font-size="${n(size)}" font-family="${face}" font-weight="${random.pick([400, 700])}" text-anchor="middle" fill="currentColor" stroke="none">${text}</text>`;
  }
  const spot = (): string => n(between(random, 2, 22));
  return Array.from({ length: 1 + random.integer(4) }, () => {
    const fill = random.next() < 0.3 ? 'fill="currentColor"' : '';
    return random.pick([
      () => `<circle ${fill} cx="${spot()}" cy="${spot()}" r="${n(between(random, 1, 9))}"/>`,
      () =>
        `<rect ${fill} x="${spot()}" y="${spot()}" width="${n(between(random, 3, 16))}" height="${n(between(random, 3, 16))}"/>`,
      () => `<path ${fill} d="M${spot()} ${spot()}L${spot()} ${spot()}L${spot()} ${spot()}"/>`,
      () => `<path d="M${spot()} ${spot()}Q${spot()} ${spot()} ${spot()} ${spot()}"/>`,
    ])();
  }).join('');
}

/** SVG of a pictogram in a square of 24 units, drawn with the stroke and the colour that are current. */
export function drawPictogram(name: Pictogram, random: Random): string {
  return DRAW[name](random);
}

interface Drawing {
  readonly name: Pictogram;
  readonly svg: string;
}

function drawing(name: Pictogram, random: Random): Drawing {
  const size = between(random, 10, 34);
  const isDark = random.next() < 0.3;
  const ground = isDark ? between(random, 0, 110) : between(random, 200, 255);
  const ink = isDark ? between(random, 200, 255) : between(random, 0, 140);
  const grey = (value: number): string =>
    `rgb(${Math.round(value)},${Math.round(value)},${Math.round(value)})`;
  const left = between(random, 6, CELL - size - 6);
  const top = between(random, 6, CELL - size - 6);
  const turn = between(random, -4, 4);
  const cap = random.pick(['round', 'butt', 'square']);
  return {
    name,
    svg: `<rect width="${CELL}" height="${CELL}" fill="${grey(ground)}"/><g transform="translate(${n(left)} ${n(top)}) scale(${n(size / 24)} ${n((size / 24) * between(random, 0.9, 1.1))}) rotate(${n(turn)} 12 12)" color="${grey(ink)}" stroke="${grey(ink)}" fill="none" stroke-width="${n(between(random, 1.2, 3.4))}" stroke-linecap="${cap}" stroke-linejoin="${random.pick(['round', 'miter'])}">${DRAW[name](random)}</g>`,
  };
}

/** Trains the network that tells pictograms apart, from drawings alone. */
export async function trainPictograms(random: Random, drawings = DRAWINGS): Promise<SmallNetwork> {
  const draws = random.fork('drawings');
  const all = PICTOGRAMS.flatMap((name) =>
    Array.from({ length: name === 'other' ? drawings * OTHERS : drawings }, () => drawing(name, draws)),
  );
  const glyphs: Float32Array[] = [];
  const names: Pictogram[] = [];
  for (let from = 0; from < all.length; from += COLUMNS * COLUMNS) {
    const sheet = all.slice(from, from + COLUMNS * COLUMNS);
    const pixels = await rendered(sheet, draws);
    for (const [i, glyph] of glyphsOf(pixels, sheet.length).entries()) {
      if (!glyph) continue;
      glyphs.push(glyph);
      names.push(sheet[i].name);
    }
  }
  const rows = new Float32Array(glyphs.length * GLYPH_SIZE);
  const targets = new Float32Array(glyphs.length * PICTOGRAMS.length);
  for (const [i, glyph] of glyphs.entries()) {
    rows.set(glyph, i * GLYPH_SIZE);
    targets[i * PICTOGRAMS.length + PICTOGRAMS.indexOf(names[i])] = 1;
  }
  return trainSmallNetwork({
    rows,
    targets,
    inputs: GLYPH_SIZE,
    classes: PICTOGRAMS.length,
    hidden: 40,
    epochs: 30,
    dropout: 0.1,
    random: random.fork('pictograms'),
  });
}

async function rendered(sheet: readonly Drawing[], random: Random): Promise<ScreenPixels> {
  const side = COLUMNS * CELL;
  const cells = sheet.map(
    ({ svg }, i) =>
      `<svg x="${(i % COLUMNS) * CELL}" y="${Math.floor(i / COLUMNS) * CELL}" width="${CELL}" height="${CELL}">${svg}</svg>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${cells.join('')}</svg>`;
  // Screenshots are compressed, and so are these.
  const jpeg = await sharp(Buffer.from(svg), { unlimited: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 60 + random.integer(36) })
    .toBuffer();
  const { data, info } = await sharp(jpeg).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The largest mark in each cell; undefined where none was found. */
function glyphsOf(pixels: ScreenPixels, count: number): (Float32Array | undefined)[] {
  const best = new Map<number, readonly [number, number, number, number]>();
  for (const { box } of findShapes(pixels).marks) {
    const [x, y, w, h] = box;
    const column = Math.floor((x + w / 2) / CELL);
    const row = Math.floor((y + h / 2) / CELL);
    const cell = row * COLUMNS + column;
    if (w > CELL - 4 || h > CELL - 4 || cell >= count) continue;
    const before = best.get(cell);
    if (!before || before[2] * before[3] < w * h) best.set(cell, box);
  }
  return Array.from({ length: count }, (_, cell) => {
    const box = best.get(cell);
    if (!box) return undefined;
    const glyph = new Float32Array(GLYPH_SIZE);
    putGlyph(pixels, [...box], glyph);
    return glyph;
  });
}
