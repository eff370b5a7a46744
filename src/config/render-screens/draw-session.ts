import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '../../core/contracts/item.ts';
import type { ScreenReading } from '../../core/contracts/screen.ts';
import { settle, watchTraffic } from './draw-screen.ts';
import { readPage, serveModules, visitPage } from './page-modules.ts';
import type { PageVisit } from './page-visit.ts';
import type { RenderedDevice } from './plan.ts';

export interface DrawnMoment {
  readonly reading: ScreenReading;
  /** PNG; undefined where none was asked for. */
  readonly picture: Uint8Array | undefined;
}

/** Draws sessions of the embedded shop, page after page in one tab, which is loaded only once in a while. */
export class SessionDrawer {
  readonly #browser: Browser;
  readonly #url: string;
  #context: BrowserContext | undefined;
  #page: Page | undefined;

  /** @param url of the running shop, such as `http://localhost:7070` */
  constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  /** One moment a visit, null where nobody looks; undefined where a page did not come out as it was to. */
  async draw(
    visits: readonly (PageVisit | null)[],
    { width, height }: RenderedDevice,
    takePictures: boolean,
  ): Promise<(DrawnMoment | null)[] | undefined> {
    const page = (this.#page ??= await this.#open());
    await page.setViewportSize({ width, height });
    const moments: (DrawnMoment | null)[] = [];
    for (const visit of visits) {
      const reading = visit && (await visitPage(page, visit));
      if (reading === undefined) {
        await this.close();
        return undefined;
      }
      moments.push(reading && { reading, picture: takePictures ? await pictureOf(page) : undefined });
    }
    return moments;
  }

  /** The next session begins in a tab of its own. */
  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
    this.#page = undefined;
  }

  async #open(): Promise<Page> {
    this.#context = await this.#browser.newContext({ reducedMotion: 'reduce', bypassCSP: true });
    const page = await this.#context.newPage();
    watchTraffic(page);
    await serveModules(page);
    // A page that tells the shop of nothing, until what is drawn is no longer told.
    await page.goto(`${this.#url}/nowhere`);
    await settle(page);
    const start: PageVisit = {
      page: 'cart',
      path: '/cart',
      language: 'en' satisfies Language,
      cart: [],
      saved: [],
      list: null,
      awaited: [],
      orders: false,
    };
    await visitPage(page, start);
    await readPage(page);
    // Both modules are there; from here on nothing stands between the page and the shop, nor its store of pictures.
    await page.unrouteAll();
    return page;
  }
}

async function pictureOf(page: Page): Promise<Uint8Array> {
  await settle(page);
  return page.screenshot({ animations: 'disabled' });
}
