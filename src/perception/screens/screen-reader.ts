import {
  PAGE_TYPES,
  type Box,
  type ScreenDoubt,
  type ScreenElement,
  type ScreenPixels,
  type ScreenProduct,
  type ScreenReading,
  type ScreenStage,
  type TextLine,
} from '../../core/contracts/screen.ts';
import type { DecodedScreen } from './decode-screen.ts';
import { doubtsOfPixels } from './screen-doubts.ts';

/** Tells what a page is for: a probability for each of PAGE_TYPES, in that order. */
export interface PageSense {
  fromPixels(pixels: ScreenPixels): readonly number[];
  fromText(pixels: ScreenPixels, lines: readonly TextLine[]): readonly number[];
}

/** Finds what can be touched. */
export interface ElementSense {
  fromPixels(pixels: ScreenPixels): ScreenElement[];
  fromText(pixels: ScreenPixels, lines: readonly TextLine[]): ScreenElement[];
}

/** Recognises the products of a catalogue. */
export interface ProductSense {
  match(
    pixels: ScreenPixels,
    elements: readonly ScreenElement[],
    lines: readonly TextLine[],
  ): Promise<ScreenProduct[]>;
}

/** The first answer: what shapes and colours tell. */
export function readPixels(
  screen: DecodedScreen,
  senses: { page: PageSense; elements: ElementSense },
): ScreenReading {
  const doubts = doubtsOfPixels(screen, screen);
  const isEmpty = doubts.includes('empty');
  const pages = isEmpty ? nothingKnown() : senses.page.fromPixels(screen);
  const elements = isEmpty ? [] : senses.elements.fromPixels(screen);
  return { ...readingOf(screen, 'pixels', pages), elements, doubts };
}

/** The second answer: what is written there as well. `readsLikeCommand` tells writing that would have a machine obey. */
export function readText(
  screen: DecodedScreen,
  before: ScreenReading,
  lines: TextLine[],
  senses: { page: PageSense; elements: ElementSense; readsLikeCommand: (text: string) => boolean },
): ScreenReading {
  const isEmpty = lines.length === 0 && before.doubts.includes('empty');
  const pages = isEmpty ? nothingKnown() : senses.page.fromText(screen, lines);
  const elements = isEmpty ? [] : senses.elements.fromText(screen, lines);
  const doubts: ScreenDoubt[] = before.doubts.filter((doubt) => doubt !== 'empty' || isEmpty);
  if (!isEmpty && elements.every(({ kind }) => kind === 'navigation')) doubts.push('no-shop');
  if (lines.some(({ text }) => senses.readsLikeCommand(text))) doubts.push('commanding-text');
  return { ...readingOf(screen, 'text', pages), elements, lines, doubts };
}

/** The third answer: which products of the catalogue are shown. */
export async function readProducts(
  screen: DecodedScreen,
  before: ScreenReading,
  senses: { products: ProductSense },
): Promise<ScreenReading> {
  const products = await senses.products.match(screen, before.elements, before.lines);
  return { ...before, stage: 'catalogue', products };
}

/** The same reading with its boxes in pixels of the picture that was given. */
export function inGivenPixels(reading: ScreenReading, { scale, original }: DecodedScreen): ScreenReading {
  const placed = <T extends { readonly box: Box }>(one: T): T => ({
    ...one,
    box: [one.box[0] * scale, one.box[1] * scale, one.box[2] * scale, one.box[3] * scale].map(Math.round),
  });
  return {
    ...reading,
    ...original,
    elements: reading.elements.map(placed),
    products: reading.products.map(placed),
    lines: reading.lines.map(placed),
  };
}

function readingOf(
  { width, height }: ScreenPixels,
  stage: ScreenStage,
  pages: readonly number[],
): ScreenReading {
  const best = pages.indexOf(Math.max(...pages));
  return {
    stage,
    source: 'pixels',
    width,
    height,
    page: { type: PAGE_TYPES[best], probability: pages[best] },
    pages: [...pages],
    elements: [],
    products: [],
    lines: [],
    doubts: [],
  };
}

/** Of a screen that shows nothing, any type is as likely as another; `other` stands first among equals. */
function nothingKnown(): number[] {
  const other = PAGE_TYPES.indexOf('other');
  const rest = 0.99 / PAGE_TYPES.length;
  return PAGE_TYPES.map((_, type) => (type === other ? rest + 0.01 : rest));
}
