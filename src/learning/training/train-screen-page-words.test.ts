import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { PHRASES } from '../../perception/screens/page/word-spotter.ts';
import { drawLine } from './train-screen-page-words-drawn.ts';
import { drawnPrice, inSomeCase, otherLine, spaced } from './train-screen-page-words-phrases.ts';
import { unpackWoff } from './unpack-woff.ts';

describe('words that the spotter learns from', () => {
  it('are written with the spaces that compact phrases lack', () => {
    expect(spaced('proceedtocheckout')).toBe('proceed to checkout');
    expect(spaced('shippingaddress')).toBe('shipping address');
    expect(spaced('购物车')).toBe('购物车');
    for (const phrase of PHRASES) expect(spaced(phrase).replaceAll(' ', '')).toBe(phrase);
  });

  it('stand beside lines that are none of them, and prices', () => {
    const random = createRandom('lines');
    const known = new Set(PHRASES);
    for (let i = 0; i < 300; i++) {
      const line = otherLine(random);
      expect(known.has(line.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))).toBe(false);
      expect(drawnPrice(random)).toMatch(/^[$￥¥€£]?\d+(\.\d\d)?$/u);
    }
    expect(inSomeCase('add to cart', random).toLowerCase()).toBe('add to cart');
  });

  it('are drawn alike for the same random numbers, with their ink in the box', async () => {
    const draw = () => drawLine('Checkout', [{ name: 'DejaVu Sans' }], createRandom('draw'));
    const line = await draw();
    expect(line).toEqual(await draw());
    const [x, y, width, height] = line?.box ?? [0, 0, 0, 0];
    expect(width).toBeGreaterThan(2 * height);
    expect(x + width).toBeLessThanOrEqual(line?.pixels.width ?? 0);
    expect(y + height).toBeLessThanOrEqual(line?.pixels.height ?? 0);
  });
});

describe('fonts of the web', () => {
  it('are unpacked table by table, the packed and the plain', () => {
    const packed = deflateSync(Buffer.alloc(50, 7));
    const woff = Buffer.alloc(44 + 40 + packed.length + 3);
    woff.write('wOFF', 0, 'latin1');
    woff.writeUInt32BE(0x00010000, 4);
    woff.writeUInt16BE(2, 12);
    const entry = (i: number, tag: string, values: readonly number[]): void => {
      woff.write(tag, 44 + 20 * i, 'latin1');
      for (const [k, value] of values.entries()) woff.writeUInt32BE(value, 48 + 20 * i + 4 * k);
    };
    entry(0, 'cmap', [84, packed.length, 50, 11]);
    entry(1, 'head', [84 + packed.length, 3, 3, 12]);
    packed.copy(woff, 84);
    woff.write('abc', 84 + packed.length, 'latin1');
    const font = unpackWoff(woff);
    expect(font.toString('latin1', 12, 16)).toBe('cmap');
    expect(font.readUInt32BE(20)).toBe(44);
    expect(font.subarray(44, 94).every((byte) => byte === 7)).toBe(true);
    expect(font.toString('latin1', 96, 99)).toBe('abc');
    expect(font.length).toBe(100);
  });

  it('are refused where they are something else', () => {
    expect(() => unpackWoff(Buffer.from('no font at all'))).toThrow(
      expect.objectContaining({ code: 'bad-media' }),
    );
  });
});
