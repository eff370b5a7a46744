/** The reader of pages, in a real Chromium, on small pages of shops that were written for these tests. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../config/render-screens/browser.ts';
import { readPage, serveModules } from '../config/render-screens/page-modules.ts';
import { PAGE_TYPES, type ElementKind, type ScreenReading } from '../core/contracts/screen.ts';
import { findChromium } from '../../test/web-shop/find-chromium.ts';

const PICTURE =
  '<img alt="" style="width:120px;height:120px;background:#88a" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">';

describe.skipIf(findChromium() === undefined)('reading a page', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    page = await context.newPage();
  });
  afterAll(() => browser.close());

  async function read(path: string, html: string): Promise<ScreenReading> {
    await page.unrouteAll();
    await page.route('http://shop.example/**', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: `<!doctype html><body style="margin:0">${html}`,
      }),
    );
    await serveModules(page);
    await page.goto(`http://shop.example${path}`);
    return readPage(page);
  }
  const textsOf = ({ elements }: ScreenReading, kind: ElementKind): string[] =>
    elements.filter((element) => element.kind === kind).map(({ text }) => text);

  it('of our own takes the page at its word: type, items and their boxes', async () => {
    const reading = await read(
      '/products',
      `<main data-page="category"><ul><li data-item="a1" style="width:200px;height:260px">${PICTURE}<a href="/item/a1">Blue mug</a> €4.00</li></ul></main>`,
    );
    expect(reading.page).toEqual({ type: 'category', probability: 1 });
    expect(reading.products).toMatchObject([{ id: 'a1', score: 1 }]);
    expect(reading.products[0].box.slice(2)).toEqual([200, 260]);
    expect(reading.source).toBe('dom');
  });

  it('of others knows a product by what it says to search engines, and takes no id from it', async () => {
    const reading = await read(
      '/p/4711',
      `<script type="application/ld+json">{"@type":"Product","sku":"4711"}</script>
       <h1>Wool scarf</h1><p>£25.00</p><input type="number" name="qty" value="1">
       <button>Add to basket</button><button>Buy it now</button><button aria-label="Add to wishlist">♡</button>`,
    );
    expect(reading.page.type).toBe('product');
    expect(textsOf(reading, 'add_to_cart')).toEqual(['Add to basket']);
    expect(textsOf(reading, 'buy_now')).toEqual(['Buy it now']);
    expect(textsOf(reading, 'wishlist')).toEqual(['♡']);
    expect(textsOf(reading, 'quantity')).toHaveLength(1);
    expect(reading.products.every(({ id }) => id === null)).toBe(true);
  });

  it('of others finds cards by picture and price side by side', async () => {
    const card = (name: string): string =>
      `<div style="float:left;width:180px;height:240px"><a href="/x">${PICTURE}</a><p>${name}</p><b>$12.00</b></div>`;
    const reading = await read(
      '/shop',
      `<h1>All products</h1>${['Mug', 'Bowl', 'Cup', 'Jug'].map(card).join('')}`,
    );
    expect(reading.page.type).toBe('category');
    expect(textsOf(reading, 'product_card')).toEqual([
      'Mug $12.00',
      'Bowl $12.00',
      'Cup $12.00',
      'Jug $12.00',
    ]);
  });

  it.each<[path: string, html: string, type: string, kind: ElementKind, text: string]>([
    [
      '/cart',
      '<h1>我的购物车</h1><a href="#">删除</a><input name="quantity" type="number" value="1"><button>去结算</button>',
      'cart',
      'checkout',
      '去结算',
    ],
    [
      '/confirm',
      '<h1>确认订单</h1><p>收货地址</p><button>提交订单</button>',
      'checkout',
      'place_order',
      '提交订单',
    ],
    [
      '/goods/1.html',
      '<h1>羊毛围巾</h1><p>￥99.00</p><button>加入购物车</button><button>立即购买</button>',
      'product',
      'buy_now',
      '立即购买',
    ],
    [
      '/s?keyword=围巾',
      '<h1>“围巾”的搜索结果</h1><form role="search"><input name="keyword"><button>搜索</button></form>',
      'search',
      'search',
      '搜索',
    ],
    [
      '/order/success',
      '<h1>Thank you for your order</h1><a href="/">Continue shopping</a>',
      'order_confirmation',
      'navigation',
      'Continue shopping',
    ],
    [
      '/account/login',
      '<h1>Sign in</h1><form><input type="email"><input type="password"><button>Sign in</button></form><a href="/">Home</a>',
      'account',
      'navigation',
      'Home',
    ],
    ['/missing', '<h1>Page not found</h1><a href="/">Home</a>', 'other', 'navigation', 'Home'],
  ])('of others at %s', async (path, html, type, kind, text) => {
    const reading = await read(path, html);
    expect(reading.page.type).toBe(type);
    expect(textsOf(reading, kind)).toContain(text);
    expect(reading.pages).toHaveLength(PAGE_TYPES.length);
  });

  it('never reads passwords, cards, or what a shopper typed outside a search', async () => {
    const reading = await read(
      '/checkout',
      `<h1>Payment</h1><form>
        <label>Card number <input inputmode="numeric" name="n" value="4111111111111111"></label>
        <input autocomplete="cc-csc" value="737"><input type="password" value="hunter2">
        <input name="address" value="12 Secret Street" placeholder="Address"><textarea>my diary</textarea>
        <input type="search" value="red shoes"></form>`,
    );
    const said = JSON.stringify(reading);
    for (const secret of ['4111', '737', 'hunter2', 'Secret Street', 'diary'])
      expect(said).not.toContain(secret);
    expect(said).toContain('red shoes');
    expect(said).toContain('Address');
  });

  it('reads only what can be seen', async () => {
    const reading = await read(
      '/',
      `<div style="position:absolute;width:1px;height:1px;overflow:hidden"><button>Add to cart A</button></div>
       <div style="height:40px;overflow:hidden"><div style="height:300px"></div><button>Add to cart B</button></div>
       <button style="visibility:hidden">Add to cart C</button>
       <div style="position:relative"><button>Add to cart D</button><div style="position:absolute;inset:0;background:#fff"></div></div>
       <button style="display:block;margin-top:2000px">Add to cart E</button><p>Below</p>
       <button style="position:fixed;bottom:0;left:0">Add to cart</button>`,
    );
    expect(textsOf(reading, 'add_to_cart')).toEqual(['Add to cart']);
    expect(reading.lines.map(({ text }) => text)).toEqual(['Add to cart']);
  });

  it('breaks text into lines as the page does, with the boxes of the lines', async () => {
    const { lines } = await read(
      '/',
      '<p style="width:150px;font:16px/20px monospace;margin:0">one two three four five <b>six</b></p>',
    );
    expect(lines.map(({ text }) => text)).toEqual(['one two three', 'four five six']);
    expect(lines[1].box[1] - lines[0].box[1]).toBe(20);
  });

  it('says of an empty page that it is empty', async () => {
    const reading = await read('/nothing', '');
    expect(reading.doubts).toEqual(['empty']);
    expect(reading.pages.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
  });
});
