import { describe, expect, it } from 'vitest';
import type { Item } from '../../core/contracts/item.ts';
import type { FreshEvent } from '../../data/demo-shop/fresh-sessions.ts';
import { sessionVisits } from './session-visits.ts';

const itemOf = (id: string): Item => ({
  id,
  title: { en: id },
  description: {},
  categories: ['Home', id.startsWith('mug') ? 'Mugs' : 'Bowls'],
  brand: null,
  price: { amount: 1_000, currency: 'EUR' },
  attributes: {},
  image: null,
  availableFrom: null,
  stock: 5,
  retired: false,
});
const event = (type: FreshEvent['type'], more: Partial<FreshEvent> = {}): FreshEvent => ({
  type,
  time: '2026-01-01T00:00:00.000Z',
  itemId: null,
  quantity: 1,
  query: null,
  shown: null,
  ...more,
});
const visits = (...events: FreshEvent[]) => sessionVisits({ id: 's', scene: null, events }, itemOf, 'en');

describe('the pages of a session', () => {
  it('show a list as it was shown, under the most particular category or the words asked for', () => {
    const [mugs, mixed, found] = visits(
      event('view_item_list', { shown: ['mug-1', 'mug-2'] }),
      event('view_item_list', { shown: ['mug-1', 'bowl-1'] }),
      event('search', { shown: ['bowl-1'], query: 'blue & white' }),
    );
    expect(mugs).toMatchObject({ page: 'category', path: '/category/Mugs', awaited: ['mug-1', 'mug-2'] });
    expect(mugs?.list?.items.rows.map(({ id }) => id)).toEqual(['mug-1', 'mug-2']);
    expect(mixed?.path).toBe('/category/Home');
    expect(found).toMatchObject({ page: 'search', path: '/search?q=blue+%26+white' });
    expect(found?.list?.search.total).toBe(1);
  });

  it('stay on the product when it goes into the cart, and tell nothing of what comes next', () => {
    const [, added] = visits(
      event('view_item', { itemId: 'mug-1' }),
      event('add_to_cart', { itemId: 'mug-1', quantity: 2 }),
      event('view_cart'),
    );
    expect(added).toMatchObject({ page: 'product', path: '/item/mug-1', list: null });
    expect(added?.cart.map(({ item, quantity }) => [item.id, quantity])).toEqual([['mug-1', 2]]);
  });

  it('are not looked at while a picture was pressed, nor between the lines of one order', () => {
    const pages = visits(
      event('select_item', { itemId: 'mug-1' }),
      event('purchase', { itemId: 'mug-1' }),
      event('purchase', { itemId: 'mug-2' }),
    );
    expect(pages.map((page) => page?.page)).toEqual([undefined, undefined, 'order_confirmation']);
  });
});
