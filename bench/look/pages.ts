import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { readScreens } from '../../src/data/formats/screens.ts';

/** A screen, and what it may look like a moment later; all of them JPEGs. */
export interface Page {
  readonly picture: Uint8Array;
  readonly changes: Readonly<Record<'notice' | 'button' | 'scrolled', Uint8Array>>;
}

const WIDTH = 1_280;
const HEIGHT = 800;
const SCROLLED = 200;
const QUALITY = 85;

/** The first so many screens of a computer's size in a folder of labelled screens, of as many families as it has. */
export async function pagesOf(folder: string, count: number): Promise<Page[]> {
  const { screens } = await readScreens(folder);
  const seen = new Map<string, number>();
  const placed = screens
    .filter(({ device }) => device === 'computer')
    .map((screen) => {
      const turn = seen.get(screen.family) ?? 0;
      seen.set(screen.family, turn + 1);
      return { file: screen.file, turn };
    })
    .sort((a, b) => a.turn - b.turn);
  const pictures: Buffer[] = [];
  for (const { file } of placed.slice(0, count + 1)) {
    const bytes = await readFile(join(folder, file));
    pictures.push(
      await sharp(bytes).resize(WIDTH, HEIGHT, { fit: 'cover', position: 'top' }).png().toBuffer(),
    );
  }
  return Promise.all(pictures.slice(1).map((picture, i) => pageOf(picture, pictures[i])));
}

/** @param other what comes from below when the page is scrolled */
async function pageOf(picture: Buffer, other: Buffer): Promise<Page> {
  const asJpeg = (one: Sharp): Promise<Buffer> => one.jpeg({ quality: QUALITY }).toBuffer();
  const below = await sharp(other)
    .extract({ left: 0, top: 300, width: WIDTH, height: SCROLLED })
    .png()
    .toBuffer();
  const rest = await sharp(picture)
    .extract({ left: 0, top: SCROLLED, width: WIDTH, height: HEIGHT - SCROLLED })
    .extend({ bottom: SCROLLED, background: '#fff' })
    .png()
    .toBuffer();
  return {
    picture: await asJpeg(sharp(picture)),
    changes: {
      notice: await asJpeg(sharp(picture).composite([{ input: notice(), left: 440, top: 260 }])),
      button: await asJpeg(sharp(picture).composite([{ input: button(), left: 860, top: 420 }])),
      scrolled: await asJpeg(sharp(rest).composite([{ input: below, left: 0, top: HEIGHT - SCROLLED }])),
    },
  };
}

const drawn = (width: number, height: number, inside: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">${inside}</svg>`,
  );

const notice = (): Buffer =>
  drawn(
    400,
    200,
    '<rect width="400" height="200" rx="8" fill="#fff" stroke="#888"/>' +
      '<text x="30" y="60" font-size="20">Added to your cart</text>' +
      '<text x="30" y="100" font-size="15" fill="#444">1 item, 24.90 in total</text>' +
      '<rect x="30" y="130" width="150" height="44" rx="4" fill="#123"/>' +
      '<text x="62" y="158" font-size="16" fill="#fff">View cart</text>' +
      '<text x="230" y="158" font-size="16">Keep shopping</text>',
  );

const button = (): Buffer =>
  drawn(
    180,
    44,
    '<rect width="180" height="44" rx="4" fill="#0a7"/><text x="58" y="28" font-size="16" fill="#fff">Added</text>',
  );
