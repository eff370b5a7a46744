/** Runs in a page of the embedded shop: leads it from one page of a session to the next, without loading it anew. */
import type { PageVisit } from '../page-visit.ts';

/** Some page that is none of those to be seen. */
const BETWEEN = '/nowhere';
const LONGEST_MILLISECONDS = 10_000;
const PAUSE_MILLISECONDS = 6;
/** Lists are asked for anew when they are older than the shop's minute. */
const LATER = 61_000;
/** What the guide and the shelf answer does not change while nothing is logged. */
const SAME_AGAIN = /^\/v1\/(recommend|next-action|similar|items\/|categories|scenes|users|transcribe)/;

let list: PageVisit['list'] = null;

/** False where the page did not become what it was to be. */
export async function visitPage(visit: PageVisit): Promise<boolean> {
  takeOver();
  list = visit.list;
  store('daogou.language', visit.language);
  if (visit.orders) document.querySelector<HTMLElement>('#confirm-order')?.click();
  else await goTo(visit);
  store('daogou.wishlist', visit.saved);
  if (!visit.orders) store('daogou.cart', visit.cart);
  const isThere = await until(() => isShown(visit));
  scrollTo(0, 0);
  await frame();
  return isThere;
}

let isTaken = false;

/** Answers for the shop where a session says what it answered; nothing that is drawn is logged as shopping. */
function takeOver(): void {
  if (isTaken) return;
  isTaken = true;
  const real = window.fetch.bind(window);
  const answers = new Map<string, Promise<Response>>();
  window.fetch = async (input, init) => {
    const asked = input instanceof Request ? input.url : input;
    const { pathname, search } = new URL(asked, location.href);
    if (pathname === '/v1/events') return Response.json({ detail: 'a drawn session' }, { status: 403 });
    if (list && pathname === '/v1/items') return Response.json(list.items);
    if (list && pathname === '/v1/search') return Response.json(list.search);
    if (!SAME_AGAIN.test(pathname)) return real(input, init);
    const key = `${pathname}${search} ${typeof init?.body === 'string' ? init.body : ''}`;
    // Not the page's own signal: an answer that one page gave up is another's.
    const { signal: _signal, ...rest } = init ?? {};
    const answer = answers.get(key) ?? real(input, rest);
    answers.set(key, answer);
    return (await answer).clone();
  };
}

/** As if another tab had stored it: the page takes it over at once. */
function store(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  if (localStorage.getItem(key) === text) return;
  localStorage.setItem(key, text);
  dispatchEvent(new StorageEvent('storage', { key }));
}

async function goTo({ path, list: shown }: PageVisit): Promise<void> {
  const isHere = new URL(path, location.href).href === location.href;
  if (isHere && shown === null) return;
  if (isHere) {
    history.pushState(null, '', BETWEEN);
    await until(() => document.querySelector('main[data-page=other]') !== null);
  }
  if (shown) passTime();
  history.pushState(null, '', path);
}

const now = Date.now.bind(Date);
let passed = 0;

function passTime(): void {
  passed += LATER;
  Date.now = () => now() + passed;
}

function isShown({ page, awaited, cart, list: shown }: PageVisit): boolean {
  const main = document.querySelector(`main[data-page=${page}]`);
  if (!main?.querySelector('h1') || main.querySelector('[aria-busy=true], .breathe')) return false;
  if (page === 'checkout') return cart.length === 0 || main.querySelector('#confirm-order') !== null;
  const ids = [...main.querySelectorAll('[data-item]')].map((one) => one.getAttribute('data-item'));
  const isWhole = (shown === null && page !== 'cart') || ids.length === awaited.length;
  return isWhole && awaited.every((id, place) => ids[place] === id);
}

async function until(holds: () => boolean): Promise<boolean> {
  const end = now() + LONGEST_MILLISECONDS;
  while (!holds()) {
    if (now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
  return true;
}

const frame = async (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
