import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { PAGE_TYPES, type ScreenPixels, type TextLine } from '../../../core/contracts/screen.ts';
import { DaogouError } from '../../../core/errors.ts';
import { GLANCE_FEATURES, glanceFeatures, seenWords } from './glance-features.ts';
import { headProbabilities, softmaxHeadSchema, type SoftmaxHead } from './softmax-head.ts';
import { priorScores, TEXT_FEATURES, textFeatures } from './text-features.ts';
import { WordSpotter } from './word-spotter.ts';

const SHIPPED = new URL('./page-model.json', import.meta.url);

export const pageModelSchema = z.object({
  /** Names what it was taught on. */
  version: z.string().min(1),
  /** Names of the features, in their order: a model of other features is refused. */
  glanceFeatures: z.array(z.string()),
  textFeatures: z.array(z.string()),
  pixels: softmaxHeadSchema,
  text: softmaxHeadSchema,
});

export type PageModel = z.infer<typeof pageModelSchema>;

/** Tells what a page of a shop is for, from how it looks and from what is written on it. */
export class PageClassifier {
  readonly version: string;
  readonly #pixels: SoftmaxHead;
  readonly #text: SoftmaxHead;
  readonly #spotter: WordSpotter;

  constructor(model: PageModel, spotter: WordSpotter) {
    checkFeatures('glance', model.glanceFeatures, GLANCE_FEATURES, model.pixels);
    checkFeatures('text', model.textFeatures, TEXT_FEATURES, model.text);
    this.version = model.version;
    this.#pixels = model.pixels;
    this.#text = model.text;
    this.#spotter = spotter;
  }

  /**
   * The model that ships, or another file of the kind.
   *
   * @throws DaogouError `model-missing` or `model-mismatch`
   */
  static async load(file: URL | string = SHIPPED): Promise<PageClassifier> {
    let model: PageModel;
    try {
      model = pageModelSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (thrown) {
      throw new DaogouError('model-missing', 'The model of page types cannot be read', {
        received: String(file),
        remedy: 'Make it anew: npm run pretrain:screens.',
        cause: thrown,
      });
    }
    return new PageClassifier(model, WordSpotter.shipped());
  }

  /** Probabilities in the order of PAGE_TYPES, together 1, of what the pixels alone tell. */
  fromPixels(pixels: ScreenPixels): number[] {
    return this.fromGlance(glanceFeatures(pixels, this.#spotter));
  }

  /** The same with what is written; where nothing is, the pixels have to do. */
  fromText(pixels: ScreenPixels, lines: readonly TextLine[]): number[] {
    if (lines.length === 0) return this.fromPixels(pixels);
    return this.fromWords(textFeatures(lines, pixels.width, pixels.height));
  }

  /** As `fromPixels`, of `glanceFeatures`. */
  fromGlance(features: Float32Array): number[] {
    return headProbabilities(this.#pixels, features, priorScores(seenWords(features)));
  }

  /** As `fromText`, of `textFeatures`. */
  fromWords(features: Float32Array): number[] {
    return headProbabilities(this.#text, features, priorScores(features));
  }
}

function checkFeatures(
  what: string,
  stored: readonly string[],
  known: readonly string[],
  { bias, scale, shift, weights }: SoftmaxHead,
): void {
  const isSame = stored.length === known.length && stored.every((name, i) => name === known[i]);
  const fits =
    bias.length === PAGE_TYPES.length &&
    weights.length === PAGE_TYPES.length &&
    [shift, scale, ...weights].every((row) => row.length === known.length);
  if (isSame && fits) return;
  throw new DaogouError('model-mismatch', `The model of page types knows other ${what} features`, {
    received: stored.length,
    remedy: 'Make it anew: npm run pretrain:screens.',
  });
}
