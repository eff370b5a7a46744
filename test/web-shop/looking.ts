/** Screens that are looked at: in the studio's playground, and where the guide watches along. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readScreens } from '../../src/data/formats/screens.ts';
import { SOON, type OpenedShop } from './opened-shop.ts';
import { barriersOf, go, quiet } from './page-probes.ts';
import { NARROWEST, PHONE } from './running-shop.ts';
import { coveredShare, openWatchedTab } from './watched-tab.ts';

/** Reading a screen takes a second, and many on a machine that does other work, too. */
const READING = { interval: 100, timeout: 40_000 };

/** A screenshot of a page of the shop, as it stands in front of the page's visitor. */
async function screenshotOf(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  return { name: 'screen.png', mimeType: 'image/png', buffer: await page.screenshot() };
}

/** Waits until a picture was looked at to the end; one that could not be says why. */
async function lookedAt(page: Page): Promise<void> {
  const state = page.getByTestId('look-state');
  await expect.poll(() => state.getAttribute('data-state'), READING).not.toBe('looking');
  expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
  expect(await state.getAttribute('data-state')).toBe('done');
}

export function testLooking(shop: OpenedShop): void {
  describe('has a studio that', () => {
    it('draws what it finds on a screenshot, and keeps what a person says of it', async () => {
      const page = await shop.visit('/products', { size: PHONE });
      const screenshot = await screenshotOf(page);
      await page.getByRole('link', { name: 'Studio: look at a screen' }).click();
      await page.getByRole('heading', { level: 1, name: 'Look at a screen' }).waitFor();
      expect(await barriersOf(page, 'empty studio')).toEqual([]);
      await page.getByTestId('screenshot-file').setInputFiles(screenshot);
      await lookedAt(page);
      expect(await page.getByTestId('page-type').innerText()).toContain('Category page');
      const boxes = page.getByTestId('boxes').locator('[data-kind]');
      const found = await boxes.count();
      expect(found).toBeGreaterThan(0);
      expect(await page.getByTestId('box-count').innerText()).toMatch(new RegExp(`Found: ${found} box`));
      // What has the focus in the list is what is named on the picture.
      const row = page.getByRole('region', { name: 'What was found' }).getByRole('button').first();
      await row.focus();
      const [kind] = (await row.innerText()).split('\n');
      await expect.poll(() => boxes.filter({ hasText: kind }).count(), SOON).toBe(1);
      expect(await barriersOf(page, 'findings')).toEqual([]);

      await page.getByRole('button', { name: 'Correct it' }).click();
      await page.getByLabel('This page is').selectOption('search');
      await page.getByRole('button', { name: 'Delete box 1', exact: true }).click();
      await page.getByLabel('New boxes are').selectOption('coupon');
      const editor = page.getByTestId('box-editor');
      await editor.evaluate((one) => one.scrollIntoView());
      const picture = await editor.boundingBox();
      if (!picture) throw new Error('The picture is not on the page.');
      await page.mouse.move(picture.x + 0.1 * picture.width, picture.y + 20);
      await page.mouse.down();
      await page.mouse.move(picture.x + 0.5 * picture.width, picture.y + 90);
      await page.mouse.up();
      expect(await barriersOf(page, 'correction')).toEqual([]);
      await page.getByRole('button', { name: 'Keep for training' }).click();
      await page.getByTestId('kept').getByText('Kept as').waitFor();
      const { screens: kept } = await readScreens(join(shop.folder, 'screens'));
      expect(kept).toMatchObject([{ page: 'search', device: 'phone', language: 'en' }]);
      expect(kept[0].elements).toHaveLength(found);
      expect(kept[0].elements.at(-1)).toMatchObject({ kind: 'coupon', text: '' });
      expect(page.troubles).toEqual([]);
    });

    it('says what it cannot read, in Chinese and on a narrow phone as well', async () => {
      const page = await shop.visit('/studio/look', { size: NARROWEST, language: 'zh', theme: 'dark' });
      const torn = { name: 'torn.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
      await page.getByTestId('screenshot-file').setInputFiles(torn);
      await page.getByRole('alert').getByText('无法读取这张图片').waitFor();
      expect(await barriersOf(page, 'studio')).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      const english = (await page.locator('main').innerText()).replace(/JPEG|PNG|WebP|AVIF|GIF|MB/g, '');
      expect(english.match(/[A-Za-z]{3,}/g) ?? []).toEqual([]);
    });
  });

  describe('watches only when asked to', () => {
    it('the page, by what it tells of itself, until someone else shops', async () => {
      const page = await shop.visit('/products');
      const looks: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/v1/look')) looks.push(request.method());
      });
      const watching = page.getByRole('switch', { name: 'Watch my screen' });
      expect(await watching.getAttribute('aria-checked')).toBe('false');
      await watching.click();
      await page.getByText('What may the guide watch?').waitFor();
      expect(await barriersOf(page, 'question')).toEqual([]);
      expect(looks).toEqual([]);
      await page.getByRole('button', { name: 'This page' }).click();
      await page.getByTestId('watch-bar').getByText('Watching this page').waitFor();
      const seen = page.getByTestId('seen-page');
      await expect.poll(() => seen.innerText(), SOON).toContain('On your screen: Category page');
      await go(page, '/cart');
      await expect.poll(() => seen.innerText(), SOON).toContain('On your screen: Cart');
      expect(await barriersOf(page, 'watching')).toEqual([]);
      await page.getByLabel('Shop as').selectOption({ index: 3 });
      await page.getByText('Someone else shops now').waitFor();
      expect(await page.getByTestId('watch-bar').count()).toBe(0);
      await quiet(page);
      const before = looks.length;
      await go(page, '/products');
      await page.waitForTimeout(800);
      expect(looks.length).toBe(before);
      expect(page.troubles).toEqual([]);
    });

    it('another tab, whose passwords it covers, with nothing sent that has not changed', async () => {
      const { page, watched, close } = await openWatchedTab(shop.browserPath, `${shop.url}/products`);
      try {
        await page.goto(`${shop.url}/cart`);
        await page.getByRole('switch', { name: 'Watch my screen' }).click();
        await page.getByRole('button', { name: 'Another window or tab' }).click();
        const sent = page.getByText(/pictures? sent$/);
        await expect.poll(() => sent.innerText(), SOON).toBe('1 picture sent');
        await page.getByText('1 field covered').waitFor();
        expect(await coveredShare(page)).toBe(1);
        await page.waitForTimeout(1200);
        expect(await sent.innerText()).toBe('1 picture sent');
        const seen = page.getByTestId('seen-page');
        await expect.poll(() => seen.innerText(), READING).toContain('On your screen: Category page');

        await page.getByRole('button', { name: 'Pause' }).click();
        await watched.evaluate('scrollTo(0, 700)');
        await page.waitForTimeout(1200);
        expect(await sent.innerText()).toBe('1 picture sent');
        await page.getByRole('button', { name: 'Go on' }).click();
        await expect.poll(() => sent.innerText(), SOON).toBe('2 pictures sent');
        await page.getByTestId('watch-bar').getByRole('button', { name: 'Stop' }).click();
        await page.getByText('The guide no longer watches.').waitFor();
      } finally {
        await close();
      }
    });

    it('one screenshot, shown from a phone, with more of it in the studio', async () => {
      const page = await shop.visit('/products', { size: PHONE, language: 'zh' });
      const screenshot = await screenshotOf(page);
      await page.getByRole('button', { name: '展开导购' }).click();
      await page.getByTestId('guide-screenshot').setInputFiles(screenshot);
      const seen = page.getByTestId('screen-advice').getByTestId('seen-page');
      await expect.poll(() => seen.innerText(), READING).toContain('分类页');
      expect(await barriersOf(page, 'screenshot')).toEqual([]);
      await page.getByRole('button', { name: '查看读到的全部内容' }).click();
      await lookedAt(page);
      expect(await page.getByTestId('page-type').innerText()).toContain('分类页');
      expect(page.troubles).toEqual([]);
    });
  });
}
