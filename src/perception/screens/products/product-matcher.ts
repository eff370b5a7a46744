import type {
  Box,
  ScreenElement,
  ScreenPixels,
  ScreenProduct,
  TextLine,
} from '../../../core/contracts/screen.ts';
import { DaogouError } from '../../../core/errors.ts';
import { amountsIn } from './amounts.ts';
import { cropPicture } from './crop-picture.ts';
import { isWithin, pictureCrops } from './picture-crops.ts';
import { productPlaces } from './product-places.ts';
import { type ProductEvidence, type ProductWeights, rankOf, trustIn } from './product-score.ts';
import { type ProductText, textOfProduct } from './product-text.ts';
import { PRODUCT_WEIGHTS } from './product-weights.ts';
import { TitleIndex, type Titles } from './title-index.ts';
import { VectorIndex } from './vector-index.ts';

/** What is known of the items that a screen may show, item by item in one order. */
export interface MatchedCatalogue {
  readonly ids: readonly string[];
  readonly titles: readonly Titles[];
  /** In minor units of any currency with two digits; null without one. */
  readonly prices: readonly (number | null)[];
  /** What the encoder saw in their pictures, `items × width`, rows of length 1, or zero without a picture. */
  readonly vectors: Float32Array;
}

/** The encoder that made the catalogue's vectors. */
export interface PictureSense {
  readonly width: number;
  readonly side: number;
  encode(batch: readonly Uint8Array[]): Promise<Float32Array>;
}

export interface MatcherOptions {
  readonly weights?: ProductWeights;
  /** Below this probability a product is "not in this catalogue"; default 0.4. */
  readonly threshold?: number;
}

/** Products shown at once that are looked at: what is beyond is not matched. */
const MOST_PRODUCTS = 40;
const NEAREST = 40;
const THRESHOLD = 0.4;

/**
 * Tells which items of a catalogue a screen shows, by picture and title together. What is written on a screen helps
 * to tell items apart, but an answer is always an item of the catalogue, or none.
 */
export class ProductMatcher {
  readonly #catalogue: MatchedCatalogue;
  readonly #sense: PictureSense;
  readonly #titles: TitleIndex;
  readonly #vectors: VectorIndex;
  readonly #weights: ProductWeights;
  readonly #threshold: number;

  private constructor(catalogue: MatchedCatalogue, sense: PictureSense, options: MatcherOptions) {
    this.#catalogue = catalogue;
    this.#sense = sense;
    this.#titles = new TitleIndex(catalogue.titles);
    this.#vectors = new VectorIndex(catalogue.vectors, sense.width);
    this.#weights = options.weights ?? PRODUCT_WEIGHTS;
    this.#threshold = options.threshold ?? THRESHOLD;
  }

  /** @throws shape-mismatch where the parts of the catalogue are not of one length. */
  static open(
    catalogue: MatchedCatalogue,
    sense: PictureSense,
    options: MatcherOptions = {},
  ): ProductMatcher {
    const { ids, titles, prices, vectors } = catalogue;
    if (
      titles.length === ids.length &&
      prices.length === ids.length &&
      vectors.length === ids.length * sense.width
    ) {
      return new ProductMatcher(catalogue, sense, options);
    }
    throw new DaogouError('shape-mismatch', 'The parts of the catalogue are not of one length', {
      received: {
        ids: ids.length,
        titles: titles.length,
        prices: prices.length,
        vectors: vectors.length / sense.width,
      },
      remedy: `Give ids, titles, prices and rows of ${sense.width} numbers for the same items.`,
    });
  }

  /** The products on a screen: those in the boxes of cards, and where there are none, those whose pictures stand out. */
  async match(
    pixels: ScreenPixels,
    elements: readonly ScreenElement[],
    lines: readonly TextLine[],
  ): Promise<ScreenProduct[]> {
    return this.matchBoxes(pixels, productPlaces(pixels, elements, lines), elements, lines);
  }

  /** As `match`, where the boxes of the products are known: a card, a row of a cart, or a picture alone. */
  async matchBoxes(
    pixels: ScreenPixels,
    boxes: readonly Box[],
    elements: readonly ScreenElement[],
    lines: readonly TextLine[],
  ): Promise<ScreenProduct[]> {
    const evidence = await this.weigh(pixels, boxes.slice(0, MOST_PRODUCTS), elements, lines);
    return evidence.map((candidates, i) => ({ ...this.#choose(candidates), box: boxes[i] }));
  }

  /** What speaks for which item in each box, likeliest first; no item for a box that shows nothing of this catalogue. */
  async weigh(
    pixels: ScreenPixels,
    boxes: readonly Box[],
    elements: readonly ScreenElement[],
    lines: readonly TextLine[],
  ): Promise<ProductEvidence[][]> {
    if (this.#catalogue.ids.length === 0) return boxes.map(() => []);
    const crops = boxes.map((box) => pictureCrops(pixels, box, lines));
    const pictures = crops.flat().map((crop) => cropPicture(pixels, crop, this.#sense.side));
    const vectors = pictures.length === 0 ? new Float32Array(0) : await this.#sense.encode(pictures);
    const near = this.#vectors.find(vectors, NEAREST);
    const { width } = this.#sense;
    let next = 0;
    return boxes.map((box, i) => {
      const rows = crops[i].map(() => next++);
      const others = boxes.filter((other) => other !== box && !isWithin(box, other));
      const text = textOfProduct(box, lines, elements, others);
      const seen = rows.map((row) => vectors.subarray(row * width, (row + 1) * width));
      const items = [...new Set(rows.flatMap((row) => near[row].map(({ item }) => item)))];
      return this.#evidence(text, seen, items);
    });
  }

  #evidence(text: ProductText, seen: readonly Float32Array[], near: readonly number[]): ProductEvidence[] {
    const amounts = new Set(amountsIn(text.lines));
    const titled = this.#titles.find(text.words, NEAREST, near);
    const evidence = titled.map(({ item, coverage, contained, cosine }) => ({
      item,
      coverage,
      contained,
      title: cosine,
      picture: Math.max(0, ...seen.map((vector) => this.#vectors.cosine(item, vector))),
      price: this.#priceEvidence(item, amounts),
    }));
    return evidence.sort((a, b) => rankOf(b, this.#weights) - rankOf(a, this.#weights));
  }

  #priceEvidence(item: number, amounts: ReadonlySet<number>): number {
    const price = this.#catalogue.prices[item];
    if (price === null || amounts.size === 0) return 0;
    return amounts.has(price) ? 1 : -1;
  }

  #choose([best, next]: readonly ProductEvidence[]): Pick<ScreenProduct, 'id' | 'score'> {
    if (!best) return { id: null, score: 1 };
    const lead = rankOf(best, this.#weights) - (next ? rankOf(next, this.#weights) : 0);
    const trust = trustIn(best, lead, this.#weights);
    return trust >= this.#threshold
      ? { id: this.#catalogue.ids[best.item], score: trust }
      : { id: null, score: 1 - trust };
  }
}
