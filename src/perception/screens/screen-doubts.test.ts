import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ScreenDoubt } from '../../core/contracts/screen.ts';
import { decodeScreen } from './decode-screen.ts';
import { doubtsOfPixels } from './screen-doubts.ts';

/** A page of rows with writing, buttons and cards. */
function page(): string {
  const rows = Array.from(
    { length: 8 },
    (_, i) =>
      `<rect x="40" y="${20 + 95 * i}" width="300" height="80" fill="#eee" stroke="#333"/>` +
      `<rect x="360" y="${40 + 95 * i}" width="160" height="40" fill="#b00"/>` +
      `<text x="50" y="${60 + 95 * i}" font-size="22" font-family="sans-serif">A product, number ${i}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="800"><rect width="1280" height="800" fill="#fff"/>${rows.join('')}</svg>`;
}

async function doubtsOf(picture: Sharp): Promise<ScreenDoubt[]> {
  const screen = await decodeScreen(await picture.png().toBuffer());
  return doubtsOfPixels(screen, screen);
}

const drawn = (): Sharp => sharp(Buffer.from(page()));

describe('doubtsOfPixels', () => {
  it('has none about a page', async () => {
    expect(await doubtsOf(drawn())).toEqual([]);
  });

  it('calls a black frame and a page that is still blank empty', async () => {
    for (const background of ['#000', '#fff']) {
      const blank = sharp({ create: { width: 1280, height: 800, channels: 3, background } });
      expect(await doubtsOf(blank)).toEqual(['empty']);
    }
  });

  it('notices a photo at an angle, and one out of focus', async () => {
    expect(await doubtsOf(drawn().rotate(9, { background: '#888' }))).toEqual(['distorted']);
    expect(await doubtsOf(drawn().blur(4))).toEqual(['distorted']);
  });

  it('notices a page captured at full length', async () => {
    const tall = drawn().extend({ bottom: 8_000, background: '#fff' });
    expect(await doubtsOf(tall)).toContain('oversized');
  });

  it('stands pictures of a pixel', () => {
    expect(doubtsOfPixels({ width: 1, height: 1, data: new Uint8Array(3) })).toEqual(['empty']);
  });
});
