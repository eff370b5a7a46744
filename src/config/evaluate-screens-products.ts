/** Products on screens, recognised by the catalogue of a workspace. */
import type { ScreenProduct } from '../core/contracts/screen.ts';
import { measureScreenProducts, type JudgedProducts } from '../learning/evaluation/screen-products.ts';
import { boxShare } from '../learning/evaluation/screen-elements.ts';
import type { ScreenEvidence } from './evaluate-screens-evidence.ts';
import type { ScreensPart, ScreensResult } from './evaluate-screens-parts.ts';
import { openProductSense } from './screen-products.ts';
import { openScreenSenses } from './screen-senses.ts';

/** A found box that shares less than this with a product's is of something else. */
const SAME_BOX = 0.5;

/**
 * What is shown is what the labels say: items of the catalogue, or where they name none, the product cards of other
 * shops. `default` looks as a shop does, and finds the boxes by itself; `given-boxes` is told where the products are.
 * Nothing is learned: the weights are those that ship.
 */
export const evaluateProducts: ScreensPart = async ({ catalogue, progress, tested }) => {
  if (!catalogue) return { part: 'products', results: [] };
  const products = await openProductSense(catalogue);
  const { page, elements: finder } = await openScreenSenses();
  const found: Record<string, JudgedProducts[]> = { default: [], 'given-boxes': [] };
  const step = progress.start('Recognising products', 0);
  for await (const evidence of tested()) {
    const { lines, pixels } = evidence;
    const shown = shownOn(evidence);
    if (shown.length === 0) continue;
    const elements = finder.fromText(pixels, lines, page.fromText(pixels, lines));
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
    .map((product) => ({ id: product.id, share: boxShare(product.box, box) }))
    .filter(({ share }) => share >= SAME_BOX)
    .sort((a, b) => b.share - a.share);
  return best ?? { id: null };
}
