/** Draws a few screens of a tiny shop in a real Chromium, and reads them back as training does. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentProgress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import { readScreens } from '../data/formats/screens.ts';
import { findChromium } from '../../test/web-shop/find-chromium.ts';
import { renderScreens } from './render-screens.ts';
import { drawTheme } from './render-screens/themes.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let workspace: Workspace;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-render-'));
  workspace = await openWorkspace({ folder: join(folder, 'shop') });
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

const render = (count: number, out: string) =>
  renderScreens({ workspace, out: join(folder, out), count, seed: 3, progress: silentProgress });

describe.skipIf(findChromium() === undefined)('drawing screens', () => {
  it('says that a shop without items has nothing to show', async () => {
    await expect(render(1, 'none')).rejects.toMatchObject({ code: 'not-enough-data' });
  });

  it('writes pictures and labels that are read back, with the products of the catalogue', async () => {
    // The pages are built where they are older than their sources.
    await promisify(execFile)(process.execPath, ['scripts/setup.mjs', '--quiet'], { cwd: root });
    await workspace.store.items.upsert(
      ['Blue mug', 'Red cup', 'Green bowl', 'White jug'].map((title, i) => ({
        id: `item-${i}`,
        title: { en: title },
        description: {},
        categories: ['Kitchen'],
        brand: null,
        price: { amount: 1_000 + i, currency: 'EUR' },
        attributes: {},
        image: null,
        availableFrom: null,
        stock: 5,
        retired: false,
      })),
    );
    const report = await render(3, 'screens');
    expect(report.screens + report.dropped).toBeGreaterThanOrEqual(3);
    const { screens, badRows } = await readScreens(join(folder, 'screens'));
    expect(badRows).toEqual([]);
    expect(screens).toHaveLength(report.screens);
    for (const { file, elements, products } of screens) {
      const { width, height } = await sharp(join(folder, 'screens', file)).metadata();
      expect(elements.length).toBeGreaterThan(0);
      for (const { box } of [...elements, ...products]) {
        expect(box[0] + box[2]).toBeLessThanOrEqual(width);
        expect(box[1] + box[3]).toBeLessThanOrEqual(height);
      }
      for (const { id } of products) expect(id).toMatch(/^item-\d$/);
    }
    expect(screens.some(({ products }) => products.length > 0)).toBe(true);
  }, 120_000);
});

describe('a theme', () => {
  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: number) => drawTheme('zh', createRandom(seed), true);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1).css).not.toBe(draw(2).css);
  });
});
