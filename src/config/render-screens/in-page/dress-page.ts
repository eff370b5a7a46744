/** Runs in the page that is rendered, after it has settled: what other shops have and the embedded shop does not. */
import type { Dress } from '../dress.ts';

export function dressPage(dress: Dress): void {
  document.documentElement.style.scrollBehavior = 'auto';
  document.head.append(made('style', {}, dress.css));
  addHeader(dress);
  addFoot(dress);
  dressCards(dress);
  dressProduct(dress);
  dressCart(dress);
  addForm(dress);
  reword(dress);
}

function made(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const button = (kind: string, text: string): HTMLElement =>
  made('button', { type: 'button', class: `other-${kind}` }, text);

function addHeader({ shopName, bar, notice, searchButton }: Dress): void {
  const search = document.querySelector('search button[type=submit]');
  if (search && searchButton) {
    search.replaceChildren(searchButton);
    search.className = 'other-search';
  }
  const header = document.querySelector('body header');
  const home = header?.querySelector('a[href="/"] > span');
  if (home) home.textContent = shopName;
  if (notice) header?.before(made('div', { class: 'other-notice' }, notice));
  if (bar.length > 0) {
    const links = bar.map((text) => made('a', { href: '/products' }, text));
    header?.append(made('nav', { class: 'other-bar' }, ...links));
  }
}

function addFoot({ foot }: Dress): void {
  const columns = foot.map(([title, ...links]) =>
    made('div', {}, made('h4', {}, title), ...links.map((text) => made('a', { href: '/products' }, text))),
  );
  document.querySelector('footer')?.prepend(made('div', { class: 'other-foot' }, ...columns));
}

const IN_CART = /(:|：)/;

function dressCards({ cardButton, buyNow, heart }: Dress): void {
  for (const card of document.querySelectorAll('main article[data-item]:not(:has(h1))')) {
    const add = card.querySelector('button');
    if (add && cardButton && !IN_CART.test(add.getAttribute('aria-label') ?? '')) {
      add.replaceChildren(cardButton);
      add.classList.add('other-add');
      if (buyNow) add.after(button('buy', buyNow));
    }
    if (heart) {
      const icon = made('button', { type: 'button', class: 'other-heart', 'aria-label': heart }, '♡');
      (card as HTMLElement).style.position = 'relative';
      card.append(icon);
    }
  }
}

function dressProduct({ buyNow, stepper }: Dress): void {
  const add = document.querySelector('main article:has(h1) button');
  if (!add) return;
  if (buyNow) add.after(button('buy other-wide', buyNow));
  if (stepper) {
    const field = made('input', { type: 'number', value: '1', min: '1', 'aria-label': stepper.label });
    add.before(
      made(
        'fieldset',
        { class: 'other-stepper' },
        made('button', { type: 'button', 'aria-label': stepper.fewer }, '−'),
        field,
        made('button', { type: 'button', 'aria-label': stepper.more }, '+'),
      ),
    );
  }
}

function dressCart({ coupon }: Dress): void {
  const lines = document.querySelector('main ul:has(> li[data-item])');
  const page = document.querySelector('main')?.getAttribute('data-page');
  if (!coupon || !lines || !['cart', 'checkout'].includes(page ?? '')) return;
  const field = made('input', { type: 'text', name: 'coupon', placeholder: coupon.field });
  lines.after(made('form', { class: 'other-coupon' }, field, button('apply', coupon.button)));
}

function addForm({ form }: Dress): void {
  const heading = document.querySelector('main h1');
  if (!form || !heading) return;
  const fields = form.fields.map((text) =>
    made(
      'label',
      {},
      text,
      made('input', { type: /password|密码/i.test(text) ? 'password' : 'text', placeholder: text }),
    ),
  );
  const title = form.title ? [made('h2', {}, form.title)] : [];
  const send = form.button ? [button('send', form.button)] : [];
  heading.after(made('form', { class: 'other-form' }, ...title, ...fields, ...send));
}

function reword({ wordings }: Dress): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue?.trim() ?? '';
    if (Object.hasOwn(wordings, text)) node.nodeValue = wordings[text];
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
    if (Object.hasOwn(wordings, field.placeholder)) field.placeholder = wordings[field.placeholder];
  }
}
