import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeScreen } from './decode-screen.ts';

const RED = { r: 200, g: 20, b: 40 };

function picture(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  return sharp({ create: { width, height, channels, background: { ...RED, alpha: 0.5 } } });
}

describe('decodeScreen', () => {
  it('keeps a screen of usual size as it is', async () => {
    const screen = await decodeScreen(await picture(1280, 800).png().toBuffer());
    expect(screen).toMatchObject({ width: 1280, height: 800, scale: 1, cut: false });
    expect(screen.data.length).toBe(3 * 1280 * 800);
    expect([...screen.data.subarray(0, 3)]).toEqual([200, 20, 40]);
  });

  it('shrinks what a fine display shows, and says by how much', async () => {
    const phone = await decodeScreen(await picture(1170, 2532).jpeg().toBuffer());
    expect(phone).toMatchObject({ width: 430, original: { width: 1170, height: 2532 } });
    expect(phone.height).toBe(Math.round((2532 * 430) / 1170));
    expect(phone.scale).toBeCloseTo(1170 / 430);
    const computer = await decodeScreen(await picture(2560, 1600).jpeg().toBuffer());
    expect(computer).toMatchObject({ width: 1280, height: 800, scale: 2 });
  });

  it('cuts a page captured at full length', async () => {
    const screen = await decodeScreen(await picture(1280, 10_000).jpeg().toBuffer());
    expect(screen).toMatchObject({ width: 1280, height: 4_000, cut: true });
    expect(screen.original.height).toBe(10_000);
  });

  it('reads grey, transparent, turned and tiny pictures', async () => {
    const grey = await decodeScreen(await picture(30, 20).greyscale().png().toBuffer());
    expect(grey.data.length).toBe(3 * 30 * 20);
    const transparent = await decodeScreen(await picture(30, 20, 4).png().toBuffer());
    expect(transparent.data[1]).toBeGreaterThan(120);
    const turned = await decodeScreen(
      await picture(30, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    );
    expect(turned).toMatchObject({ width: 20, height: 30 });
    expect(await decodeScreen(await picture(1, 1).png().toBuffer())).toMatchObject({ width: 1, height: 1 });
  });

  it('refuses what is no picture, and what is damaged, by name', async () => {
    await expect(decodeScreen(new Uint8Array(0), 'shot.png')).rejects.toMatchObject({
      code: 'bad-media',
      received: 'shot.png',
    });
    await expect(decodeScreen(new TextEncoder().encode('<svg/>'))).rejects.toMatchObject({
      code: 'bad-media',
    });
    const whole = await picture(400, 300).jpeg().toBuffer();
    await expect(decodeScreen(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'bad-media',
    });
  });
});
