import type { Box, ScreenReading } from '../../../src/core/contracts/screen.ts';

/** What belongs to the guide bears this attribute. */
const OWN = '[data-guide]';

/** Where the guide stands on the page, in pixels of the viewport. */
export function guideBoxes(document: Document): Box[] {
  return [...document.querySelectorAll(OWN)].map((part): Box => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return [x, y, width, height];
  });
}

/** A page without the guide's own words beside it: it would answer to itself, again and again. */
export function withoutGuide(reading: ScreenReading, guide: readonly Box[]): ScreenReading {
  const isOutside = ({ box: [x, y, width, height] }: { readonly box: Box }): boolean => {
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    return !guide.some(
      ([left, top, wide, high]) =>
        middleX >= left && middleX <= left + wide && middleY >= top && middleY <= top + high,
    );
  };
  return {
    ...reading,
    elements: reading.elements.filter(isOutside),
    products: reading.products.filter(isOutside),
    lines: reading.lines.filter(isOutside),
  };
}
