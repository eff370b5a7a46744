import type { Box, ElementKind, ScreenElement } from '../../core/contracts/screen.ts';
import { isSecretField } from './secret-fields.ts';
import { saidByField } from './text-lines.ts';
import type { VisiblePart } from './visible.ts';
import { BUTTON_WORDS } from './words.ts';

/** What can be pressed, followed or filled in. */
const CONTROLS =
  'a[href], button, input, select, summary, [role=button], [role=link], [role=searchbox], [role=combobox], [role=spinbutton], [role=checkbox], [role=tab], [onclick]';
const FIELDS = 'input, select, [role=searchbox], [role=combobox], [role=spinbutton]';
const SEARCH_PLACES = 'search, [role=search], form[action*=search i]';
const SEARCH_FIELDS = 'input[type=search], [role=searchbox]';
const SEARCH_NAMES = /^(q|s|query|search\w*|keywords?|wd|kw|search_query)$/i;
/** Where choices narrow a list down. */
const FILTER_PLACES =
  '[class*=filter i], [id*=filter i], [class*=facet i], [class*=sort i], [class*=refine i], [data-kind=filter]';
const LEADS_SOMEWHERE = 'a[href], [role=link], nav *, header *, footer *';
/** Words of a heading, not of a button: a link that says this much is about something else. */
const LONGEST_LABEL = 80;

/** What can be done in the viewport, in the order of the page. Parts of a card that do nothing of their own are left out. */
export function readElements(
  document: Document,
  visible: VisiblePart,
  cards: readonly Element[],
): ScreenElement[] {
  const elements: ScreenElement[] = [];
  for (const control of document.querySelectorAll(CONTROLS)) {
    if (control.matches(FIELDS) && isSecretField(control)) continue;
    const { text, kind } = said(control, cards);
    const box = kind && visible.boxOf(control);
    if (kind && box && !repeats(elements.at(-1), kind, box)) {
      elements.push({ kind, text, box, confidence: 1 });
    }
  }
  return elements;
}

function said(
  control: Element,
  cards: readonly Element[],
): { readonly text: string; readonly kind: ElementKind | undefined } {
  const text = textOf(control);
  const kind = kindOf(control, text);
  const isInCard = kind === 'navigation' && cards.some((card) => card.contains(control));
  return { text, kind: isInCard ? undefined : kind };
}

/** The words that are seen on a control, or else those that it is called by. */
function textOf(control: Element): string {
  if (control.matches('input, select')) return saidByField(control as HTMLInputElement);
  return squeezed((control as HTMLElement).innerText ?? '').slice(0, 200);
}

function kindOf(control: Element, text: string): ElementKind | undefined {
  const named = namedKind(control);
  if (named) return named;
  if (control.matches(SEARCH_FIELDS) || SEARCH_NAMES.test(control.getAttribute('name') ?? ''))
    return 'search';
  if (control.matches('button, input[type=submit], input[type=image]') && opensSearch(control))
    return 'search';
  const words = wordsOf(control, text);
  const found = BUTTON_WORDS.find(
    ([kind, pattern]) => pattern.test(words) && isPossible(kind, control, text),
  );
  if (found) return found[0];
  if (control.matches('input[type=number]')) return 'quantity';
  if (/^(apply|redeem|使用|应用|兑换)$/i.test(words) && isAboutCoupons(control)) return 'coupon';
  if (control.closest(FILTER_PLACES)) return 'filter';
  return control.matches(LEADS_SOMEWHERE) && !control.matches(FIELDS) ? 'navigation' : undefined;
}

const NAMED = ['filter'] as const;

/** Pages of our own say what their words alone do not. */
function namedKind(control: Element): ElementKind | undefined {
  const name = control.closest('[data-kind]')?.getAttribute('data-kind');
  return NAMED.find((kind) => kind === name);
}

function wordsOf(control: Element, text: string): string {
  const isShort = text.length > 0 && text.length <= LONGEST_LABEL;
  if (isShort && !/^[\W\d_]*$/u.test(text.replaceAll(/\p{L}/gu, 'a'))) return text;
  const called = ['aria-label', 'title', 'alt', 'name']
    .map((attribute) => control.getAttribute(attribute) ?? '')
    .find((value) => value !== '');
  if (called) return squeezed(called.replaceAll('_', ' '));
  const picture = control.querySelector('img[alt]:not([alt=""]), svg[aria-label], svg title');
  const shown = picture?.getAttribute('alt') ?? picture?.getAttribute('aria-label') ?? picture?.textContent;
  return squeezed(shown ?? '') || text.slice(0, LONGEST_LABEL);
}

type Possible = (control: Element, text: string, isField: boolean) => boolean;

const isNoField: Possible = (_control, _text, isField) => !isField;

/** What a kind asks of its control beyond the words. */
const POSSIBLE: Readonly<Partial<Record<ElementKind, Possible>>> = {
  add_to_cart: isNoField,
  buy_now: isNoField,
  checkout: isNoField,
  place_order: isNoField,
  remove: isNoField,
  search: (_control, text, isField) => isField || text.length < 16,
  filter: (control) => !control.closest('footer, header nav'),
  coupon: (control, _text, isField) => isField || isAboutCoupons(control),
  quantity: (_control, text, isField) => isField || text.length < 12,
};

function isPossible(kind: ElementKind, control: Element, text: string): boolean {
  const isField = control.matches(FIELDS) && !control.matches('input[type=submit], input[type=button]');
  return POSSIBLE[kind]?.(control, text, isField) ?? true;
}

function opensSearch(control: Element): boolean {
  const place = control.closest(SEARCH_PLACES) ?? control.closest('form');
  if (!place) return false;
  const field = place.querySelector(`${SEARCH_FIELDS}, input[type=text], input:not([type])`);
  const isSearch = place.matches(SEARCH_PLACES) || place.querySelector(SEARCH_FIELDS) !== null;
  return isSearch && field !== null && (control.getAttribute('type') ?? 'submit') === 'submit';
}

function isAboutCoupons(control: Element): boolean {
  const place = control.closest('form, section, [class*=coupon i], [class*=promo i]') ?? control;
  const words = `${place.getAttribute('class') ?? ''} ${place.textContent ?? ''}`.slice(0, 2_000);
  return /coupon|voucher|promo|discount code|优惠|折扣码|兑换码|领券/i.test(words);
}

/** A control within the one before it, such as a button in a link, is the same thing twice. */
function repeats(before: ScreenElement | undefined, kind: ElementKind, box: Box): boolean {
  if (before?.kind !== kind) return false;
  const [x, y, width, height] = before.box;
  return box[0] >= x && box[1] >= y && box[0] + box[2] <= x + width && box[1] + box[3] <= y + height;
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
