import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ScreenReading } from '../../core/contracts/screen.ts';
import { putDressOn, readPage, serveModules } from './page-modules.ts';
import type { ScreenPlan } from './plan.ts';

export interface DrawnScreen {
  /** PNG. */
  readonly picture: Uint8Array;
  readonly reading: ScreenReading;
}

const SETTLED_MILLISECONDS = 120;
const LONGEST_MILLISECONDS = 15_000;

/** Draws screens of one shop, one at a time, each as a visitor of its own sees it. */
export class ScreenDrawer {
  readonly #browser: Browser;
  readonly #url: string;
  #context: BrowserContext | undefined;

  /** @param url of the running shop, such as `http://localhost:7070` */
  constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  /** Undefined where the page came to rest as something else than was planned. */
  async draw(plan: ScreenPlan): Promise<DrawnScreen | undefined> {
    const page = await this.#newPage(plan);
    await page.goto(this.#url + plan.path);
    await settle(page);
    if (plan.orders) {
      await page.locator('#confirm-order').click();
      await page.waitForURL(/\/thanks$/);
      await settle(page);
    }
    await putDressOn(page, plan.dress);
    await page.evaluate(`window.scrollTo(0, ${plan.scroll} * innerHeight)`);
    await settle(page);
    const drawn = await shoot(page);
    await this.close();
    return drawn.reading.page.type === plan.page ? drawn : undefined;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  async #newPage({ size, colours, dress, cart, saved, skip, state }: ScreenPlan): Promise<Page> {
    await this.close();
    const { width, height, device } = size;
    this.#context = await this.#browser.newContext({
      viewport: { width, height },
      colorScheme: colours,
      locale: dress.language === 'en' ? 'en-GB' : 'zh-CN',
      hasTouch: device === 'phone',
      reducedMotion: 'reduce',
      bypassCSP: true,
    });
    const stored = { 'daogou.cart': cart, 'daogou.wishlist': saved };
    await this.#context.addInitScript(`{
      const stored = ${JSON.stringify(stored)};
      for (const [key, value] of Object.entries(stored)) {
        if (!sessionStorage.getItem('drawn')) localStorage.setItem(key, JSON.stringify(value));
      }
      sessionStorage.setItem('drawn', 'yes');
    }`);
    const page = await this.#context.newPage();
    watchTraffic(page);
    await serveModules(page);
    if (state === 'half-loaded') await page.route('**/media/**', (route) => route.abort());
    if (skip > 0) await beginListsAt(page, skip);
    return page;
  }
}

async function beginListsAt(page: Page, skip: number): Promise<void> {
  await page.route('**/v1/items?*', async (route) => {
    const url = new URL(route.request().url());
    if (url.searchParams.get('sort') === 'id') {
      url.searchParams.set('offset', `${Number(url.searchParams.get('offset')) + skip}`);
    }
    await route.continue({ url: url.href });
  });
}

/** What a page shows now, and what it says of itself: a step of a session. Modules must be served to the page. */
export async function shoot(page: Page): Promise<DrawnScreen> {
  return { picture: await page.screenshot({ animations: 'disabled' }), reading: await readPage(page) };
}

interface Traffic {
  underWay: number;
  lastChange: number;
}

const traffic = new WeakMap<Page, Traffic>();

/** Counts what a page asks for, from now on; `settle` goes by it. */
export function watchTraffic(page: Page): void {
  const state: Traffic = { underWay: 0, lastChange: Date.now() };
  traffic.set(page, state);
  const count = (change: number) => (): void => {
    state.underWay += change;
    state.lastChange = Date.now();
  };
  page.on('request', count(1));
  page.on('requestfinished', count(-1));
  page.on('requestfailed', count(-1));
}

/** Waits until the page has its heading and the pictures in sight, and nothing was asked for during a moment. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  const until = Date.now() + LONGEST_MILLISECONDS;
  const state = traffic.get(page);
  const isQuiet = (): boolean =>
    state === undefined || (state.underWay <= 0 && Date.now() - state.lastChange > SETTLED_MILLISECONDS);
  while (Date.now() < until && (!isQuiet() || (await isBusy(page)))) await page.waitForTimeout(30);
}

const isBusy = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`[...document.images].some((image) => {
    const { top, bottom } = image.getBoundingClientRect();
    return !image.complete && bottom > 0 && top < innerHeight;
  }) || document.querySelector('main [aria-busy=true], main .breathe') !== null`);
