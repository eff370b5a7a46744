/** Draws single lines of writing as screens show them. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import type { Box, ScreenPixels } from '../../core/contracts/screen.ts';
import { DaogouError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import { unpackWoff } from './unpack-woff.ts';

/** A face to draw with; those without a file are looked for among the system's. */
export interface Face {
  readonly name: string;
  readonly file?: string;
}

export interface DrawnLine {
  readonly pixels: ScreenPixels;
  /** Of the ink. */
  readonly box: Box;
}

const SYSTEM = [
  'Liberation Sans',
  'Liberation Sans Bold',
  'Liberation Sans Narrow',
  'Liberation Serif',
  'DejaVu Sans',
  'DejaVu Sans Condensed',
  'DejaVu Serif',
  'Noto Sans CJK SC',
  'Noto Sans CJK SC Bold',
].map((name): Face => ({ name }));
const CHINESE = [
  'Noto Sans CJK SC',
  'Noto Sans CJK SC',
  'Noto Sans CJK SC Medium',
  'Noto Sans CJK SC Bold',
  'Noto Serif CJK SC',
].map((name): Face => ({ name }));
/** Share of lines in faces that were given, where there are some. */
const GIVEN = 0.72;
const SIZE = { least: 10, most: 36 };
const MARGIN = 4;
/** Paler ink is not counted into a line's box. */
const INK = 30;

/**
 * The faces in a folder of Fontsource's packages: files such as `open-sans-latin-700-normal.woff`, at any depth.
 * They are unpacked into `unpacked`, where whoever asks removes them.
 *
 * @throws DaogouError `not-found` where there are none
 */
export async function facesIn(folder: string, unpacked: string): Promise<Face[]> {
  const files = await readdir(folder, { recursive: true });
  const faces: Face[] = [];
  for (const file of files.toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
    const [, family, weight] = /^([a-z0-9-]+)-latin-(400|700)-normal\.woff$/.exec(basename(file)) ?? [];
    if (family === undefined) continue;
    const to = join(unpacked, `${family}-${weight}.ttf`);
    await writeFile(to, unpackWoff(await readFile(join(folder, file))));
    const name = family.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
    faces.push({ name: name.join(' ') + (weight === '700' ? ' Bold' : ''), file: to });
  }
  if (faces.length > 0) return faces;
  throw new DaogouError('not-found', 'There are no fonts to draw words with', {
    received: folder,
    remedy:
      'Give a folder of files such as open-sans-latin-400-normal.woff, as npm packages of Fontsource have them.',
  });
}

/** A line in some face, size and colours; undefined where the face has no ink for it. */
export async function drawLine(
  text: string,
  faces: readonly Face[],
  random: Random,
): Promise<DrawnLine | undefined> {
  const isChinese = /\p{Script=Han}/u.test(text);
  const given = !isChinese && random.next() < GIVEN;
  const face = random.pick(given ? faces : isChinese ? CHINESE : SYSTEM);
  const size = Math.round(SIZE.least + random.next() ** 2 * (SIZE.most - SIZE.least));
  const spacing = random.next() < 0.15 ? Math.round(random.next() * size * 0.12 * 1024) : 0;
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const { data, info } = await sharp({
    text: {
      text: `<span letter_spacing="${spacing}">${escaped}</span>`,
      font: `${face.name} ${size}`,
      dpi: 72,
      rgba: true,
      ...(face.file === undefined ? {} : { fontfile: face.file }),
    },
  })
    .ensureAlpha()
    .extractChannel(3)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return coloured(data, info.width, info.height, random);
}

/** Ink on a ground, dark on light mostly, with some of the noise of compressed pictures. */
function coloured(ink: Uint8Array, across: number, down: number, random: Random): DrawnLine | undefined {
  const width = across + 2 * MARGIN;
  const height = down + 2 * MARGIN;
  const isDark = random.next() < 0.25;
  const ground = [0, 1, 2].map(() => (isDark ? random.integer(120) : 255 - random.integer(20)));
  const colour = [0, 1, 2].map(() => (isDark ? 255 : random.integer(130)));
  const noise = random.next() < 0.5 ? 12 * random.next() : 0;
  const data = new Uint8Array(3 * width * height);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isWithin = x >= MARGIN && y >= MARGIN && x < MARGIN + across && y < MARGIN + down;
      const own = isWithin ? ink[(y - MARGIN) * across + x - MARGIN] : 0;
      if (own > INK) {
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + 1);
      }
      for (let c = 0; c < 3; c++) {
        const value = ground[c] + ((colour[c] - ground[c]) * own) / 255 + (random.next() - 0.5) * noise;
        data[3 * (y * width + x) + c] = Math.max(0, Math.min(255, value));
      }
    }
  }
  if (right - left < 3 || bottom - top < 3) return undefined;
  return { pixels: { width, height, data }, box: [left, top, right - left, bottom - top] };
}
