import type { ElementKind, PageType, ScreenElement } from '../../core/contracts/screen.ts';
import type { ProductPlace } from './cards.ts';
import { ADDRESS_WORDS, HEADING_WORDS } from './words.ts';

/** In the order of PAGE_TYPES, which the contract's own module would bring a checker of schemas along with. */
export const PAGE_ORDER: readonly PageType[] = [
  'home',
  'category',
  'search',
  'product',
  'cart',
  'checkout',
  'order_confirmation',
  'account',
  'other',
];

export interface PageGuess {
  readonly type: PageType;
  readonly probability: number;
  /** In the order of PAGE_ORDER; together 1. */
  readonly probabilities: readonly number[];
}

/** What an honest page says of itself, what its heading says, its address, and what can be done on it: log-odds each. */
const STRENGTH = { schema: 3, heading: 2.5, title: 1.2, address: 1.8, secret: 1, element: 1.4 };
const SCHEMA_TYPES: Readonly<Record<string, PageType>> = {
  Product: 'product',
  ProductGroup: 'product',
  CollectionPage: 'category',
  OfferCatalog: 'category',
  SearchResultsPage: 'search',
  CheckoutPage: 'checkout',
  ProfilePage: 'account',
};

/** What a page is for: as our own pages say it by `data-page`, or weighed from general signs. */
export function guessPageType(
  document: Document,
  address: { readonly pathname: string; readonly search: string },
  elements: readonly ScreenElement[],
  products: readonly ProductPlace[],
): PageGuess {
  const own = ownPageType(document);
  if (own)
    return { type: own, probability: 1, probabilities: PAGE_ORDER.map((type) => Number(type === own)) };
  const scores = new Map<PageType, number>(PAGE_ORDER.map((type) => [type, type === 'other' ? 0.8 : 0]));
  const add = (type: PageType | undefined, score: number): void => {
    if (type) scores.set(type, (scores.get(type) ?? 0) + score);
  };
  add(schemaType(document), STRENGTH.schema);
  add(typeByWords(HEADING_WORDS, headingOf(document)), STRENGTH.heading);
  add(typeByWords(HEADING_WORDS, document.title), STRENGTH.title);
  add(typeByWords(ADDRESS_WORDS, address.pathname + address.search), STRENGTH.address);
  addFields(document, add);
  addElements(elements, products, add);
  return softmax(scores);
}

/** The type that a page of this shop gives itself; undefined on pages of others. */
export function ownPageType(document: Document): PageType | undefined {
  const said = document.querySelector('main[data-page]')?.getAttribute('data-page');
  return PAGE_ORDER.find((type) => type === said);
}

const typeByWords = (
  table: readonly (readonly [type: PageType, words: RegExp])[],
  text: string,
): PageType | undefined => table.find(([, words]) => words.test(text))?.[0];

function headingOf(document: Document): string {
  const headings = [...document.querySelectorAll<HTMLElement>('h1, [role=heading][aria-level="1"]')];
  return (headings.find((one) => one.checkVisibility()) ?? headings[0])?.innerText.trim().slice(0, 200) ?? '';
}

function schemaType(document: Document): PageType | undefined {
  const og = document.querySelector('meta[property="og:type"]')?.getAttribute('content') ?? '';
  if (/^(og:)?product(\.item)?$/i.test(og)) return 'product';
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    for (const type of typesIn(script.textContent ?? '')) {
      if (Object.hasOwn(SCHEMA_TYPES, type)) return SCHEMA_TYPES[type];
    }
  }
  const items = document.querySelectorAll('[itemtype$="schema.org/Product"]');
  return items.length === 1 ? 'product' : items.length > 3 ? 'category' : undefined;
}

/** The types of the outermost things that JSON-LD describes; none where it is not JSON. */
function typesIn(json: string): string[] {
  try {
    const parsed: unknown = JSON.parse(json);
    const graph = (parsed as { '@graph'?: unknown } | null)?.['@graph'];
    return [parsed, graph]
      .flat()
      .flatMap((one) => (one as { '@type'?: string | string[] } | null)?.['@type'] ?? []);
  } catch {
    return [];
  }
}

function addFields(document: Document, add: (type: PageType, score: number) => void): void {
  const has = (selector: string): boolean => document.querySelector(selector) !== null;
  if (has('main input[type=password], form input[type=password]')) add('account', STRENGTH.heading);
  if (has('input[autocomplete^=cc-], [autocomplete*=address-line], [autocomplete*=postal-code]')) {
    add('checkout', STRENGTH.heading);
  }
  if (has('input[name*=address i], input[name*=zip i], input[name*=postcode i]'))
    add('checkout', STRENGTH.element);
}

function addElements(
  elements: readonly ScreenElement[],
  products: readonly ProductPlace[],
  add: (type: PageType, score: number) => void,
): void {
  const count = (kind: ElementKind): number => elements.filter((element) => element.kind === kind).length;
  const cards = products.filter(({ as }) => as === 'card').length;
  if (products.some(({ as }) => as === 'detail')) add('product', STRENGTH.element);
  if (cards > 0 && cards < 4 && count('add_to_cart') === 1) add('product', STRENGTH.element);
  if (cards === 0 && count('add_to_cart') + count('buy_now') > 0) add('product', STRENGTH.heading);
  if (cards >= 4) add('category', STRENGTH.element);
  if (cards >= 4) add('home', STRENGTH.secret / 2);
  if (cards >= 4 && count('filter') > 0) add('category', STRENGTH.element);
  if (count('checkout') > 0 && count('remove') + count('quantity') > 0) add('cart', STRENGTH.heading);
  if (products.some(({ as }) => as === 'line')) add('cart', STRENGTH.secret);
  if (count('place_order') > 0) add('checkout', STRENGTH.heading);
}

function softmax(scores: ReadonlyMap<PageType, number>): PageGuess {
  const odds = PAGE_ORDER.map((type) => Math.exp(scores.get(type) ?? 0));
  const total = odds.reduce((sum, one) => sum + one, 0);
  const probabilities = odds.map((one) => one / total);
  const best = probabilities.indexOf(Math.max(...probabilities));
  return { type: PAGE_ORDER[best], probability: probabilities[best], probabilities };
}
