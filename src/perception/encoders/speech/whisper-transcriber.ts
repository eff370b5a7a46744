import type { PreTrainedModel, PreTrainedTokenizer, Tensor } from '@huggingface/transformers';
import { DaogouError, toError } from '../../../core/errors.ts';
import { loadTransformers, type TransformersLibrary } from '../transformers-library.ts';
import { logMel, MELS, SPEECH_RATE } from './log-mel.ts';
import { MOST_SECONDS } from './read-speech.ts';
import { speechRegion } from './speech-region.ts';
import { openWhisperFolder, type WhisperTokens } from './whisper-folder.ts';

export interface SpokenWords {
  /** Empty for silence. */
  readonly text: string;
  /** As Whisper names it, such as `en` or `zh`; null for silence. */
  readonly language: string | null;
}

export interface TranscribeOptions {
  /** Languages it may be, such as `['en', 'zh']`; all that the model knows where left out. */
  readonly languages?: readonly string[];
}

const SAMPLES = MOST_SECONDS * SPEECH_RATE;
const MOST_TOKENS = 200;

/**
 * Words by Whisper (Radford et al., 2022), from a local folder: our log-mel features, the networks and the tokeniser
 * run by `@huggingface/transformers`. The language is the model's own guess among those allowed. Runs in the thread
 * that calls it.
 */
export class WhisperTranscriber {
  readonly #library: TransformersLibrary;
  readonly #model: PreTrainedModel;
  readonly #tokenizer: PreTrainedTokenizer;
  readonly #tokens: WhisperTokens;

  private constructor(
    library: TransformersLibrary,
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizer,
    tokens: WhisperTokens,
  ) {
    this.#library = library;
    this.#model = model;
    this.#tokenizer = tokenizer;
    this.#tokens = tokens;
  }

  /**
   * @throws missing-dependency without `@huggingface/transformers`; not-found where the folder lacks a file;
   * model-mismatch for another kind of model; unsupported-format where a file is damaged.
   */
  static async open(folder: string): Promise<WhisperTranscriber> {
    const { path, dtype, tokens } = await openWhisperFolder(folder);
    const library = await loadTransformers();
    try {
      const options = { local_files_only: true };
      const model = await library.WhisperForConditionalGeneration.from_pretrained(path, {
        ...options,
        dtype,
        device: 'cpu',
        session_options: { intraOpNumThreads: 2, logSeverityLevel: 4 },
      });
      const tokenizer = await library.AutoTokenizer.from_pretrained(path, options);
      return new WhisperTranscriber(library, model, tokenizer, tokens);
    } catch (thrown) {
      throw new DaogouError(
        'unsupported-format',
        `The model in ${path} cannot be opened: ${toError(thrown).message}`,
        {
          received: path,
          remedy: 'Copy the folder again as the model was published; its files belong together.',
          cause: thrown,
        },
      );
    }
  }

  /**
   * @param samples at 16 kHz, in [-1, 1]; what lies beyond 30 s is not heard.
   * @throws invalid-input where the model knows none of the languages.
   */
  async transcribe(samples: Float32Array, options: TranscribeOptions = {}): Promise<SpokenWords> {
    const allowed = this.#allowed(options.languages);
    // Whisper invents words for silence, so it is not asked.
    if (!speechRegion(samples)) return { text: '', language: null };
    const padded = new Float32Array(SAMPLES);
    padded.set(samples.subarray(0, SAMPLES));
    const { frames, values } = logMel(padded);
    const { Tensor, LogitsProcessorList } = this.#library;
    const processors = new LogitsProcessorList();
    processors.push(this.#steering(allowed));
    const generated = await this.#model.generate({
      inputs: new Tensor('float32', values, [1, MELS, frames]),
      decoder_input_ids: [this.#tokens.start],
      logits_processor: processors,
      max_new_tokens: MOST_TOKENS,
    });
    const ids = Array.from((generated as Tensor).data as BigInt64Array, Number);
    const language = [...allowed].find(([, id]) => id === ids[1])?.[0] ?? 'en';
    return { text: this.#tokenizer.decode(ids, { skip_special_tokens: true }).trim(), language };
  }

  #allowed(wanted: readonly string[] | undefined): ReadonlyMap<string, number> {
    const { languages } = this.#tokens;
    if (wanted === undefined || languages.size === 0) return languages;
    const allowed = new Map([...languages].filter(([code]) => wanted.includes(code)));
    if (allowed.size > 0) return allowed;
    throw new DaogouError('invalid-input', `The model understands none of: ${wanted.join(', ')}`, {
      received: wanted,
      remedy: `Give some of: ${[...languages.keys()].join(', ')}.`,
    });
  }

  /** Lets the model choose the language among those allowed, and nothing else before the first word. */
  #steering(allowed: ReadonlyMap<string, number>) {
    const { transcribe, noTimestamps, notFirst } = this.#tokens;
    const prompt = [
      ...(allowed.size > 0 ? [[...allowed.values()], [transcribe]] : []),
      ...(noTimestamps === undefined ? [] : [[noTimestamps]]),
    ].map((choices) => choices.filter((id) => id !== undefined));
    const { LogitsProcessor } = this.#library;
    class Steering extends LogitsProcessor {
      // The library calls it by this name: with the tokens so far, and what the network says of the next.
      override _call(inputIds: bigint[][], logits: Tensor): Tensor {
        const place = inputIds[0].length - 1;
        const scores = logits.data as Float32Array;
        if (place < prompt.length && prompt[place].length > 0) {
          const kept = prompt[place].map((id) => [id, scores[id]] as const);
          scores.fill(-Infinity);
          for (const [id, score] of kept) scores[id] = score;
        }
        if (place === prompt.length) for (const id of notFirst) scores[id] = -Infinity;
        return logits;
      }
    }
    return new Steering();
  }
}
