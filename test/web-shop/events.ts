/** What the shop is told of what the shopper does. */
import { describe, expect, it } from 'vitest';
import { firstProduct, SOON, type OpenedShop } from './opened-shop.ts';
import { quiet } from './page-probes.ts';

export function testEvents(shop: OpenedShop): void {
  describe('tells the shop what the shopper does', () => {
    it('in the words of GA4, in order, with prices and the recommendation that led there', async () => {
      const page = await shop.visit('/', { scene: 'browse' });
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
      const page = await shop.visit('/products');
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
}
