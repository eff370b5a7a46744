import { expect, it } from 'vitest';
import { PAGE_TYPES, type ScreenReading } from '../../../src/core/contracts/screen.ts';
import { withoutGuide } from './without-guide.ts';

it('leaves out what stands within the guide, and keeps what it only touches', () => {
  const reading: ScreenReading = {
    stage: 'text',
    source: 'dom',
    width: 1280,
    height: 800,
    page: { type: 'product', probability: 1 },
    pages: PAGE_TYPES.map((type) => (type === 'product' ? 1 : 0)),
    elements: [
      { kind: 'add_to_cart', text: 'Add to cart', box: [600, 400, 200, 48], confidence: 1 },
      { kind: 'add_to_cart', text: 'Add to cart', box: [950, 150, 280, 80], confidence: 1 },
    ],
    products: [
      { id: 'mug', score: 1, box: [100, 100, 840, 400] },
      { id: 'pot', score: 1, box: [940, 500, 300, 96] },
    ],
    lines: [{ text: 'What to do next', box: [950, 120, 100, 20], confidence: 1 }],
    doubts: [],
  };
  const seen = withoutGuide(reading, [[930, 100, 330, 700]]);
  expect(seen.elements.map(({ box }) => box[0])).toEqual([600]);
  expect(seen.products.map(({ id }) => id)).toEqual(['mug']);
  expect(seen.lines).toEqual([]);
  expect(withoutGuide(reading, [])).toEqual(reading);
});
