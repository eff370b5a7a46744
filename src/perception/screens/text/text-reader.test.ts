import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaogouError } from '../../../core/errors.ts';
import { drawLabel, hasChineseFont, pictureOf, pictureOfText } from './fixtures/picture-of-text.ts';
import { MOST_PIXELS_READ, openTextReader, type TextReader } from './text-reader.ts';

let reader: TextReader;
beforeAll(async () => {
  reader = await openTextReader();
});
afterAll(() => reader.release());

const chinese = hasChineseFont();
if (!chinese) console.warn('Chinese is not tested: no font with Chinese signs is installed.');

describe('a text reader', () => {
  it('reads lines from top to bottom and from left to right, with their boxes', async () => {
    const picture = await pictureOfText(640, 240, [
      { text: 'Your shopping cart', x: 40, y: 60, size: 28, weight: 'bold' },
      { text: 'Wireless headphones', x: 40, y: 120 },
      { text: '$129.99', x: 500, y: 120 },
      { text: 'Continue shopping', x: 40, y: 200, size: 13 },
    ]);
    const lines = await reader.read(picture);
    expect(lines.map(({ text }) => text)).toEqual([
      'Your shopping cart',
      'Wireless headphones',
      '$129.99',
      'Continue shopping',
    ]);
    const [x, y, width, height] = lines[1].box;
    expect(x).toBeGreaterThan(30);
    expect(x).toBeLessThan(42);
    expect(y).toBeLessThan(108);
    expect(y + height).toBeGreaterThan(120);
    expect(height).toBeLessThan(34);
    expect(x + width).toBeGreaterThan(180);
    expect(x + width).toBeLessThan(215);
    for (const { confidence } of lines) expect(confidence).toBeGreaterThan(0.8);
  });

  it.each([
    ['#ffffff', '#d32f2f'],
    ['#ffffff', '#111111'],
    ['#222222', '#ffd000'],
    ['#ffffff', '#7fad39'],
  ])('reads %s on a button of %s', async (fill, button) => {
    const lines = await reader.read(
      await pictureOfText(400, 160, [{ text: 'ADD TO CART', x: 120, y: 90, size: 14, fill, button }]),
    );
    expect(lines.map(({ text }) => text)).toEqual(['ADD TO CART']);
  });

  it.each([11, 14, 20, 32, 64])('reads type of %i pixels', async (size) => {
    const lines = await reader.read(
      await pictureOfText(600, 160, [
        { text: 'Proceed to checkout', x: 10, y: 100, size: Math.min(size, 60) },
      ]),
    );
    expect(lines.map(({ text }) => text)).toEqual(['Proceed to checkout']);
  });

  it('parts the entries of a menu', async () => {
    const words = ['Home', 'Shop', 'Blog', 'Contact'];
    const menu = words.map((text, i) => ({ text, x: 40 + 90 * i, y: 40 }));
    const lines = await reader.read(await pictureOfText(480, 80, menu));
    expect(lines.map(({ text }) => text)).toEqual(words);
  });

  it.skipIf(!chinese)('reads Chinese, and a mixture', async () => {
    const lines = await reader.read(
      await pictureOfText(640, 240, [
        { text: '加入购物车', x: 60, y: 60, fill: '#ffffff', button: '#e1251b' },
        { text: '立即购买', x: 320, y: 60, fill: '#e1251b' },
        { text: '去结算', x: 60, y: 140, size: 24, weight: 'bold' },
        { text: '小米手机 Pro 256GB', x: 60, y: 200, size: 14 },
      ]),
    );
    expect(lines.map(({ text }) => text.replaceAll(' ', ''))).toEqual([
      '加入购物车',
      '立即购买',
      '去结算',
      '小米手机Pro256GB',
    ]);
  });

  it.each(['#000000', '#ffffff', '#3355aa'])('finds nothing on a screen that is all %s', async (ground) => {
    expect(await reader.read(await pictureOfText(1_280, 800, [], ground))).toEqual([]);
  });

  it('reads of a photo at an angle what it can', async () => {
    const tilted =
      '<g transform="rotate(4) skewX(-5)">' +
      drawLabel({ text: 'Shopping cart', x: 60, y: 60, size: 26 }) +
      drawLabel({ text: 'Checkout', x: 60, y: 140, size: 20, fill: '#ffffff', button: '#c62828' }) +
      '</g>';
    const lines = await reader.read(await pictureOf(420, 240, tilted, '#e8e4dc'));
    expect(lines.map(({ text }) => text)).toContain('Checkout');
  });

  it('reads a picture of one pixel', async () => {
    expect(await reader.read({ width: 1, height: 1, data: new Uint8Array(3) })).toEqual([]);
  });

  it('reads a capture of 10,000 rows in bands, down to its cap', async () => {
    const width = 1_000;
    const rows = [30, 1_010, 1_024, 2_500, 5_090, 5_400, 9_900];
    const picture = await pictureOfText(
      width,
      10_000,
      rows.map((y, i) => ({ text: `Section number ${i + 1}`, x: 100, y, size: 18 })),
    );
    const lines = await reader.read(picture);
    const read = rows.filter((y) => y < MOST_PIXELS_READ / width).map((_, i) => `Section number ${i + 1}`);
    expect(lines.map(({ text }) => text)).toEqual(read);
  });

  it('reads the same line again from memory as it read it first', async () => {
    const picture = await pictureOfText(300, 80, [{ text: 'Order summary', x: 20, y: 45 }]);
    expect(await reader.read(picture)).toEqual(await reader.read(picture));
  });

  it('refuses pixels that do not fit their size, and to read after its release', async () => {
    await expect(reader.read({ width: 10, height: 10, data: new Uint8Array(10) })).rejects.toThrow(
      DaogouError,
    );
    const other = await openTextReader();
    await other.release();
    await other.release();
    await expect(other.read({ width: 1, height: 1, data: new Uint8Array(3) })).rejects.toThrow(/released/);
  });
});
