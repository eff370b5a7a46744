/** What holds for every page: nobody is kept out, in both languages and colours, and there is always a way on. */
import { describe, expect, it } from 'vitest';
import { firstProduct, fillCart, SOON, type OpenedShop } from './opened-shop.ts';
import { barriersOf, go, quiet, tabTo } from './page-probes.ts';
import { COMPUTER, NARROWEST, PHONE, type Visitor } from './running-shop.ts';

/** Those that need no product in the cart. */
const PAGES = ['/products', '/search?q=mug', '/search?q=zzzz', '/cart', '/saved', '/thanks', '/nowhere'];

export function testPages(shop: OpenedShop): void {
  describe('is open to everyone', () => {
    const visitors: Visitor[] = [
      { size: COMPUTER, language: 'en', theme: 'light' },
      { size: PHONE, language: 'zh', theme: 'dark' },
    ];

    it.each(visitors)('with no serious barrier on any page: %o', async (visitor) => {
      const page = await shop.visit('/', visitor);
      expect(await barriersOf(page, 'home')).toEqual([]);
      for (const path of visitor.size === PHONE ? ['/products'] : PAGES) {
        await go(page, path);
        expect(await barriersOf(page, path)).toEqual([]);
      }
      await fillCart(page);
      expect(await barriersOf(page, 'product')).toEqual([]);
      for (const path of ['/cart', '/checkout']) {
        await go(page, path);
        expect(await barriersOf(page, `${path} with an item`)).toEqual([]);
      }
      expect(page.troubles).toEqual([]);
    });

    it('with no serious barrier in the opened guide of a phone', async () => {
      const page = await shop.visit('/', { size: PHONE });
      await page.getByRole('button', { name: 'More from the guide' }).click();
      await page.getByRole('button', { name: /^Details \d+%$/ }).click();
      expect(await barriersOf(page, 'guide')).toEqual([]);
    });

    it.each(['en', 'zh'] as const)('at 360 pixels, without scrolling sideways: %s', async (language) => {
      const page = await shop.visit('/', { size: NARROWEST, language });
      await fillCart(page);
      const id = (await shop.eventsOf(page)).findLast(({ itemId }) => itemId !== null)?.itemId;
      for (const path of [
        '/',
        '/products',
        `/item/${id}`,
        '/search?q=mug',
        '/cart',
        '/checkout',
        '/thanks',
      ]) {
        await go(page, path);
        const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect([path, overhang]).toEqual([path, 0]);
      }
    });

    it('by keyboard alone, from the search to the thank-you page', async () => {
      const page = await shop.visit('/');
      await tabTo(page, '#search-box');
      await page.keyboard.type('mug');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?q=mug/);
      await quiet(page);
      await tabTo(page, 'main article[data-item] a');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/item\//);
      await quiet(page);
      // The new page's heading has the focus, so that the next Tab is on the page and not in the header again.
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
      await tabTo(page, 'main button:not([aria-pressed])');
      await page.keyboard.press('Enter');
      await tabTo(page, 'main a[href="/cart"]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/cart$/);
      await tabTo(page, 'main a[href="/checkout"]');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/checkout$/);
      await tabTo(page, '#confirm-order');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/thanks$/);
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      await quiet(page);
      const purchased = (await shop.eventsOf(page)).filter(({ type }) => type === 'purchase');
      expect(purchased).toHaveLength(1);
    });
  });

  it('speaks English and Chinese, and says so to the browser', async () => {
    const page = await shop.visit('/', { language: 'zh' });
    expect(await page.title()).toContain('导购');
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
    await go(page, '/category/Pantry');
    // Nothing is left in English but units, brands and the switch to English.
    const english = (await page.locator('main').innerText()).match(/[A-Za-z]{3,}/g);
    expect(english ?? []).toEqual([]);
    await page.getByTitle('切换为英文').click();
    await expect.poll(() => page.title(), SOON).toBe('Pantry · Daogou');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
  });

  it('wears the colours of the system until one is chosen', async () => {
    const page = await shop.visit('/', { theme: 'dark' });
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await background();
    await page.getByRole('button', { name: 'Colours: as the system' }).click();
    expect(await background()).not.toBe(dark);
    await page.reload();
    await page.getByRole('button', { name: 'Colours: light' }).click();
    expect(await background()).toBe(dark);
  });

  it('says what is wrong when the shop does not answer, and carries on when it does', async () => {
    const page = await shop.visit('/cart');
    await page.route('**/v1/items?*', (route) => route.abort());
    await page.getByRole('link', { name: 'Daogou, home' }).click();
    await page.getByRole('heading', { level: 1, name: 'Chosen for you' }).waitFor();
    await page.goto(`${shop.url}/products`);
    await page.getByText('The shop does not answer.').waitFor();
    await page.unroute('**/v1/items?*');
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
    await quiet(page);
    expect(await firstProduct(page).count()).toBe(1);
  });

  it('answers an unknown product and an unknown page with a way on', async () => {
    const page = await shop.visit('/item/no-such-thing');
    await page.getByText('We no longer have this product.').filter({ visible: true }).first().waitFor();
    await page.goto(`${shop.url}/item/100%25`);
    await page.getByRole('link', { name: 'All products' }).first().waitFor();
    await page.goto(`${shop.url}/no/such/page`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('There is no such page.');
  });
}
