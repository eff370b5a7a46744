/** Reads a screen from the page itself, where there is one at hand: exact, at once, and without a picture. */
import type { ScreenDoubt, ScreenElement, ScreenReading } from '../core/contracts/screen.ts';
import { type ProductPlace, readProducts } from './dom-screen/cards.ts';
import { readElements } from './dom-screen/elements.ts';
import { guessPageType, ownPageType } from './dom-screen/page-type.ts';
import { readTextLines } from './dom-screen/text-lines.ts';
import { VisiblePart } from './dom-screen/visible.ts';

const LONGEST_TEXT = 200;

/**
 * What stands in the viewport of a page, in pixels of the page (CSS pixels): page type, elements, products and lines
 * of text. Runs in a browser and needs nothing but the page.
 *
 * Pages of this shop say their type by `<main data-page>` and their items by `data-item`; there, a product has its id.
 * Elsewhere all is worked out from signs that shops share, and products have no id: they are for the catalogue to
 * match. An id is what the page says: whoever takes a reading from outside checks it against the catalogue.
 *
 * Passwords, card numbers and other secrets are never read, nor what a shopper typed anywhere but in a search.
 */
export function readDomScreen(document: Document, window: Window): ScreenReading {
  const visible = new VisiblePart(document, window);
  const isOwn = ownPageType(document) !== undefined;
  const places = readProducts(document, visible, isOwn);
  const controls = readElements(
    document,
    visible,
    places.filter(({ as }) => as !== 'detail').map(({ element }) => element),
  );
  const elements = [...controls, ...places.filter(({ as }) => as === 'card').map(cardElement)];
  const { type, probability, probabilities } = guessPageType(document, window.location, elements, places);
  const lines = readTextLines(document, visible);
  return {
    stage: 'text',
    source: 'dom',
    width: Math.max(1, Math.round(window.innerWidth)),
    height: Math.max(1, Math.round(window.innerHeight)),
    page: { type, probability },
    pages: [...probabilities],
    elements,
    products: places.map(({ id, box }) => ({ id, box, score: id === null ? 0 : 1 })),
    lines,
    doubts: doubtsOf(elements, lines.length),
  };
}

function cardElement({ element, box }: ProductPlace): ScreenElement {
  const text = ((element as HTMLElement).innerText ?? '').replaceAll(/\s+/g, ' ').trim();
  return { kind: 'product_card', text: text.slice(0, LONGEST_TEXT), box, confidence: 1 };
}

function doubtsOf(elements: readonly ScreenElement[], lines: number): ScreenDoubt[] {
  if (elements.length === 0 && lines === 0) return ['empty'];
  return elements.some(({ kind }) => kind !== 'navigation') ? [] : ['no-shop'];
}
