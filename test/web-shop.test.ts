/** The web shop in a real Chromium, over the real server, with the demo shop and a model trained on it. */
import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scene } from '../src/core/contracts/event.ts';
import { findChromium } from './web-shop/find-chromium.ts';
import { sayIntoFile } from './web-shop/say-into-file.ts';
import { barriersOf, go, type GuideWatch, quiet, still, tabTo, WATCH_GUIDE } from './web-shop/page-probes.ts';
import {
  COMPUTER,
  NARROWEST,
  openShop,
  PHONE,
  type RunningShop,
  type VisitedPage,
  type Visitor,
} from './web-shop/running-shop.ts';

const browserPath = findChromium();
const skipped = browserPath === undefined ? ' (skipped: no Chromium found; name one in CHROMIUM_PATH)' : '';

/** Those that need no product in the cart. */
const PAGES = ['/products', '/search?q=mug', '/search?q=zzzz', '/cart', '/saved', '/thanks', '/nowhere'];
/** Tried again for so long: other work may share the machine. */
const SOON = { interval: 40, timeout: 10_000 };

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

describe.skipIf(browserPath === undefined)(`the web shop${skipped}`, { timeout: 60_000 }, () => {
  let shop: RunningShop;
  const visit = (path: string, visitor?: Visitor): Promise<VisitedPage> => shop.visit(path, visitor);

  /** What the microphone hears; undefined without espeak-ng. */
  let recording: string | undefined;

  beforeAll(async () => {
    recording = await sayIntoFile('shoes');
    shop = await openShop(browserPath ?? '', recording);
  }, 180_000);
  afterAll(async () => {
    await shop?.close();
    if (recording) await rm(recording);
  });

  const picksOf = (page: Page): Promise<string[]> =>
    page
      .locator('[data-testid=guide-picks] > li')
      .evaluateAll((rows) => rows.map((row) => row.dataset['item'] ?? ''));
  const firstProduct = (page: Page) => page.locator('main article[data-item] a').first();

  /** Puts the first product of a category into the cart, on its own page. */
  async function fillCart(page: Page): Promise<void> {
    await go(page, '/products');
    await firstProduct(page).click();
    await page.getByRole('button', { name: /^(Add to cart|加入购物车)$/ }).click();
    await quiet(page);
  }

  describe('is open to everyone', () => {
    const visitors: Visitor[] = [
      { size: COMPUTER, language: 'en', theme: 'light' },
      { size: PHONE, language: 'zh', theme: 'dark' },
    ];

    it.each(visitors)('with no serious barrier on any page: %o', async (visitor) => {
      const page = await visit('/', visitor);
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
      const page = await visit('/', { size: PHONE });
      await page.getByRole('button', { name: 'More from the guide' }).click();
      await page.getByRole('button', { name: /^Details \d+%$/ }).click();
      expect(await barriersOf(page, 'guide')).toEqual([]);
    });

    it.each(['en', 'zh'] as const)('at 360 pixels, without scrolling sideways: %s', async (language) => {
      const page = await visit('/', { size: NARROWEST, language });
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
      const page = await visit('/');
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

  describe('tells the shop what the shopper does', () => {
    it('in the words of GA4, in order, with prices and the recommendation that led there', async () => {
      const page = await visit('/', { scene: 'browse' });
      await firstProduct(page).click();
      await page.waitForURL(/\/item\//);
      await page.getByRole('button', { name: 'Add to cart', exact: true }).click();
      await page.getByRole('main').getByRole('link', { name: 'Go to the cart' }).click();
      await page.getByRole('button', { name: /^One more/ }).click();
      await page.getByRole('main').getByRole('link', { name: 'Go to the checkout' }).click();
      await page.getByRole('button', { name: 'Confirm the demo order' }).click();
      await page.waitForURL(/\/thanks$/);
      await quiet(page);

      const events = await shop.eventsOf(page);
      expect(events.map(({ type, quantity }) => `${type} ${quantity}`)).toEqual([
        'select_item 1',
        'view_item 1',
        'add_to_cart 1',
        'view_cart 1',
        'add_to_cart 1',
        'begin_checkout 1',
        'purchase 2',
      ]);
      const [bought] = await shop.store.items.get([events[0].itemId ?? '']);
      for (const event of events.filter(({ itemId }) => itemId !== null)) {
        expect(event).toMatchObject({
          itemId: bought.id,
          price: bought.price,
          scene: 'browse',
          userId: null,
        });
        const decision = await shop.store.decisions.get(event.recommendationId ?? '');
        expect(decision?.shown.map(({ target }) => target)).toContain(bought.id);
      }
    });

    it('as soon as it is back online, with nothing lost and nothing twice', async () => {
      const page = await visit('/products');
      await page.context().setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await page
        .getByRole('button', { name: /^Add .* to the cart$/ })
        .first()
        .click();
      await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor();
      expect((await shop.eventsOf(page)).map(({ type }) => type)).toEqual(['view_item_list']);
      await page.context().setOffline(false);
      await page.getByText('You are offline.').waitFor({ state: 'detached' });
      await expect
        .poll(async () => (await shop.eventsOf(page)).map(({ type }) => type), SOON)
        .toEqual(['view_item_list', 'add_to_cart']);
    });
  });

  describe('listens', () => {
    const voiceButton = (page: Page) => page.getByRole('button', { name: 'Search by voice' });

    it('and searches for what was said, once it is told to stop', async ({ skip }) => {
      skip(recording === undefined, 'no espeak-ng found: install it, so that somebody speaks');
      const page = await visit('/');
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
      const page = await visit('/');
      await voiceButton(page).waitFor();
      await page.route('**/v1/transcribe', (route) =>
        route.fulfill({ json: { source: null, phrases: null } }),
      );
      await page.reload();
      await quiet(page);
      expect(await voiceButton(page).count()).toBe(0);
    });

    it('says what to do when it hears no words', async ({ skip }) => {
      skip(recording === undefined, 'no espeak-ng found: without a recording the browser has no microphone');
      const page = await visit('/');
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

  describe('has a guide that', () => {
    it('changes its advice with a click, in place: never empty, nothing pushed about', async () => {
      const page = await visit('/products');
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
      const page = await visit('/products');
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
      const page = await visit('/');
      await expect.poll(() => page.getByTestId('reason').innerText(), SOON).toMatch(/\w{2,} \w+/);
      const chips = page.getByRole('list', { name: 'What it rests on' }).getByRole('button');
      expect(await chips.count()).toBeGreaterThanOrEqual(3);
      await chips.first().click();
      expect(await chips.first().getAttribute('aria-expanded')).toBe('true');
      await page.locator('#evidence p').first().waitFor();
    });

    it('never again shows what the shopper never wants to see, until it is taken back', async () => {
      const page = await visit('/', { scene: 'browse' });
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
      const page = await visit('/');
      const step = page.getByTestId('next-step');
      const before = await step.innerText();
      await page.getByRole('button', { name: 'Not now' }).click();
      await expect.poll(() => step.innerText(), SOON).not.toBe(before);
    });

    it('stays folded at the foot of a phone until it is opened, and folds on Escape', async () => {
      const page = await visit('/', { size: PHONE });
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
      const page = await visit('/', { scene: 'browse' });
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
      const page = await visit('/');
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
      const page = await visit('/', { scene: 'gift' });
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
      const page = await visit('/', { language: 'zh', size: NARROWEST });
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
      const page = await visit('/category/Pantry', { scene: 'daily' });
      expect(await page.getByText(/¥[\d.]+ \/ (100 g|100 ml|piece)/).count()).toBeGreaterThan(0);
    });

    it('and offers again what was bought', async () => {
      const page = await visit('/', { scene: 'replenish' });
      await fillCart(page);
      await go(page, '/checkout');
      await page.getByRole('button', { name: 'Confirm the demo order' }).click();
      await page.getByRole('link', { name: 'Back to the shop' }).click();
      await quiet(page);
      expect(await page.getByRole('heading', { name: 'Buy again' }).count()).toBe(1);
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
      const page = await visit('/');
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
      const page = await visit('/cart', { size: NARROWEST, theme: 'dark', language: 'zh' });
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
      const page = await visit('/');
      const file = { name: 'photo.png', mimeType: 'text/plain', buffer: Buffer.from('no picture') };
      await page.getByTestId('photo-file').setInputFiles(file);
      await page.getByText('This is not a picture that I can read.').waitFor();
      await page.getByLabel('Search the shop').first().fill('mug');
      await expect.poll(() => page.getByTestId('photo-notice').innerText(), SOON).toBe('');
    });

    it('counts by category and price, and finds as many as it said', async () => {
      const page = await visit('/search?q=red');
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

  it('speaks English and Chinese, and says so to the browser', async () => {
    const page = await visit('/', { language: 'zh' });
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
    const page = await visit('/', { theme: 'dark' });
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await background();
    await page.getByRole('button', { name: 'Colours: as the system' }).click();
    expect(await background()).not.toBe(dark);
    await page.reload();
    await page.getByRole('button', { name: 'Colours: light' }).click();
    expect(await background()).toBe(dark);
  });

  it('says what is wrong when the shop does not answer, and carries on when it does', async () => {
    const page = await visit('/cart');
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
    const page = await visit('/item/no-such-thing');
    await page.getByText('We no longer have this product.').filter({ visible: true }).first().waitFor();
    await page.goto(`${shop.url}/item/100%25`);
    await page.getByRole('link', { name: 'All products' }).first().waitFor();
    await page.goto(`${shop.url}/no/such/page`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('There is no such page.');
  });
});
