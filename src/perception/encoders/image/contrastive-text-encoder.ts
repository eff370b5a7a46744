import type { PreTrainedModel, PreTrainedTokenizer } from '@huggingface/transformers';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import { loadTransformers } from '../transformers-library.ts';
import { openContrastiveFolder, unusableFolder, type ContrastiveFamily } from './contrastive-folder.ts';
import { vectorsOf, type ContrastiveOptions } from './contrastive-image-encoder.ts';

const USUAL_ROWS = 16;
/** These networks read 64 or 77 pieces of words; what comes after this many characters is never among them. */
const MOST_CHARACTERS = 4_000;

/**
 * The text side of a CLIP or SigLIP folder: its vectors lie in the same space as those of photos, so that words find
 * pictures. A text without a word gives zeros; a long one is read from its beginning. Runs in the thread that calls
 * it.
 */
export class ContrastiveTextEncoder implements Encoder<string> {
  readonly name: `${ContrastiveFamily}-text`;
  readonly modality = 'text';
  readonly width: number;
  readonly #family: ContrastiveFamily;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #model: PreTrainedModel;
  readonly #rows: number;

  private constructor(
    family: ContrastiveFamily,
    tokenizer: PreTrainedTokenizer,
    model: PreTrainedModel,
    width: number,
    rows: number,
  ) {
    this.name = `${family}-text`;
    this.#family = family;
    this.#tokenizer = tokenizer;
    this.#model = model;
    this.#rows = rows;
    this.width = width;
  }

  /** Opens the local folder of a model; throws as `ContrastiveImageEncoder.open` does. */
  static async open(
    folder: string,
    family: ContrastiveFamily,
    options: ContrastiveOptions = {},
  ): Promise<ContrastiveTextEncoder> {
    const { path, dtype } = await openContrastiveFolder(folder, family, 'text');
    const library = await loadTransformers();
    try {
      const tokenizer = await library.AutoTokenizer.from_pretrained(path, { local_files_only: true });
      const Model = family === 'clip' ? library.CLIPTextModelWithProjection : library.SiglipTextModel;
      const model = await Model.from_pretrained(path, {
        dtype,
        device: 'cpu',
        local_files_only: true,
        session_options: { intraOpNumThreads: options.threads ?? 1, logSeverityLevel: 4 },
      });
      const { dims } = vectorsOf(await model(tokenised(tokenizer, family, ['word'])), path);
      return new ContrastiveTextEncoder(
        family,
        tokenizer,
        model,
        dims[1],
        Math.max(1, options.rows ?? USUAL_ROWS),
      );
    } catch (thrown) {
      throw unusableFolder(path, thrown);
    }
  }

  async encode(batch: readonly string[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * this.width);
    const texts = batch.map((text) => text.slice(0, MOST_CHARACTERS).trim());
    const spoken = [...texts.keys()].filter((place) => texts[place] !== '');
    for (let start = 0; start < spoken.length; start += this.#rows) {
      const places = spoken.slice(start, start + this.#rows);
      const pieces = tokenised(
        this.#tokenizer,
        this.#family,
        places.map((place) => texts[place]),
      );
      const vectors = vectorsOf(await this.#model(pieces), this.name).data as Float32Array;
      for (const [row, place] of places.entries()) {
        const vector = vectors.slice(row * this.width, (row + 1) * this.width);
        result.set(normaliseInPlace(vector), place * this.width);
      }
    }
    return result;
  }

  /** Frees the memory of the runtime; the encoder cannot be used any more. */
  async release(): Promise<void> {
    await this.#model.dispose();
  }
}

/** SigLIP was trained on texts that are all filled up to one length, and reads no others. */
function tokenised(tokenizer: PreTrainedTokenizer, family: ContrastiveFamily, texts: string[]): object {
  return tokenizer(texts, { padding: family === 'siglip' ? 'max_length' : true, truncation: true }) as object;
}
