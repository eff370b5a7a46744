/** The web shop in a real Chromium, over the real server, with the demo shop and a model trained on it. */
import { describe } from 'vitest';
import { testEvents } from './web-shop/events.ts';
import { findChromium } from './web-shop/find-chromium.ts';
import { testGuide } from './web-shop/guide.ts';
import { testLooking } from './web-shop/looking.ts';
import { openForAll } from './web-shop/opened-shop.ts';
import { testPages } from './web-shop/pages.ts';
import { testSearch } from './web-shop/search.ts';

const browserPath = findChromium();
const skipped = browserPath === undefined ? ' (skipped: no Chromium found; name one in CHROMIUM_PATH)' : '';

// One file, one start: the shop is made, trained and served once for all themes.
describe.skipIf(browserPath === undefined)(`the web shop${skipped}`, { timeout: 60_000 }, () => {
  const shop = openForAll(browserPath);
  testPages(shop);
  testEvents(shop);
  testSearch(shop);
  testGuide(shop);
  testLooking(shop);
});
