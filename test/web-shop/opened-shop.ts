/** The one running shop that all tests of the pages share, and what they do to it again and again. */
import { rm } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { go, quiet } from './page-probes.ts';
import { openShop, type RunningShop } from './running-shop.ts';
import { sayIntoFile } from './say-into-file.ts';

/** Tried again for so long: other work may share the machine. */
export const SOON = { interval: 40, timeout: 10_000 };

export interface OpenedShop extends Omit<RunningShop, 'close'> {
  /** What the microphone hears; undefined without espeak-ng. */
  readonly recording: string | undefined;
}

/** Opens the shop before all tests of the caller's block and closes it after them; in between it can be used. */
export function openForAll(browserPath: string | undefined): OpenedShop {
  let shop: RunningShop | undefined;
  let recording: string | undefined;
  beforeAll(async () => {
    recording = await sayIntoFile('shoes');
    shop = await openShop(browserPath ?? '', recording);
  }, 180_000);
  afterAll(async () => {
    await shop?.close();
    if (recording) await rm(recording);
  });
  const opened = (): RunningShop => {
    if (shop) return shop;
    throw new Error('The shop is open within tests only.');
  };
  return {
    get url() {
      return opened().url;
    },
    get store() {
      return opened().store;
    },
    get folder() {
      return opened().folder;
    },
    get browserPath() {
      return opened().browserPath;
    },
    get recording() {
      return recording;
    },
    visit: (path, visitor) => opened().visit(path, visitor),
    eventsOf: (page) => opened().eventsOf(page),
  };
}

export function picksOf(page: Page): Promise<string[]> {
  return page
    .locator('[data-testid=guide-picks] > li')
    .evaluateAll((rows) => rows.map((row) => row.dataset['item'] ?? ''));
}

export function firstProduct(page: Page): Locator {
  return page.locator('main article[data-item] a').first();
}

/** Puts the first product of a category into the cart, on its own page. */
export async function fillCart(page: Page): Promise<void> {
  await go(page, '/products');
  await firstProduct(page).click();
  await page.getByRole('button', { name: /^(Add to cart|加入购物车)$/ }).click();
  await quiet(page);
}
