import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { type ScreenReading, screenReadingSchema } from '../../core/contracts/screen.ts';
import { safePath } from '../../core/safe-path.ts';
import type { Dress } from './dress.ts';
import type { PageVisit } from './page-visit.ts';

const SOURCE = resolve(import.meta.dirname, '../..');
/** Where a page finds modules that are meant for a browser. */
const AT = '/daogou-modules/';
const DOM_SCREEN = `${AT}client/dom-screen.ts`;
const DRESS_PAGE = `${AT}config/render-screens/in-page/dress-page.ts`;
const VISIT_PAGE = `${AT}config/render-screens/in-page/visit-page.ts`;

/** Lets a page load this project's modules for browsers, which are stripped of their types on the way. */
export async function serveModules(page: Page): Promise<void> {
  await page.route(`**${AT}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(AT.length);
    const body = stripTypeScriptTypes(await readFile(safePath(SOURCE, path), 'utf8'));
    await route.fulfill({ contentType: 'text/javascript; charset=utf-8', body });
  });
}

/** What stands in the page's viewport, as the page itself tells; modules must be served to it. */
export async function readPage(page: Page): Promise<ScreenReading> {
  const read: unknown = await page.evaluate(
    `import(${JSON.stringify(DOM_SCREEN)}).then(({ readDomScreen }) => readDomScreen(document, window))`,
  );
  return screenReadingSchema.parse(read);
}

/** Makes a page of the embedded shop look like that of another. */
export async function putDressOn(page: Page, dress: Dress): Promise<void> {
  await page.evaluate(
    `import(${JSON.stringify(DRESS_PAGE)}).then(({ dressPage }) => dressPage(${JSON.stringify(dress)}))`,
  );
}

/** Leads a page of the embedded shop to the next of a session; undefined where it did not become what it was to be. */
export async function visitPage(page: Page, visit: PageVisit): Promise<ScreenReading | undefined> {
  const isThere = await page.evaluate<boolean>(
    `import(${JSON.stringify(VISIT_PAGE)}).then(({ visitPage }) => visitPage(${JSON.stringify(visit)}))`,
  );
  return isThere ? readPage(page) : undefined;
}
