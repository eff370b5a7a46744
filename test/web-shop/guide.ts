/** What the guide says, and how the page follows the occasion. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../../src/core/contracts/event.ts';
import { fillCart, firstProduct, picksOf, SOON, type OpenedShop } from './opened-shop.ts';
import { barriersOf, go, type GuideWatch, quiet, still, WATCH_GUIDE } from './page-probes.ts';
import { NARROWEST, PHONE } from './running-shop.ts';

/** For each thing a button of the guide can say: what is different once it is done. */
const CARRIED_OUT: Record<string, (page: Page) => Promise<unknown>> = {
  'Look at this': async (page) => page.url(),
  'Go to your cart': async (page) => page.url(),
  'Go to the checkout': async (page) => page.url(),
  'Add to cart': (page) => page.evaluate(() => localStorage.getItem('daogou.cart')),
  'Save for later': (page) => page.evaluate(() => localStorage.getItem('daogou.wishlist')),
  'Search the shop': (page) => page.locator('#search-box:focus').count(),
  'Confirm the order': (page) => page.locator('#confirm-order:focus').count(),
};

export function testGuide(shop: OpenedShop): void {
  describe('has a guide that', () => {
    it('changes its advice with a click, in place: never empty, nothing pushed about', async () => {
      const page = await shop.visit('/products');
      const before = await picksOf(page);
      expect(before.length).toBeGreaterThan(3);
      await page.evaluate(WATCH_GUIDE);
      await page
        .getByRole('button', { name: /^Add .* to the cart$/ })
        .first()
        .click();
      await expect.poll(() => picksOf(page), SOON).not.toEqual(before);
      await quiet(page);
      await still(page);
      const seen = await page.evaluate<GuideWatch>('seen');
      expect(seen.fewestPicks).toBe(before.length);
      expect(seen.shift).toBeLessThan(0.02);
    });

    it('does what its buttons say, whatever they say', async () => {
      const page = await shop.visit('/products');
      await page
        .getByRole('button', { name: /^Add .* to the cart$/ })
        .first()
        .click();
      await quiet(page);
      const done = new Set<string>();
      for (let presses = 0; presses < 6; presses += 1) {
        const step = page.getByTestId('next-step');
        const [verb] = (await step.innerText()).split('\n');
        const before = await CARRIED_OUT[verb](page);
        await step.click();
        await quiet(page);
        expect([verb, await CARRIED_OUT[verb](page)]).not.toEqual([verb, before]);
        done.add(verb);
        // The next press tries another kind of step.
        const again = page.getByTestId('next-step').filter({ hasText: verb });
        for (let puts = 0; puts < 4 && (await again.count()) > 0; puts += 1) {
          await page.getByRole('button', { name: 'Not now' }).click();
          await quiet(page);
        }
      }
      expect(done.size).toBeGreaterThanOrEqual(3);
    });

    it('says why: the sentence, the weights and the evidence behind each', async () => {
      const page = await shop.visit('/');
      await expect.poll(() => page.getByTestId('reason').innerText(), SOON).toMatch(/\w{2,} \w+/);
      const chips = page.getByRole('list', { name: 'What it rests on' }).getByRole('button');
      expect(await chips.count()).toBeGreaterThanOrEqual(3);
      await chips.first().click();
      expect(await chips.first().getAttribute('aria-expanded')).toBe('true');
      await page.locator('#evidence p').first().waitFor();
    });

    it('never again shows what the shopper never wants to see, until it is taken back', async () => {
      const page = await shop.visit('/', { scene: 'browse' });
      const shown = (): Promise<string[]> =>
        page.locator('[data-item]').evaluateAll((all) => all.map((one) => one.dataset['item'] ?? ''));
      await page.getByRole('button', { name: /^Never this:/ }).click();
      await quiet(page);
      await page.reload();
      await quiet(page);
      const hidden = await page.evaluate(() => localStorage.getItem('daogou.never'));
      const [itemId, ...more] = JSON.parse(hidden ?? '[]') as string[];
      expect(more).toEqual([]);
      expect(await picksOf(page)).not.toContain(itemId);
      expect((await shown()).slice(0, 6)).not.toContain(itemId);
      await page.getByRole('button', { name: 'Show again' }).click();
      await expect.poll(async () => (await shown()).slice(0, 6), SOON).toContain(itemId);
    });

    it('puts a step off when asked', async () => {
      const page = await shop.visit('/');
      const step = page.getByTestId('next-step');
      const before = await step.innerText();
      await page.getByRole('button', { name: 'Not now' }).click();
      await expect.poll(() => step.innerText(), SOON).not.toBe(before);
    });

    it('stays folded at the foot of a phone until it is opened, and folds on Escape', async () => {
      const page = await shop.visit('/', { size: PHONE });
      await page.getByTestId('next-step').waitFor();
      expect(await page.getByTestId('guide-picks').count()).toBe(0);
      await page.getByRole('button', { name: 'More from the guide' }).click();
      await page.getByTestId('guide-picks').waitFor();
      await page.keyboard.press('Escape');
      await page.getByTestId('guide-picks').waitFor({ state: 'detached' });
      const peek = await page.getByTestId('next-step').boundingBox();
      expect(peek?.y).toBeGreaterThan(PHONE.height - 100);
    });

    it('learns who shops: another person, other advice', async () => {
      const page = await shop.visit('/', { scene: 'browse' });
      const asGuest = await page
        .locator('main article[data-item]')
        .evaluateAll((all) => all.map((one) => one.outerHTML));
      await page.getByLabel('Shop as').selectOption({ index: 3 });
      await page.getByText('Good to see you').waitFor();
      await expect
        .poll(
          () => page.locator('main article[data-item]').evaluateAll((all) => all.map((one) => one.outerHTML)),
          SOON,
        )
        .not.toEqual(asGuest);
    });
  });

  describe('shows itself as the occasion asks', () => {
    it('in six ways, and leaves it to the guide again when asked to', async () => {
      const page = await shop.visit('/');
      const scenes: [Scene, string, number][] = [
        ['daily', 'main article[data-item]', 12],
        ['gift', 'main li[data-item] dl', 3],
        ['urgent', 'main > article[data-item]', 1],
        ['luxury', 'main article[data-item] h2', 1],
        ['replenish', 'main article[data-item]', 12],
        ['browse', 'main article[data-item]', 6],
      ];
      for (const [scene, selector, atLeast] of scenes) {
        await page.getByRole('radio', { name: new RegExp(`^${scene}`, 'i') }).check();
        await expect.poll(() => page.locator(selector).count(), SOON).toBeGreaterThanOrEqual(atLeast);
      }
      // The session's newest event names a scene; the guide infers one all the same.
      await page.getByRole('radio', { name: /^luxury/i }).check();
      await firstProduct(page).click();
      await quiet(page);
      expect((await shop.eventsOf(page)).at(-1)?.scene).toBe('luxury');
      const answered = page.waitForResponse('**/v1/recommend');
      await page.getByRole('radio', { name: /^auto/i }).check();
      expect(await (await answered).json()).toMatchObject({ scene: { source: 'inferred' } });
      expect(page.troubles).toEqual([]);
    });

    it('and says why, and what else it may be, one tap away', async () => {
      const page = await shop.visit('/', { scene: 'gift' });
      await page.getByRole('button', { name: 'Why the page looks like this: Gift, as you chose' }).click();
      const why = page.getByTestId('scene-why');
      await why.getByText('You chose this occasion.').waitFor();
      await why.getByText('not what you have').waitFor();
      expect(await barriersOf(page, 'why')).toEqual([]);
      await page.getByRole('radio', { name: /^auto/i }).check();
      await why.getByText('Is it something else?').waitFor();
      const [name] = (await why.getByRole('button').first().innerText()).split(' ·');
      await why.getByRole('button').first().click();
      await expect
        .poll(() => page.getByRole('radio', { name: new RegExp(`^${name}`) }).isChecked(), SOON)
        .toBe(true);
      expect(page.troubles).toEqual([]);
    });

    it('and as a scene of the shop’s own says, which is reported as the one it is like', async () => {
      const page = await shop.visit('/', { language: 'zh', size: NARROWEST });
      await page.getByRole('radio', { name: /^画册/ }).check();
      await page.getByRole('heading', { level: 1, name: '画册' }).waitFor();
      await expect.poll(() => page.locator('main article[data-item] h2').count(), SOON).toBe(1);
      // One large and four below, and nothing that scrolls sideways.
      await expect.poll(() => page.locator('main section li[data-item]').count(), SOON).toBe(4);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      await firstProduct(page).click();
      await quiet(page);
      expect((await shop.eventsOf(page)).at(-1)?.scene).toBe('browse');
      expect(page.troubles).toEqual([]);
    });

    it('with unit prices for daily goods', async () => {
      const page = await shop.visit('/category/Pantry', { scene: 'daily' });
      expect(await page.getByText(/¥[\d.]+ \/ (100 g|100 ml|piece)/).count()).toBeGreaterThan(0);
    });

    it('and offers again what was bought', async () => {
      const page = await shop.visit('/', { scene: 'replenish' });
      await fillCart(page);
      await go(page, '/checkout');
      await page.getByRole('button', { name: 'Confirm the demo order' }).click();
      await page.getByRole('link', { name: 'Back to the shop' }).click();
      await quiet(page);
      expect(await page.getByRole('heading', { name: 'Buy again' }).count()).toBe(1);
    });
  });
}
