import type { Item, Language } from '../../core/contracts/item.ts';
import type { FreshEvent, FreshSession } from '../../data/demo-shop/fresh-sessions.ts';
import { facetsOf } from '../../guide/search/facets.ts';
import type { PageVisit } from './page-visit.ts';

/**
 * The page that a shopper sees after each event of a session, and so when deciding on the next one; null where nobody
 * looks: a picture was pressed and its page opens, or the lines of one order are being booked.
 */
export function sessionVisits(
  { events }: FreshSession,
  itemOf: (id: string) => Item,
  language: Language,
): (PageVisit | null)[] {
  const cart = new Map<string, number>();
  const saved = new Set<string>();
  return events.map((event, number) => {
    follow(event, cart, saved);
    const isBooking = event.type === 'purchase' && events.at(number + 1)?.type === 'purchase';
    if (event.type === 'select_item' || isBooking) return null;
    const lines = [...cart].map(([id, quantity]) => ({ item: itemOf(id), quantity }));
    return {
      ...placeOf(event, itemOf),
      language,
      cart: lines,
      saved: [...saved].map(itemOf).toReversed(),
      ...(event.type === 'view_cart' || event.type === 'remove_from_cart'
        ? { awaited: [...cart.keys()] }
        : {}),
    };
  });
}

function follow(event: FreshEvent, cart: Map<string, number>, saved: Set<string>): void {
  const { type, itemId, quantity } = event;
  if (itemId === null) return;
  if (type === 'add_to_cart') cart.set(itemId, quantity);
  if (type === 'add_to_wishlist') saved.add(itemId);
  if (type === 'remove_from_cart' || type === 'purchase') cart.delete(itemId);
}

type Place = Pick<PageVisit, 'page' | 'path' | 'list' | 'awaited' | 'orders'>;

function placeOf(event: FreshEvent, itemOf: (id: string) => Item): Place {
  const at = (page: Place['page'], path: string, more: Partial<Place> = {}): Place => ({
    page,
    path,
    list: null,
    awaited: [],
    orders: false,
    ...more,
  });
  const { type, itemId } = event;
  switch (type) {
    case 'view_promotion':
      return at('home', '/');
    case 'search':
    case 'view_item_list':
    case 'select_promotion':
      return listPlace(event, itemOf, at);
    case 'view_cart':
    case 'remove_from_cart':
      return at('cart', '/cart');
    case 'begin_checkout':
    case 'add_shipping_info':
    case 'add_payment_info':
      return at('checkout', '/checkout');
    case 'purchase':
      return at('order_confirmation', '/thanks', { orders: true });
    case 'select_item':
    case 'view_item':
    case 'add_to_cart':
    case 'add_to_wishlist':
    case 'refund':
      return itemId === null
        ? at('home', '/')
        : at('product', `/item/${encodeURIComponent(itemId)}`, { awaited: [itemId] });
    default:
      return type satisfies never;
  }
}

function listPlace(
  { shown, query }: FreshEvent,
  itemOf: (id: string) => Item,
  at: (page: Place['page'], path: string, more?: Partial<Place>) => Place,
): Place {
  if (shown === null) return at('category', '/products');
  const items = shown.map(itemOf);
  const answer = { recommendationId: 'drawn', modelId: 'drawn', total: items.length };
  const list: PageVisit['list'] = {
    items: { rows: items, total: items.length },
    search: {
      ...answer,
      // Of a row, the page asks for no more than the item.
      items: items.map((item) => ({ item, score: 0 })) as unknown as [],
      facets: facetsOf(items, { category: undefined, price: undefined }),
      notes: [],
    },
  };
  const more = { list, awaited: shown };
  if (query !== null) return at('search', `/search?${new URLSearchParams({ q: query }).toString()}`, more);
  return at('category', categoryPath(items), more);
}

/** The most particular category that all of them are in. */
function categoryPath(items: readonly Item[]): string {
  const shared = items[0]?.categories.findLast((name) =>
    items.every(({ categories }) => categories.includes(name)),
  );
  return shared === undefined ? '/products' : `/category/${encodeURIComponent(shared)}`;
}
