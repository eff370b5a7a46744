import type { Box } from '../../core/contracts/screen.ts';
import type { VisiblePart } from './visible.ts';
import { PRICE_WORDS } from './words.ts';

/** A product as it stands on a page. */
export interface ProductPlace {
  readonly element: Element;
  readonly box: Box;
  /** `line`: of a cart or an order. `detail`: what the page is about; its box is that of its picture. */
  readonly as: 'card' | 'line' | 'detail';
  /** The item of this shop, where the page is one of its own and tells; null elsewhere. */
  readonly id: string | null;
}

const OWN = '[data-item], [data-item-id]';
const MARKED = '[itemtype*="schema.org/Product"], [data-product-id], [data-sku], [data-pid]';
const CLASSED =
  '[class*=product-card], [class*=product_card], [class*=product-item], [class*=product-thumb], [class*=goods-item], [class*=product-tile]';
const PICTURES = 'img, picture, canvas, [style*=background-image], svg image';
/** How far up from a price its card is looked for. */
const STEPS_UP = 6;
/** Shares of the viewport: what is larger holds many products, and what is smaller none. */
const LARGEST = 0.5;
const SMALLEST = 0.004;

/**
 * The products in the viewport: those that the page marks (our own pages, schema.org, the usual attributes and class
 * names), and where it marks none, what looks like a card: a picture and a price in one of several like boxes.
 *
 * @param isOwn whether the page is one of this shop, whose ids mean something
 */
export function readProducts(document: Document, visible: VisiblePart, isOwn: boolean): ProductPlace[] {
  const marked = [...document.querySelectorAll(isOwn ? OWN : `${OWN}, ${MARKED}, ${CLASSED}`)];
  const elements = isOwn ? marked : marked.filter((element) => element.querySelector(PICTURES) !== null);
  if (!isOwn) elements.push(...alikeWithPrices(document).filter((one) => !touches(one, elements)));
  const innermost = elements.filter((one) => !elements.some((other) => other !== one && one.contains(other)));
  const [, , width, height] = [
    0,
    0,
    document.documentElement.clientWidth,
    document.documentElement.clientHeight,
  ];
  return innermost.flatMap((element) => {
    const as = roleOf(element);
    const shown = as === 'detail' ? largestPicture(element) : element;
    const box = shown && visible.boxOf(shown);
    if (!box) return [];
    const share = (box[2] * box[3]) / (width * height);
    if (!isOwn && (share < SMALLEST || share > LARGEST)) return [];
    return [{ element, box, as, id: isOwn ? idOf(element) : null }];
  });
}

const touches = (one: Element, others: readonly Element[]): boolean =>
  others.some((other) => other.contains(one) || one.contains(other));

function roleOf(element: Element): ProductPlace['as'] {
  if (element.querySelector('h1, [itemprop=name]:is(h1)')) return 'detail';
  const isOrder =
    element.matches('tr, [data-item-as=line]') || element.querySelector('fieldset, input[type=number]');
  return isOrder ? 'line' : 'card';
}

function largestPicture(element: Element): Element | null {
  const areaOf = (one: Element): number => {
    const { width, height } = one.getBoundingClientRect();
    return width * height;
  };
  const pictures = [...element.querySelectorAll(PICTURES)].sort((a, b) => areaOf(b) - areaOf(a));
  return pictures[0] ?? null;
}

function idOf(element: Element): string | null {
  return element.getAttribute('data-item') ?? element.getAttribute('data-item-id');
}

function alikeWithPrices(document: Document): Element[] {
  const found = new Set<Element>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!PRICE_WORDS.test(node.nodeValue ?? '')) continue;
    const card = node.parentElement && cardAround(node.parentElement);
    if (card) found.add(card);
  }
  return [...found];
}

/** The nearest box around a price that has a picture, and beside it, or beside its only parent, another such box. */
function cardAround(price: Element): Element | null {
  let element: Element | null = price;
  for (let steps = 0; element && steps < STEPS_UP; steps++, element = element.parentElement) {
    if (element.matches('body, main, table, ul, form')) return null;
    if (!element.querySelector(PICTURES)) continue;
    return hasAlike(element) || (element.parentElement && hasAlike(element.parentElement)) ? element : null;
  }
  return null;
}

function hasAlike(element: Element): boolean {
  return [...(element.parentElement?.children ?? [])].some(
    (other) =>
      other !== element &&
      other.tagName === element.tagName &&
      other.querySelector(PICTURES) !== null &&
      PRICE_WORDS.test(other.textContent ?? ''),
  );
}
