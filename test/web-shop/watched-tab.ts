import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { COMPUTER } from './running-shop.ts';

const TITLE = 'Watched tab';

/** Where the watched tab has a password field, in its pixels. */
export const SECRET = { left: 100, top: 300, width: 240, height: 40 };

/** What is painted over it, as RGB. */
const COVER = [140, 134, 124];

/** Runs in the tab that is watched. */
const ADD_SECRET = `
  document.title = ${JSON.stringify(TITLE)};
  const field = document.createElement('input');
  field.type = 'password';
  field.value = 'a secret';
  field.style.cssText = 'position: absolute; z-index: 99; background: white; left: ${SECRET.left}px; '
    + 'top: ${SECRET.top}px; width: ${SECRET.width}px; height: ${SECRET.height}px';
  document.body.append(field);
`;

/** Two tabs of a shop, of which one is shared as soon as the other asks for a screen. */
export interface WatchedTab {
  /** In front, and empty. */
  readonly page: Page;
  /** What is shared: a page of the shop with a password field on it that has the word typed into it. */
  readonly watched: Page;
  readonly close: () => Promise<void>;
}

/**
 * Opens both in a browser of their own, with a profile on disk: what a tab tells those that capture it is withheld
 * from the private windows that other tests use.
 */
export async function openWatchedTab(executablePath: string, url: string): Promise<WatchedTab> {
  const profile = await mkdtemp(join(tmpdir(), 'daogou-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    viewport: COMPUTER,
    locale: 'en-GB',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      `--auto-select-tab-capture-source-by-title=${TITLE}`,
    ],
  });
  const [page] = context.pages();
  const watched = await context.newPage();
  await watched.goto(url);
  await watched.locator('main article[data-item]').first().waitFor();
  await watched.evaluate(ADD_SECRET);
  await page.bringToFront();
  return {
    page,
    watched,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Of the last picture that was sent, how much of the place of the password field is plain grey. */
export async function coveredShare(page: Page): Promise<number> {
  const source = await page.getByAltText('The last picture that was sent').getAttribute('src');
  const bytes = await page.evaluate<number[]>(
    `fetch(${JSON.stringify(source)}).then((one) => one.arrayBuffer()).then((all) => [...new Uint8Array(all)])`,
  );
  const pixels = await sharp(Buffer.from(bytes)).extract(SECRET).removeAlpha().raw().toBuffer();
  let grey = 0;
  for (let i = 0; i < pixels.length; i += 3) {
    if (COVER.every((value, channel) => Math.abs(pixels[i + channel] - value) < 8)) grey += 3;
  }
  return grey / pixels.length;
}
