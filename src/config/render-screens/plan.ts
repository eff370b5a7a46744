import type { Item, Language } from '../../core/contracts/item.ts';
import type { LabelledScreen, PageType } from '../../core/contracts/screen.ts';
import type { Random } from '../../core/random.ts';
import type { Dress } from './dress.ts';
import type { Theme } from './themes.ts';
import { wordsFor } from './wordings.ts';

export interface RenderedDevice {
  readonly device: LabelledScreen['device'];
  readonly width: number;
  readonly height: number;
}

export const RENDERED_DEVICES: readonly RenderedDevice[] = [
  { device: 'computer', width: 1280, height: 800 },
  { device: 'computer', width: 1366, height: 768 },
  { device: 'computer', width: 1440, height: 900 },
  { device: 'phone', width: 390, height: 844 },
  { device: 'phone', width: 360, height: 740 },
  { device: 'phone', width: 412, height: 915 },
];

/** One screen to be drawn: where to go, with what in hand, in which dress. */
export interface ScreenPlan {
  readonly page: PageType;
  /** Path and query within the shop. */
  readonly path: string;
  readonly size: RenderedDevice;
  readonly colours: 'light' | 'dark';
  readonly dress: Dress;
  readonly cart: readonly { readonly item: Item; readonly quantity: number }[];
  readonly saved: readonly Item[];
  /** Lists of the catalogue begin this far in, so that all of it is seen. */
  readonly skip: number;
  /** How far down to scroll, in heights of the viewport. */
  readonly scroll: number;
  /** `half-loaded`: no picture has come yet. */
  readonly state: 'whole' | 'half-loaded';
  /** True where the order is to be confirmed on the way. */
  readonly orders: boolean;
}

export interface Catalogue {
  readonly items: readonly Item[];
  /** Without a trained model there is no home page and no search. */
  readonly hasGuide: boolean;
}

const PAGES: Readonly<Record<PageType, number>> = {
  home: 0.15,
  category: 0.2,
  search: 0.15,
  product: 0.2,
  cart: 0.11,
  checkout: 0.08,
  order_confirmation: 0.04,
  account: 0.05,
  other: 0.02,
};
const PAGE_TYPES = Object.keys(PAGES) as PageType[];
/** Shares of the screens that are dark, scrolled, half-loaded, and of the carts that are empty. */
const DARK = 0.2;
const SCROLLED = 0.3;
const HALF_LOADED = 0.06;
const EMPTY = 0.12;

export function drawPlan(theme: Theme, { items, hasGuide }: Catalogue, random: Random): ScreenPlan {
  const weights = PAGE_TYPES.map((type) =>
    hasGuide || !['home', 'search'].includes(type) ? PAGES[type] : 0,
  );
  const page = PAGE_TYPES[random.weighted(weights)];
  const chance = (share: number): boolean => random.next() < share;
  const someItems = (most: number): Item[] =>
    Array.from({ length: 1 + random.integer(most) }, () => random.pick(items));
  const needsCart = ['checkout', 'order_confirmation'].includes(page) || (page === 'cart' && !chance(EMPTY));
  const cart = needsCart || chance(0.1) ? distinct(someItems(4)) : [];
  const canScroll = ['home', 'category', 'search', 'product'].includes(page);
  return {
    page,
    path: pathOf(page, items, theme.language, random),
    size: random.pick(RENDERED_DEVICES),
    colours: chance(DARK) ? 'dark' : 'light',
    dress: { ...theme, ...extrasOf(page, theme.language, random) },
    cart: cart.map((item) => ({ item, quantity: 1 + random.integer(3) })),
    saved: page === 'account' && chance(0.35) ? distinct(someItems(12)) : [],
    skip: page === 'category' ? random.integer(items.length) : 0,
    scroll: canScroll && chance(SCROLLED) ? random.next() * 2 : 0,
    state: chance(HALF_LOADED) ? 'half-loaded' : 'whole',
    orders: page === 'order_confirmation',
  };
}

function distinct(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

function pathOf(page: PageType, items: readonly Item[], language: Language, random: Random): string {
  const item = random.pick(items);
  switch (page) {
    case 'home':
      return '/';
    case 'category':
      return '/products';
    case 'search':
      return `/search?q=${encodeURIComponent(askedFor(item, language, random))}`;
    case 'product':
      return `/item/${encodeURIComponent(item.id)}`;
    case 'cart':
      return '/cart';
    case 'checkout':
    case 'order_confirmation':
      return '/checkout';
    case 'account':
      return '/saved';
    case 'other':
      return random.pick(['/nowhere', `/compare?id=${encodeURIComponent(item.id)}&id=${items[0].id}`]);
    default:
      return page satisfies never;
  }
}

/** A word or two of what an item is called. */
function askedFor(item: Item, language: Language, random: Random): string {
  const title = item.title[language] ?? Object.values(item.title)[0] ?? '';
  if (language === 'zh') return title.slice(-2 - random.integer(2));
  const words = title.split(' ').filter((word) => word.length > 2);
  return words.slice(-1 - random.integer(2)).join(' ') || title;
}

function extrasOf(page: PageType, language: Language, random: Random): Pick<Dress, 'coupon' | 'form'> {
  const words = wordsFor(language);
  const coupon =
    random.next() < 0.5
      ? { field: random.pick(words.couponFields), button: random.pick(words.couponButtons) }
      : null;
  if (page === 'checkout' && random.next() < 0.75) {
    const fields = random.shuffle(words.checkout.fields).slice(0, 3 + random.integer(4));
    return { coupon, form: { title: random.pick(words.checkout.titles), fields, button: '' } };
  }
  if (page === 'account' && random.next() < 0.7) return { coupon, form: random.pick(words.account) };
  return { coupon, form: null };
}
