/** Search by voice and by photo, and what narrows it down. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SOON, type OpenedShop } from './opened-shop.ts';
import { barriersOf, quiet } from './page-probes.ts';
import { NARROWEST } from './running-shop.ts';

export function testSearch(shop: OpenedShop): void {
  describe('listens', () => {
    const voiceButton = (page: Page) => page.getByRole('button', { name: 'Search by voice' });

    it('and searches for what was said, once it is told to stop', async ({ skip }) => {
      skip(shop.recording === undefined, 'no espeak-ng found: install it, so that somebody speaks');
      const page = await shop.visit('/');
      await voiceButton(page).click();
      const notice = page.getByTestId('voice-notice');
      await expect.poll(() => notice.innerText(), SOON).toMatch(/^Listening…/);
      await page.waitForTimeout(2_500);
      await page.getByRole('button', { name: 'Stop listening' }).click();
      await page.waitForURL(/\/search\?q=shoes$/);
      expect(await page.locator('#search-box').inputValue()).toBe('shoes');
      await quiet(page);
      expect(await page.locator('main article[data-item]').count()).toBeGreaterThan(0);
      expect(await notice.innerText()).toBe('');
      expect(page.troubles).toEqual([]);
    });

    it('hides the button where no speech is understood', async () => {
      const page = await shop.visit('/');
      await voiceButton(page).waitFor();
      await page.route('**/v1/transcribe', (route) =>
        route.fulfill({ json: { source: null, phrases: null } }),
      );
      await page.reload();
      await quiet(page);
      expect(await voiceButton(page).count()).toBe(0);
    });

    it('says what to do when it hears no words', async ({ skip }) => {
      skip(
        shop.recording === undefined,
        'no espeak-ng found: without a recording the browser has no microphone',
      );
      const page = await shop.visit('/');
      await voiceButton(page).waitFor();
      await page.route('**/v1/transcribe', (route) =>
        route.fulfill({ json: { text: '', language: null, tone: null, source: 'keywords' } }),
      );
      await voiceButton(page).click();
      await page.getByRole('button', { name: 'Stop listening' }).click();
      const notice = page.getByTestId('voice-notice');
      await expect.poll(() => notice.innerText(), SOON).toMatch(/^I did not understand that\. Try “shoes”/);
      expect(await barriersOf(page, 'voice search')).toEqual([]);
      await page.locator('#search-box').fill('mug');
      expect(await notice.innerText()).toBe('');
    });
  });

  describe('finds by photo, and narrows down what it found', () => {
    /** A picture of the shop itself, as a shopper's file. */
    async function pictureOf(index: number): Promise<{ id: string; buffer: Buffer }> {
      const { rows } = await shop.store.items.list({ offset: 0, limit: 96 });
      // What is sold out would come last, however much it looks like itself.
      const { id, image } = rows.filter(({ stock }) => stock !== 0)[index];
      const path = (image ?? '').split('/').map(encodeURIComponent).join('/');
      const response = await fetch(`${shop.url}/media/${path}`);
      return { id, buffer: Buffer.from(await response.arrayBuffer()) };
    }
    const found = (page: Page): Promise<string[]> =>
      page
        .locator('main article[data-item]')
        .evaluateAll((all) => all.map((one) => one.dataset['item'] ?? ''));

    it('shows what looks like the file that was chosen, with the photo beside it', async () => {
      const page = await shop.visit('/');
      const { id, buffer } = await pictureOf(7);
      await page
        .getByTestId('photo-file')
        .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer });
      await page.waitForURL(/\/search\?photo=/);
      await page.getByRole('heading', { level: 1, name: 'Looks like your photo' }).waitFor();
      await quiet(page);
      // Drawn anew in fewer pixels, it is no longer the same file, but still looks most like itself.
      expect((await found(page)).slice(0, 3)).toContain(id);
      expect(await page.getByAltText('The photo you search with').isVisible()).toBe(true);
      expect(await barriersOf(page, 'photo')).toEqual([]);
      await page.getByRole('link', { name: 'Search without the photo' }).click();
      await page.getByText('Type what you are looking for').waitFor();
      // A reload forgets the photo, and says so.
      await page.goBack();
      await quiet(page);
      await page.reload();
      await page.getByText('The photo is gone from this page').waitFor();
      expect(page.troubles).toEqual([]);
    });

    it('takes a picture that is dropped on the page', async () => {
      const page = await shop.visit('/cart', { size: NARROWEST, theme: 'dark', language: 'zh' });
      const { id, buffer } = await pictureOf(30);
      // Runs in the page: a file is dragged over it, or dropped.
      const drag = (name: string): Promise<unknown> =>
        page.evaluate(`
          const dataTransfer = new DataTransfer();
          const content = Uint8Array.from(atob('${buffer.toString('base64')}'), (one) => one.charCodeAt(0));
          dataTransfer.items.add(new File([content], 'photo.png', { type: 'image/png' }));
          document.body.dispatchEvent(
            new DragEvent('${name}', { dataTransfer, bubbles: true, cancelable: true }),
          );
        `);
      await drag('dragover');
      await page.getByTestId('photo-drop').waitFor();
      await drag('drop');
      await page.getByRole('heading', { level: 1, name: '与照片相似的商品' }).waitFor();
      await quiet(page);
      expect(await page.getByTestId('photo-drop').count()).toBe(0);
      expect((await found(page)).slice(0, 3)).toContain(id);
      expect(await barriersOf(page, 'photo on a phone')).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    });

    it('says so where the file is no picture, until something is typed', async () => {
      const page = await shop.visit('/');
      const file = { name: 'photo.png', mimeType: 'text/plain', buffer: Buffer.from('no picture') };
      await page.getByTestId('photo-file').setInputFiles(file);
      await page.getByText('This is not a picture that I can read.').waitFor();
      await page.getByLabel('Search the shop').first().fill('mug');
      await expect.poll(() => page.getByTestId('photo-notice').innerText(), SOON).toBe('');
    });

    it('counts by category and price, and finds as many as it said', async () => {
      const page = await shop.visit('/search?q=red');
      const before = await found(page);
      const choices = page.getByRole('navigation', { name: 'Narrow down by category' });
      const first = choices.getByRole('link').first();
      const count = Number((await first.innerText()).match(/\d+$/)?.[0]);
      await first.click();
      await page.waitForURL(/category=/);
      await quiet(page);
      const narrowed = await found(page);
      expect(narrowed.length).toBe(Math.min(24, count));
      expect(narrowed.length).toBeLessThan(before.length);
      // Chosen again, the choice is taken back.
      await choices.locator('a[aria-current=true]').click();
      await quiet(page);
      expect(await found(page)).toEqual(before);
      const band = page.getByRole('navigation', { name: 'Narrow down by price' }).getByRole('link').last();
      const dear = Number((await band.innerText()).match(/\d+$/)?.[0]);
      await band.click();
      await page.waitForURL(/min=/);
      await quiet(page);
      expect((await found(page)).length).toBe(Math.min(24, dear));
    });
  });
}
