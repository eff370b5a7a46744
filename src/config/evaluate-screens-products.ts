/** Products on screens, recognised by the catalogue of a workspace. */
import type { ScreenProduct } from '../core/contracts/screen.ts';
import { measureScreenProducts, type JudgedProducts } from '../learning/evaluation/screen-products.ts';
import type { ScreenEvidence } from './evaluate-screens-evidence.ts';
import type { ScreensPart, ScreensResult } from './evaluate-screens-parts.ts';
import { openProductSense } from './screen-products.ts';
import { openScreenSenses } from './screen-senses.ts';

/** Of a product a card may be found, or its picture alone: the smaller box lies in the larger one by this much. */
const SAME_PRODUCT = 0.5;

/**
 * What is shown is what the labels say: items of the catalogue, or where they name none, the product cards of other
 * shops. `default` looks as a shop does, and finds the boxes by itself; `given-boxes` is told where the products are.
 * Nothing is learned: the weights are those that ship.
 */
export const evaluateProducts: ScreensPart = async ({ catalogue, progress, tested }) => {
  if (!catalogue) return { part: 'products', results: [] };
  const products = await openProductSense(catalogue);
  const { elements: finder } = await openScreenSenses();
  const found: Record<string, JudgedProducts[]> = { default: [], 'given-boxes': [] };
  const step = progress.start('Recognising products', 0);
  for await (const evidence of tested()) {
    const { lines, pixels } = evidence;
    const shown = shownOn(evidence);
    if (shown.length === 0) continue;
    const elements = finder.fromText(pixels, lines);
    const judge = (matches: readonly Pick<ScreenProduct, 'id'>[]): JudgedProducts => ({
      height: pixels.height,
      shown,
      found: matches,
    });
    const own = await products.match(pixels, elements, lines);
    found.default.push(judge(shown.map(({ box }) => bestOf(own, box))));
    const boxes = shown.map(({ box }) => box);
    found['given-boxes'].push(judge(await products.matchBoxes(pixels, boxes, elements, lines)));
    step.advance();
  }
  step.done();
  return {
    part: 'products',
    results: Object.entries(found).map(([model, judged]): ScreensResult => {
      const figures = Object.entries(measureScreenProducts(judged)).filter(
        ([, value]) => !Number.isNaN(value),
      );
      return { part: 'products', model, metrics: Object.fromEntries(figures) };
    }),
  };
};

/** The labelled boxes are in the pixels of the picture; what was decoded may be smaller. */
function shownOn({ screen, pixels: { scale } }: ScreenEvidence): JudgedProducts['shown'] {
  const cards = screen.elements
    .filter(({ kind }) => kind === 'product_card')
    .map(({ box }) => ({ id: null, box }));
  const shown = screen.products.length > 0 ? screen.products : cards;
  return shown.map(({ id, box: [x, y, width, height] }) => ({
    id,
    box: [x / scale, y / scale, width / scale, height / scale],
  }));
}

/** What was found in about this box; nothing where nothing was. */
function bestOf(found: readonly ScreenProduct[], box: ScreenProduct['box']): Pick<ScreenProduct, 'id'> {
  const [best] = found
    .map((product) => ({ id: product.id, share: sharedPart(product.box, box) }))
    .filter(({ share }) => share >= SAME_PRODUCT)
    .sort((a, b) => b.share - a.share);
  return best ?? { id: null };
}

/** Area shared, over the smaller area. */
function sharedPart(one: ScreenProduct['box'], other: ScreenProduct['box']): number {
  const width = Math.min(one[0] + one[2], other[0] + other[2]) - Math.max(one[0], other[0]);
  const height = Math.min(one[1] + one[3], other[1] + other[3]) - Math.max(one[1], other[1]);
  const smaller = Math.min(one[2] * one[3], other[2] * other[3]);
  return width <= 0 || height <= 0 || smaller === 0 ? 0 : (width * height) / smaller;
}
