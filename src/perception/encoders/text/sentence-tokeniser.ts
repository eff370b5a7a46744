import { z } from 'zod';
import { DaogouError, toError } from '../../../core/errors.ts';
import type { SentenceSettings } from './sentence-folder.ts';

/** Characters read of a text for each piece that is kept: pieces are shorter, but for runs of rare characters. */
const CHARACTERS_A_PIECE = 20;
const PROBE = 'a';

const paddingSchema = z.object({ padding: z.object({ pad_id: z.int().nonnegative() }).nullish() });

/** What is used of the library, whose own types do not resolve under Node's rules. */
interface Tokenizer {
  encode(text: string, options?: { readonly add_special_tokens: boolean }): { readonly ids: number[] };
  token_to_id(token: string): number | undefined;
}

/** Cuts texts into the numbers of pieces that a sentence encoder was trained on. */
export class SentenceTokeniser {
  /** What fills the rest of a shorter text's row. */
  readonly padding: number;
  readonly #tokenizer: Tokenizer;
  readonly #longest: number;
  /** The marks that stand before and after every text, such as [CLS] and [SEP]. */
  readonly #before: readonly number[];
  readonly #after: readonly number[];

  private constructor(tokenizer: Tokenizer, { longest, tokeniser, tokeniserConfig }: SentenceSettings) {
    this.#tokenizer = tokenizer;
    this.#longest = longest;
    const marked = tokenizer.encode(PROBE).ids;
    const bare = this.#bare(PROBE);
    const from = marked.findIndex((_, i) => bare.every((id, j) => marked[i + j] === id));
    this.#before = marked.slice(0, from);
    this.#after = marked.slice(from + bare.length);
    const { pad_token: name } = tokeniserConfig;
    this.padding =
      paddingSchema.parse(tokeniser).padding?.pad_id ??
      (typeof name === 'string' ? tokenizer.token_to_id(name) : undefined) ??
      0;
  }

  /** @throws unsupported-format when the tokeniser is of a kind that cannot be run. */
  static async open(settings: SentenceSettings): Promise<SentenceTokeniser> {
    const library = await import('@huggingface/tokenizers');
    try {
      return new SentenceTokeniser(
        new library.Tokenizer(settings.tokeniser, settings.tokeniserConfig) as Tokenizer,
        settings,
      );
    } catch (thrown) {
      throw new DaogouError(
        'unsupported-format',
        `tokenizer.json cannot be used: ${toError(thrown).message}`,
        {
          received: toError(thrown).message,
          remedy: 'Save the tokeniser again with a current version of the library that it is from.',
          cause: thrown,
        },
      );
    }
  }

  /** Numbers of pieces, marks included, as many as are read at most; none at all for a text without a piece. */
  pieces(text: string): number[] {
    const beginning = text.slice(0, this.#longest * CHARACTERS_A_PIECE).toWellFormed();
    if (beginning.trim() === '') return [];
    const bare = this.#bare(beginning);
    if (bare.length === 0) return [];
    const room = this.#longest - this.#before.length - this.#after.length;
    return [...this.#before, ...bare.slice(0, room), ...this.#after];
  }

  #bare(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }
}
