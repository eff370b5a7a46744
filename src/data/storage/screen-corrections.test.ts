import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readScreens } from '../formats/screens.ts';
import { openScreenCorrections } from './screen-corrections.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'daogou-corrections-'));
});
afterEach(() => rm(workspace, { recursive: true }));

const picture = (background: string, width = 40, height = 30): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

describe('openScreenCorrections', () => {
  it('keeps screens in the form that training reads', async () => {
    const corrections = openScreenCorrections(workspace);
    const { id } = await corrections.keep(await picture('#fff'), {
      page: 'cart',
      language: 'zh',
      elements: [{ kind: 'checkout', text: '去结算', box: [1, 2, 10, 5] }],
    });
    const { screens, badRows } = await readScreens(corrections.folder);
    expect(badRows).toEqual([]);
    expect(screens).toMatchObject([
      {
        id,
        family: 'corrections',
        device: 'computer',
        language: 'zh',
        page: 'cart',
        elements: [{ kind: 'checkout', text: '去结算', box: [1, 2, 10, 5] }],
      },
    ]);
  });

  it('loses none of many at once, and has the last word on one picture', async () => {
    const corrections = openScreenCorrections(workspace);
    const pictures = await Promise.all(
      Array.from({ length: 12 }, (_, i) => picture(`rgb(${i}, 0, 0)`, 20, 40)),
    );
    const said = (page: 'home' | 'cart') => ({ page, language: 'en' as const, elements: [] });
    await Promise.all(pictures.map((one) => corrections.keep(one, said('home'))));
    await corrections.keep(pictures[3], said('cart'));
    const { screens } = await readScreens(corrections.folder);
    expect(screens).toHaveLength(12);
    expect(screens.filter(({ page }) => page === 'cart')).toHaveLength(1);
    expect(screens[0].device).toBe('phone');
  });

  it('refuses what is no picture', async () => {
    const corrections = openScreenCorrections(workspace);
    const nothing = { page: 'home' as const, language: 'en' as const, elements: [] };
    for (const bytes of [
      new Uint8Array(0),
      new TextEncoder().encode('<svg/>'),
      (await picture('#000')).subarray(0, 20),
    ]) {
      await expect(corrections.keep(bytes, nothing)).rejects.toMatchObject({ code: 'bad-media' });
    }
  });
});
